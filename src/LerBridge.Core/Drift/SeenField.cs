namespace LerBridge.Core.Drift;

/// <summary>What a reading met of one field of a stream: of one column where the source is a table. Never a value.</summary>
/// <param name="Name">The column's heading, or the field's name where the source is no table.</param>
/// <param name="Fields">The fields that it fills; empty for a column that nothing reads.</param>
/// <param name="Form">What its values look like (<see cref="FieldForms"/>).</param>
/// <param name="Filled">In how many of the records that were looked at it had a value.</param>
/// <param name="Looked">How many records were looked at: the first ones of the reading.</param>
public sealed record SeenField(string Name, IReadOnlyList<string> Fields, string Form, long Filled, long Looked)
{
    /// <summary>What stands for a heading that is likely to be somebody's data: of a file without headings, whose first row was taken for them, or of a column that is named after a person.</summary>
    public const string Unshown = "a heading that looks like a value";

    private const int LongestHeading = 64;

    /// <summary>A column of which only the heading was read.</summary>
    public static SeenField Heading(string name) => new(Shown(name), [], FieldForms.NotLookedAt, 0, 0);

    /// <summary>A heading as it may be kept and told.</summary>
    public static string Shown(string heading) => heading.Contains('@', StringComparison.Ordinal) || heading.Length > LongestHeading ? Unshown : heading;

    /// <summary>The same field met in two parts of a reading.</summary>
    public SeenField With(SeenField other) => this with
    {
        Form = this.Form == other.Form || other.Filled == 0 ? this.Form : this.Filled == 0 ? other.Form : FieldForms.Mixed,
        Filled = this.Filled + other.Filled,
        Looked = this.Looked + other.Looked,
    };
}

/// <summary>What the last applied run of a mapping met of its stream.</summary>
/// <param name="ReadAt">When the run began.</param>
/// <param name="Fields">The fields.</param>
public sealed record SeenFields(DateTimeOffset ReadAt, IReadOnlyList<SeenField> Fields);
