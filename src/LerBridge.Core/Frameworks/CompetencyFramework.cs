namespace LerBridge.Core.Frameworks;

/// <summary>A framework of competencies, as published: its statements and how they stand to each other and to those of other frameworks. Immutable, so that many mappings share one.</summary>
public sealed class CompetencyFramework
{
    private readonly Dictionary<string, Competency> byIdentifier = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Competency> byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> shared = new(StringComparer.Ordinal);
    private readonly ILookup<string, FrameworkAssociation> from;
    private readonly ILookup<string, FrameworkAssociation> to;

    /// <summary>Makes a framework of its parts.</summary>
    public CompetencyFramework(FrameworkHead head, IReadOnlyList<Competency> items, IReadOnlyList<FrameworkAssociation> associations, string hash)
    {
        this.Head = head;
        this.Items = items;
        this.Associations = associations;
        this.Hash = hash;
        foreach (var item in items)
        {
            this.byIdentifier.TryAdd(item.Identifier, item);
            this.byName.TryAdd(item.Uri, item);
            if (item.OtherName is { } other)
            {
                this.byName.TryAdd(other, item);
            }
        }

        foreach (var item in items)
        {
            if (item.Code is { } code && !this.byName.TryAdd(code, item) && this.byName[code].Code == code)
            {
                this.shared.Add(code);
            }
        }

        this.from = associations.ToLookup(association => association.Origin.Identifier, StringComparer.OrdinalIgnoreCase);
        this.to = associations.ToLookup(association => association.Destination.Identifier, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What it says of itself.</summary>
    public FrameworkHead Head { get; }

    /// <summary>Its statements, in the document's order.</summary>
    public IReadOnlyList<Competency> Items { get; }

    /// <summary>Its associations, in the document's order.</summary>
    public IReadOnlyList<FrameworkAssociation> Associations { get; }

    /// <summary>Hex SHA-256 of the file it was read from.</summary>
    public string Hash { get; }

    /// <summary>Every name that a row is likely to use; for did-you-mean.</summary>
    public IEnumerable<string> Codes => this.Items.Select(item => item.Label);

    /// <summary>Finds a statement by code, address or identifier; the first where a code is shared.</summary>
    public Competency? Find(string name) => this.byIdentifier.GetValueOrDefault(name) ?? this.byName.GetValueOrDefault(name);

    /// <summary>Finds what an end of an association means, where it is a statement of this framework.</summary>
    public Competency? Find(FrameworkLink link) => this.byIdentifier.GetValueOrDefault(link.Identifier) ?? this.byName.GetValueOrDefault(link.Uri);

    /// <summary>True where several statements have this code, so that it names none of them.</summary>
    public bool IsShared(string code) => this.shared.Contains(code);

    /// <summary>The day from which a statement is withdrawn, by itself or with the whole framework; null where it is not.</summary>
    public DateOnly? EndOf(Competency item) => item.EndsOn is { } own && this.Head.EndsOn is { } all ? (own < all ? own : all) : item.EndsOn ?? this.Head.EndsOn;

    /// <summary>The associations that begin at a statement.</summary>
    public IEnumerable<FrameworkAssociation> From(Competency item) => this.from[item.Identifier];

    /// <summary>The associations that lead to a statement.</summary>
    public IEnumerable<FrameworkAssociation> To(Competency item) => this.to[item.Identifier];

    /// <summary>The statements that one stands below.</summary>
    public IEnumerable<Competency> ParentsOf(Competency item) =>
        this.From(item).Where(association => association.Type == AssociationTypes.ChildOf).Select(association => this.Find(association.Destination)).OfType<Competency>();

    /// <summary>The statements below one, by their sequence.</summary>
    public IEnumerable<Competency> ChildrenOf(Competency item) => this.To(item)
        .Where(association => association.Type == AssociationTypes.ChildOf)
        .OrderBy(association => association.Sequence ?? int.MaxValue)
        .Select(association => this.Find(association.Origin))
        .OfType<Competency>();

    /// <summary>True where another statement took this one's place.</summary>
    public bool IsReplaced(Competency item) => this.From(item).Any(association => association.Type == AssociationTypes.ReplacedBy);

    /// <summary>What took a statement's place in the end: replacements are followed as long as they were themselves replaced.</summary>
    public Succession SuccessorsOf(Competency item)
    {
        var met = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { item.Identifier };
        var last = new List<Competency>();
        var elsewhere = new List<FrameworkLink>();
        var open = new Queue<Competency>([item]);
        while (open.TryDequeue(out var at))
        {
            foreach (var association in this.From(at).Where(association => association.Type == AssociationTypes.ReplacedBy))
            {
                if (this.Find(association.Destination) is not { } next)
                {
                    elsewhere.Add(association.Destination);
                }
                else if (met.Add(next.Identifier))
                {
                    (this.IsReplaced(next) ? new Action<Competency>(open.Enqueue) : last.Add)(next);
                }
            }
        }

        return new Succession(last, elsewhere);
    }
}

/// <summary>What took the place of a statement.</summary>
/// <param name="Items">Statements of the same framework; several where one was split.</param>
/// <param name="Elsewhere">Statements of other frameworks.</param>
public sealed record Succession(IReadOnlyList<Competency> Items, IReadOnlyList<FrameworkLink> Elsewhere);
