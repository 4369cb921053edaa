namespace LerBridge.Connectors.Banner;

/// <summary>Makes many transcript grades small: what they refer to is the same few thousand GUIDs again and again, and each of them is kept once.</summary>
internal sealed class SlimRows
{
    private readonly Dictionary<string, EthosReference> known = new(StringComparer.OrdinalIgnoreCase);

    public EthosTranscriptGrade Slim(EthosTranscriptGrade row) => row with
    {
        Student = null,
        Course = row.Course is not { } course ? null : course with { Section = this.Once(course.Section), Detail = this.Once(course.Detail) },
        AcademicPeriod = this.Once(row.AcademicPeriod),
        Grade = this.Once(row.Grade),
        AwardGradeScheme = this.Once(row.AwardGradeScheme),
    };

    private EthosReference? Once(EthosReference? reference)
    {
        if (reference?.Key is not { } key)
        {
            return null;
        }

        if (!this.known.TryGetValue(key, out var once))
        {
            this.known.Add(key, once = reference);
        }

        return once;
    }
}
