namespace LerBridge.Core.Frameworks;

/// <summary>
/// Compares two versions of a framework. Items are the same where their identifiers or addresses are; an item of the old version that the new one does not know is
/// looked for by its code and words, since some publishers give every version identifiers of its own.
/// </summary>
public sealed class FrameworkDrift
{
    private readonly CompetencyFramework before;
    private readonly CompetencyFramework after;
    private readonly Lazy<StatementIndex> statements;
    private readonly List<ItemChange> changes = [];

    private FrameworkDrift(CompetencyFramework before, CompetencyFramework after)
    {
        this.before = before;
        this.after = after;
        this.statements = new Lazy<StatementIndex>(() => new StatementIndex(after));
    }

    /// <summary>What changed, in the order of the old version, then what is new.</summary>
    public static IReadOnlyList<ItemChange> Compare(CompetencyFramework before, CompetencyFramework after)
    {
        var drift = new FrameworkDrift(before, after);
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in before.Items)
        {
            if (drift.Changed(item) is { } same)
            {
                known.Add(same.Identifier);
            }
        }

        drift.changes.AddRange(after.Items.Where(item => !known.Contains(item.Identifier)).Select(item => new ItemChange(ChangeKind.Added, null, item)));
        return drift.changes;
    }

    /// <summary>Notes what became of an item; the item of the new version that it is now, null where there is none.</summary>
    private Competency? Changed(Competency item)
    {
        if (this.after.Find(new FrameworkLink(item.Identifier, item.Uri, null)) is not { } now)
        {
            if (item.Code is { } code && !this.after.IsShared(code) && this.after.Find(code) is { } twin && twin.Code == code && Same(item.Statement, twin.Statement))
            {
                this.Add(ChangeKind.Readdressed, item, twin, [new Replacement(twin, ReplacementBasis.Code, null)]);
                return twin;
            }

            this.Add(ChangeKind.Removed, item, null, this.Proposals(item, null));
            return null;
        }

        var (ended, end) = (this.before.EndOf(item), this.after.EndOf(now));
        if (this.after.IsReplaced(now) && !this.before.IsReplaced(item))
        {
            this.Add(ChangeKind.Replaced, item, now, this.Proposals(item, now));
        }
        else if (end is not null && end != ended)
        {
            this.Add(ChangeKind.Withdrawn, item, now, this.Proposals(item, now));
        }

        if (!Same(item.Statement, now.Statement) || !Same(item.ShortStatement, now.ShortStatement))
        {
            this.Add(ChangeKind.Reworded, item, now, []);
        }

        if (item.Code != now.Code)
        {
            this.Add(ChangeKind.Recoded, item, now, []);
        }

        if (!Parents(this.before, item).SetEquals(Parents(this.after, now)))
        {
            this.Add(ChangeKind.Moved, item, now, []);
        }

        return now;
    }

    private void Add(ChangeKind kind, Competency? item, Competency? now, IReadOnlyList<Replacement> proposals) => this.changes.Add(new ItemChange(kind, item, now) { Proposals = proposals });

    // what the publisher says, then the same code, then the closest words; what is itself withdrawn is no proposal
    private List<Replacement> Proposals(Competency item, Competency? now)
    {
        var named = this.BySuccession(item, now).Concat(this.ByMatch(item)).Where(other => this.Stands(other, now)).DistinctBy(other => other.Identifier)
            .Select(other => new Replacement(other, ReplacementBasis.Association, null)).ToList();
        if (named.Count > 0)
        {
            return named;
        }

        if (item.Code is { } code && !this.after.IsShared(code) && this.after.Find(code) is { } same && same.Code == code && this.Stands(same, now))
        {
            return [new Replacement(same, ReplacementBasis.Code, null)];
        }

        return [.. this.statements.Value.Closest(item.Statement).Where(other => this.Stands(other.Item, now)).Take(3).Select(other => new Replacement(other.Item, ReplacementBasis.Statement, other.Likeness))];
    }

    private IEnumerable<Competency> BySuccession(Competency item, Competency? now)
    {
        if (now is not null)
        {
            return this.after.SuccessorsOf(now).Items;
        }

        // an item that is gone may be an origin all the same, in the new version or in the last one that had it
        var here = this.after.From(item).Where(association => association.Type == AssociationTypes.ReplacedBy).Select(association => this.after.Find(association.Destination)).OfType<Competency>();
        var (then, elsewhere) = this.before.SuccessorsOf(item);
        return here.Concat(then.Select(other => this.after.Find(new FrameworkLink(other.Identifier, other.Uri, null))).Concat(elsewhere.Select(this.after.Find)).OfType<Competency>())
            .SelectMany(next => this.after.IsReplaced(next) ? this.after.SuccessorsOf(next).Items : [next]);
    }

    private IEnumerable<Competency> ByMatch(Competency item) =>
        from association in this.after.From(item).Concat(this.after.To(item)).Concat(this.before.From(item)).Concat(this.before.To(item))
        where association.Type == AssociationTypes.ExactMatch
        from link in new[] { association.Origin, association.Destination }
        where !string.Equals(link.Identifier, item.Identifier, StringComparison.OrdinalIgnoreCase)
        let other = this.after.Find(link)
        where other is not null
        select other;

    private bool Stands(Competency item, Competency? itself) => !ReferenceEquals(item, itself) && item.EndsOn is null && !this.after.IsReplaced(item);

    private static HashSet<string> Parents(CompetencyFramework framework, Competency item) => framework.ParentsOf(item).Select(parent => parent.Identifier).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static bool Same(string? one, string? other) => Words(one).SequenceEqual(Words(other), StringComparer.Ordinal);

    // blanks and line ends are no words
    private static string[] Words(string? text) => text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
}
