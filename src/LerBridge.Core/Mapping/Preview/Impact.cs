using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Mapping.Preview;

/// <summary>What a changed mapping would do to the records that were looked at.</summary>
/// <param name="Records">How many records were looked at.</param>
/// <param name="Differ">How many of them would come to something else.</param>
/// <param name="Groups">What would differ, most frequent first. A record can be in several.</param>
public sealed record Impact(long Records, long Differ, IReadOnlyList<ImpactGroup> Groups)
{
    private const int Told = 6;

    /// <summary>In words: <c>14 of 2,034 records would differ: 12 gain NUR-2.5, 2 lose narrative.</c></summary>
    public string Sentence
    {
        get
        {
            if (this.Differ == 0)
            {
                return $"Nothing would differ in {Counted.Of(this.Records, "record")}.";
            }

            var rest = this.Groups.Count - Told;
            var more = rest > 0 ? $", and {Counted.Of(rest, "other change")}" : string.Empty;
            return FormattableString.Invariant($"{this.Differ:#,0} of {Counted.Of(this.Records, "record")} would differ: {string.Join(", ", this.Groups.Take(Told).Select(group => group.Phrase))}{more}.");
        }
    }
}

/// <summary>Records that change in the same way.</summary>
public sealed record ImpactGroup
{
    /// <summary><c>outcome</c>, <c>reason</c>, <c>gain</c>, <c>lose</c> or <c>change</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The place in the credential, or the outcome before and after.</summary>
    public required string Field { get; init; }

    /// <summary>The item of a list that is gained or lost.</summary>
    public string? Item { get; init; }

    /// <summary>In words, with the count: <c>12 gain NUR-2.5</c>.</summary>
    public required string Phrase { get; init; }

    /// <summary>How many records.</summary>
    public required long Count { get; init; }

    /// <summary>What the first of them said before; null where it is about a person, or more than one value.</summary>
    public string? Before { get; init; }

    /// <summary>What it would say.</summary>
    public string? After { get; init; }

    /// <summary>Some of them, as they are named outside.</summary>
    public required IReadOnlyList<string> Examples { get; init; }
}
