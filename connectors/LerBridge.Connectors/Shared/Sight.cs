using System.Collections.Immutable;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Shared;

/// <summary>Something of which a source shows nothing, and says nothing, where the account may not read it.</summary>
/// <param name="Name">Its name in a cursor.</param>
/// <param name="What">In words.</param>
/// <param name="Fields">The fields that come from it.</param>
/// <param name="Permission">What the source calls the permission; null where it has no single one.</param>
internal sealed record SightKind(string Name, string What, ImmutableArray<string> Fields, string? Permission = null)
{
    /// <summary>The permission in a sentence.</summary>
    public string ThePermission => this.Permission is { } name ? $"the permission \"{name}\"" : "the permission";
}

/// <summary>
/// What a pull gets to see of the things that a source leaves out silently. Where no row at all has what an earlier applied run saw, a permission is gone: the fields are
/// <see cref="SourceBatch.Unread"/>.
/// </summary>
internal sealed class Sight
{
    private readonly ImmutableArray<SightKind> kinds;
    private readonly string who;
    private readonly HashSet<string> seen;
    private readonly HashSet<string> missed;

    private Sight(ImmutableArray<SightKind> kinds, string who, HashSet<string> seen, HashSet<string> missed)
    {
        this.kinds = kinds;
        this.who = who;
        this.seen = seen;
        this.missed = missed;
    }

    /// <summary>From the text of an earlier one; nothing seen for null.</summary>
    /// <param name="kinds">What there is to see.</param>
    /// <param name="who">Whose permissions they are, at the start of a sentence.</param>
    /// <param name="text">The text.</param>
    public static Sight Of(ImmutableArray<SightKind> kinds, string who, string? text) => text?.Split('/') is [var seen, var missed]
        ? new(kinds, who, Words(seen), Words(missed))
        : new(kinds, who, [], []);

    /// <summary>Takes in what a part of the stream showed: true for what it had, false for what it should have had.</summary>
    public void Add(IEnumerable<(string Sight, bool IsSeen)> part)
    {
        foreach (var (sight, isSeen) in part)
        {
            (isSeen ? this.seen : this.missed).Add(sight);
        }
    }

    /// <summary>True where something should have been seen and nowhere was.</summary>
    public bool Lacks(string sight) => this.missed.Contains(sight) && !this.seen.Contains(sight);

    /// <summary>True where something was seen somewhere.</summary>
    public bool Has(string sight) => this.seen.Contains(sight);

    /// <summary>The form in which a cursor carries it.</summary>
    public string Text => $"{string.Join(',', this.seen.Order(StringComparer.Ordinal))}/{string.Join(',', this.missed.Order(StringComparer.Ordinal))}";

    /// <summary>This one with everything that an earlier one saw: what the next run is held against.</summary>
    public Sight With(Sight earlier) => new(this.kinds, this.who, [.. this.seen, .. earlier.seen], []);

    /// <summary>What an earlier applied run saw and this one does not.</summary>
    public IReadOnlyList<UnreadField> LostSince(Sight earlier) =>
        [.. this.Lost(earlier)
            .SelectMany(one => one.Fields, (one, name) => new UnreadField(name, $"{this.who} could read {one.What} before and sees none now: give it {one.ThePermission} again.", HoldsNew: true))
            .DistinctBy(field => field.Field, StringComparer.Ordinal)];

    /// <summary>What the operator should know of that.</summary>
    public IEnumerable<SourceNotice> Notices(Sight earlier, PullRequest request) => this.Lost(earlier).Select(one => new SourceNotice(
        ConnectorCodes.SightLost,
        $"{this.who} could read {one.What} before and sees none now{ReadPlaces.Of(request, one.Fields)}. What was issued stays as it is. Give it {one.ThePermission} again."));

    private IEnumerable<SightKind> Lost(Sight earlier) => this.kinds.Where(one => earlier.seen.Contains(one.Name) && this.Lacks(one.Name));

    private static HashSet<string> Words(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
}
