namespace LerBridge.Core.People;

/// <summary>Persons whom somebody names, by what identifies them. Held in memory alone: it is personal data, and a plan keeps its number and a keyed hash.</summary>
public sealed class Cohort
{
    /// <summary>How many persons a list may have.</summary>
    public const int MostPersons = 100_000;

    /// <summary>How long a list may be, in bytes.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>How long an identifier may be.</summary>
    public const int LongestIdentifier = 254;

    internal Cohort(IReadOnlyList<IReadOnlyList<CohortIdentifier>> persons) => this.Persons = persons;

    /// <summary>How many persons it names.</summary>
    public int Count => this.Persons.Count;

    /// <summary>Each person with what identifies them.</summary>
    internal IReadOnlyList<IReadOnlyList<CohortIdentifier>> Persons { get; }

    /// <summary>The number only: the rest is personal.</summary>
    public override string ToString() => $"{this.Count} persons";
}

/// <summary>A list of persons as it was read.</summary>
/// <param name="Cohort">The persons; null where it cannot be used.</param>
/// <param name="Problem">Why it cannot, with the line and what to do, and without what stands there.</param>
public sealed record CohortResult(Cohort? Cohort, string? Problem);

/// <summary>What identifies a person of a list.</summary>
/// <param name="Type">One of <see cref="IdentityRules.Types"/>, <c>email</c>, <c>person.id</c> for the source's own key; null where the list does not say: then whatever the mapping matches by.</param>
/// <param name="Value">The value. Personal data.</param>
internal sealed record CohortIdentifier(string? Type, string Value)
{
    public const string Email = "email";
    public const string SourceKey = "person.id";

    public override string ToString() => this.Type ?? "any";
}
