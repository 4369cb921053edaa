using System.Collections.Immutable;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Banner;

/// <summary>Turns rows of Ethos into records of the streams: pure, and the same for the same input.</summary>
internal sealed class BannerNormalizer(BannerFields fields)
{
    /// <summary>The record of a transcript grade, or why the row cannot become one.</summary>
    /// <param name="row">The row.</param>
    /// <param name="number">Its place in the list, from 1.</param>
    public NormalizedRow Course(EthosTranscriptGrade row, int number) =>
        this.Row(BannerStreams.CourseCompletions, EthosResources.TranscriptGrades.Name, row, row.Student, number, record => fields.Course((name, value) => record[name] = value, row));

    /// <summary>The records of an award, one for each of its credentials, or why the row cannot become any.</summary>
    public IEnumerable<NormalizedRow> Awards(EthosAward row, int number) => Credentials(row).Select(one =>
        this.Row(BannerStreams.Awards, EthosResources.Awards.Name, row, row.Student, number, record => fields.Award((name, value) => record[name] = value, row, one)));

    /// <summary>The record of a person's whole history, or why it cannot become one: a history without one of its rows would be another history.</summary>
    public NormalizedRow History(BannerHistory history)
    {
        var courses = new List<RecordItem>();
        var awards = new List<RecordItem>();
        foreach (var row in history.Courses)
        {
            var item = new RecordItem(CourseItems);
            if (fields.Course((name, value) => item[name] = value, row) is { } refusal)
            {
                return Refused(history, EthosResources.TranscriptGrades.Name, refusal);
            }

            courses.Add(item);
        }

        foreach (var (row, credential) in history.Awards.SelectMany(row => Credentials(row).Select(one => (row, one))))
        {
            var item = new RecordItem(AwardItems);
            if (fields.Award((name, value) => item[name] = value, row, credential) is { } refusal)
            {
                return Refused(history, EthosResources.Awards.Name, refusal);
            }

            awards.Add(item);
        }

        var record = new SourceRecord(BannerStreams.AcademicHistory);
        fields.Person(record, history.Person);
        record["courses"] = InOrder(courses, "recorded_on", "course.code", "transcript.id");
        record["awards"] = InOrder(awards, "award.earned_on", "award.credential", "award.id");
        record["gpa"] = Value.Of(history.Average);
        return new NormalizedRow(record, null);
    }

    private static ItemSchema CourseItems { get; } = BannerStreams.AcademicHistory.Find("courses")?.Items ?? throw new InvalidOperationException("Histories have courses.");

    private static ItemSchema AwardItems { get; } = BannerStreams.AcademicHistory.Find("awards")?.Items ?? throw new InvalidOperationException("Histories have awards.");

    // An award without credentials is one whose credential cannot be told.
    private static IEnumerable<EthosAwardCredential?> Credentials(EthosAward row) => row.Credentials is { Count: > 0 } some ? some : (IEnumerable<EthosAwardCredential?>)[null];

    private static NormalizedRow Refused(BannerHistory history, string resource, FieldRefusal refusal) =>
        new(null, new RejectedRow(history.Person, refusal.Code, $"A history lacks a row: {refusal.Reason}", $"{resource}, rows of one person"));

    // Ethos promises no order, and the order of a list is part of a record's content.
    private static Value InOrder(List<RecordItem> items, string day, string name, string id) => Value.Of(items
        .OrderBy(item => item[day].IsMissing ? DateOnly.MaxValue : item[day].Date)
        .ThenBy(item => item[name].Text, StringComparer.Ordinal)
        .ThenBy(item => item[id].Text, StringComparer.Ordinal)
        .ToImmutableArray());

    private NormalizedRow Row(RecordSchema schema, string resource, EthosThing row, EthosReference? student, int number, Func<SourceRecord, FieldRefusal?> fill)
    {
        var place = $"{resource} row {number}";
        if (row.Key is null)
        {
            return new NormalizedRow(null, new RejectedRow($"row {number}", ConnectorCodes.NoValue, "The row has no id.", place));
        }

        if (student?.Key is not { } person)
        {
            return new NormalizedRow(null, new RejectedRow(row.Key, ConnectorCodes.NoValue, "The row names no student.", place));
        }

        var record = new SourceRecord(schema) { Place = place };
        if (fill(record) is { } refusal)
        {
            return new NormalizedRow(null, new RejectedRow(row.Key, refusal.Code, refusal.Reason, place));
        }

        fields.Person(record, person);
        return new NormalizedRow(record, null);
    }
}

/// <summary>A record, or why there is none.</summary>
internal sealed record NormalizedRow(SourceRecord? Record, RejectedRow? Rejected);
