namespace LerBridge.Core.Frameworks;

/// <summary>A framework of competencies, as published.</summary>
public sealed class CompetencyFramework
{
    private readonly Dictionary<string, Competency> byName = new(StringComparer.Ordinal);

    /// <summary>Makes a framework of its statements.</summary>
    public CompetencyFramework(string id, string title, string? version, IReadOnlyList<Competency> items, string hash)
    {
        this.Id = id;
        this.Title = title;
        this.Version = version;
        this.Items = items;
        this.Hash = hash;
        foreach (var item in items)
        {
            this.byName.TryAdd(item.Identifier, item);
            this.byName.TryAdd(item.Uri, item);
            if (item.Code is { } code)
            {
                this.byName.TryAdd(code, item);
            }
        }
    }

    /// <summary>The document's identifier.</summary>
    public string Id { get; }

    /// <summary>What it is called.</summary>
    public string Title { get; }

    /// <summary>Its version, as the document says.</summary>
    public string? Version { get; }

    /// <summary>Its statements, in the document's order.</summary>
    public IReadOnlyList<Competency> Items { get; }

    /// <summary>Hex SHA-256 of the file it was read from.</summary>
    public string Hash { get; }

    /// <summary>Finds a statement by code, address or identifier.</summary>
    public Competency? Find(string name) => this.byName.GetValueOrDefault(name);

    /// <summary>Every name that <see cref="Find"/> knows; for did-you-mean.</summary>
    public IEnumerable<string> Codes => this.Items.Select(item => item.Code ?? item.Identifier);
}
