namespace LerBridge.Core.Frameworks;

/// <summary>What a framework says of itself (CASE <c>CFDocument</c>).</summary>
/// <param name="Id">The document's identifier.</param>
/// <param name="Uri">Its address.</param>
/// <param name="Title">What it is called.</param>
public sealed record FrameworkHead(string Id, string Uri, string Title)
{
    /// <summary>Its version, as the document says; null where it says none.</summary>
    public string? Version { get; init; }

    /// <summary>The day on which the document was changed last: what tells it from others where it states no version; null where that is not said.</summary>
    public DateOnly? ChangedOn { get; init; }

    /// <summary>The language of its statements where they say none of their own.</summary>
    public string? Language { get; init; }

    /// <summary>How far its adoption has come, in the publisher's words: Draft, Adopted, Deprecated.</summary>
    public string? Status { get; init; }

    /// <summary>From when it is in force; null where that is not said.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>The day from which the whole of it is withdrawn; null where it is not.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>How many concepts, subjects, licences, types and groupings it defines.</summary>
    public int Definitions { get; init; }

    /// <summary>How many rubrics it carries.</summary>
    public int Rubrics { get; init; }
}
