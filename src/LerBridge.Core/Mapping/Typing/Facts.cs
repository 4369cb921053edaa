using System.Collections.Immutable;

namespace LerBridge.Core.Mapping.Typing;

/// <summary>What is known to have a value at a place of the mapping, because an earlier <c>when</c>, an <c>if</c>, <c>and</c> or <c>??</c> has excluded the rest (mapping/v1 §4.6).</summary>
internal sealed class Facts
{
    private readonly ImmutableHashSet<string> present;

    // what a filter somewhere else has let pass: as certain, but nothing that a reader sees where he reads
    private readonly ImmutableHashSet<string> ofItems;

    private Facts(ImmutableHashSet<string> present, ImmutableHashSet<string> ofItems) => (this.present, this.ofItems) = (present, ofItems);

    public static Facts None { get; } = new([], []);

    /// <summary>Without what is known of the items of lists: to say that something is superfluous, its reason must be in sight.</summary>
    public Facts InSight => this.ofItems.IsEmpty ? this : new Facts(this.present, []);

    public bool Knows(string canonical) => this.present.Contains(canonical) || this.ofItems.Contains(canonical);

    /// <summary>The same, known of the items of a list.</summary>
    public Facts OfItems() => new([], this.present.Union(this.ofItems));

    /// <summary>What is known in another spelling; null leaves it out.</summary>
    public Facts Renamed(Func<string, string?> spelling) => this.present.IsEmpty && this.ofItems.IsEmpty
        ? this
        : new Facts([.. this.present.Select(spelling).OfType<string>()], [.. this.ofItems.Select(spelling).OfType<string>()]);

    /// <summary>What is known where a name begins to mean something else: nothing that was said of what had this name before.</summary>
    public Facts Without(string name) => this.Renamed(spelling => ItemFacts.Mentions(spelling, name) ? null : spelling);

    public Facts And(Facts other) => IsNone(other) ? this : IsNone(this) ? other : new Facts(this.present.Union(other.present), this.ofItems.Union(other.ofItems));

    public Facts Or(Facts other)
    {
        var both = this.present.Intersect(other.present);
        return new Facts(both, this.present.Union(this.ofItems).Intersect(other.present.Union(other.ofItems)).Except(both));
    }

    /// <summary>Adds that a formula has a value, and what follows from that: what it is made of has one too, where nothing comes of nothing.</summary>
    public Facts With(Typed formula)
    {
        var builder = this.present.ToBuilder();
        Add(formula, builder);
        return new Facts(builder.ToImmutable(), this.ofItems);
    }

    /// <summary>True where nothing is known.</summary>
    public bool IsEmpty => IsNone(this);

    private static bool IsNone(Facts facts) => facts.present.IsEmpty && facts.ofItems.IsEmpty;

    /// <summary>What is known where a condition is true.</summary>
    public static Facts WhenTrue(Typed condition) => condition.Operation switch
    {
        Operation.And => WhenTrue(condition.Parts[0]).And(WhenTrue(condition.Parts[1])),
        Operation.Or => WhenTrue(condition.Parts[0]).Or(WhenTrue(condition.Parts[1])),
        Operation.Not => WhenFalse(condition.Parts[0]),
        Operation.IsPresent => None.With(condition.Parts[0]),
        Operation.Membership => None.With(condition.Parts[0]),
        Operation.Equal when !condition.Parts[1].CanBeMissing(None) => None.With(condition.Parts[0]),
        Operation.Equal when !condition.Parts[0].CanBeMissing(None) => None.With(condition.Parts[1]),
        Operation.Let => WhenTrue(condition.Parts[0]),
        Operation.Coalesce when condition.Parts[1].Constant is { IsMissing: false, Bool: false } => None.With(condition.Parts[0]).And(WhenTrue(condition.Parts[0])),
        _ => None,
    };

    /// <summary>What is known where a condition is false.</summary>
    public static Facts WhenFalse(Typed condition) => condition.Operation switch
    {
        Operation.And => WhenFalse(condition.Parts[0]).Or(WhenTrue(condition.Parts[0]).And(WhenFalse(condition.Parts[1]))),
        Operation.Or => WhenFalse(condition.Parts[0]).And(WhenFalse(condition.Parts[1])),
        Operation.Not => WhenTrue(condition.Parts[0]),
        Operation.IsMissing => None.With(condition.Parts[0]),
        Operation.NotEqual when !condition.Parts[1].CanBeMissing(None) => None.With(condition.Parts[0]),
        Operation.NotEqual when !condition.Parts[0].CanBeMissing(None) => None.With(condition.Parts[1]),
        Operation.Let => WhenFalse(condition.Parts[0]),
        Operation.Coalesce when condition.Parts[1].Constant is { IsMissing: false, Bool: true } => None.With(condition.Parts[0]).And(WhenFalse(condition.Parts[0])),
        _ => None,
    };

    private static void Add(Typed formula, ImmutableHashSet<string>.Builder builder)
    {
        builder.Add(formula.Canonical);
        if (formula.Operation is Operation.Let or Operation.Strict or Operation.Lookup or Operation.Column)
        {
            foreach (var part in formula.Parts)
            {
                Add(part, builder);
            }
        }
    }
}
