namespace LerBridge.Connectors.Banner;

/// <summary>
/// A course as the catalogue has it from one term on. The catalogue is effective-dated: a course that was renamed is there several times, and a transcript shows the title that it had in its term, not
/// the newest one (facts, SCBCRSE).
/// </summary>
/// <param name="Title">Its title.</param>
/// <param name="Subject">The GUID of its subject.</param>
/// <param name="Number">Its number.</param>
/// <param name="From">The first day on which it could be scheduled so; null where that is not said.</param>
/// <param name="Through">The last such day; null where it lasts.</param>
internal sealed record CourseVersion(string? Title, string? Subject, string? Number, DateOnly? From, DateOnly? Through)
{
    /// <summary>True where it is not known to be another version's day.</summary>
    public bool Holds(DateOnly day) => !(this.From > day) && !(this.Through < day);

    /// <summary>The title for a term.</summary>
    /// <param name="versions">Every version of the course that is known.</param>
    /// <param name="section">The title that the section has, which is of its term.</param>
    /// <param name="term">The first day of the term; null where it is not known.</param>
    public string? TitleIn(IEnumerable<CourseVersion> versions, string? section, DateOnly? term)
    {
        if (term is not { } day || this.Holds(day))
        {
            return this.Title;
        }

        var valid = versions.Where(version => version.Holds(day) && version.From is not null).MaxBy(version => version.From);
        return Given(valid?.Title) ?? Given(section) ?? this.Title;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
