using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Columns;

/// <summary>
/// Which columns a pull has met, against those that an earlier applied run had: a column that is gone says nothing about the rows, so its field is <see cref="SourceBatch.Unread"/>.
/// </summary>
/// <param name="Where">The report or file, at the start of a sentence.</param>
/// <param name="Set">The stream.</param>
/// <param name="Request">What the run asks for, with the fields that its mapping reads.</param>
/// <param name="Absent">The columns that were not met.</param>
/// <param name="Earlier">The fields whose columns an earlier run met.</param>
internal sealed record SeenColumns(string Where, ColumnSet Set, PullRequest Request, IReadOnlyList<Column> Absent, IReadOnlySet<string> Earlier)
{
    private static readonly string[] Parts = [PersonFields.GivenName.Name, PersonFields.FamilyName.Name];

    /// <summary>True where <see cref="Where"/> speaks of several files.</summary>
    public bool AreMany { get; init; }

    /// <summary>The form in which a cursor carries what this pull and those before it have met.</summary>
    public string Text => string.Join(',', this.Set.Columns.Except(this.Absent).Select(column => column.Field.Name).Union(this.Earlier, StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>A list of fields as a cursor carries it.</summary>
    public static IReadOnlySet<string> Read(string? text) => (text ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    /// <summary>The fields that were there before and are not now.</summary>
    /// <param name="isCertain">True where a column that exists is there whether or not its cells are empty.</param>
    public IReadOnlyList<UnreadField> Unread(bool isCertain) =>
        [.. this.Absent.Where(this.IsLost).Select(column => new UnreadField(column.Field.Name, $"{this.Lacks(column)}.", isCertain && !this.IsMadeOfOthers(column)))];

    /// <summary>One notice for every column that the mapping reads, and one for all the others that settings declare. A column that neither waits for is nobody's loss.</summary>
    public IEnumerable<SourceNotice> Notices()
    {
        var absent = this.Absent.Where(column => !this.IsMadeOfOthers(column)).ToLookup(column => this.Request.ReadFields.ContainsKey(column.Field.Name));
        foreach (var column in absent[true])
        {
            yield return new SourceNotice(ConnectorCodes.ReadColumnAbsent, $"{this.Lacks(column)}, which {this.Request.ReadFields[column.Field.Name]} reads as {column.Field.Name}.");
        }

        var declared = string.Join(", ", absent[false].Where(column => column.IsDeclared).Select(column => $"\"{column.Source}\""));
        if (declared.Length > 0)
        {
            yield return new SourceNotice(ConnectorCodes.VanishedColumn, $"{this.Where} {this.Has} no {declared}; the fields are missing in every record.");
        }
    }

    private string Has => this.AreMany ? "have" : "has";

    private string Lacks(Column column) => $"{this.Where} {(this.IsLost(column) ? $"no longer {this.Has}" : $"{this.Has} no")} \"{column.Source}\"";

    private bool IsLost(Column column) => this.Earlier.Contains(column.Field.Name);

    // A full name is put together from its parts (RowReader); where that makes another name than before, Unread still holds the record.
    private bool IsMadeOfOthers(Column column) =>
        column.Field.Name == PersonFields.FullName.Name && Parts.All(part => this.Set.Columns.Any(other => other.Field.Name == part && !this.Absent.Contains(other)));
}
