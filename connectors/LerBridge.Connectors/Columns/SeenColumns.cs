using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Columns;

/// <summary>
/// Which columns a pull has met, against those that an earlier applied run had: a column that is gone says nothing about the rows, so its field is <see cref="SourceBatch.Unread"/>.
/// </summary>
/// <param name="Where">The report or file, at the start of a sentence.</param>
/// <param name="Request">What the run asks for, with the fields that its mapping reads.</param>
/// <param name="Absent">The columns that were not met.</param>
/// <param name="Earlier">The fields whose columns an earlier run met.</param>
internal sealed record SeenColumns(string Where, PullRequest Request, IReadOnlyList<Column> Absent, IReadOnlySet<string> Earlier)
{
    private static readonly string[] Parts = [PersonFields.GivenName.Name, PersonFields.FamilyName.Name];

    /// <summary>A list of fields as a cursor carries it.</summary>
    public static IReadOnlySet<string> Read(string? text) => (text ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    /// <summary>The form in which a cursor carries what this pull and those before it have met.</summary>
    public string Text(ColumnSet set) =>
        string.Join(',', set.Columns.Where(column => !this.Absent.Contains(column)).Select(column => column.Field.Name).Union(this.Earlier, StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>The fields that were there before and are not now.</summary>
    /// <param name="isCertain">True where a column that exists is there whether or not its cells are empty.</param>
    public IReadOnlyList<UnreadField> Unread(bool isCertain) =>
        [.. this.Absent.Where(this.IsLost).Select(column => new UnreadField(column.Field.Name, $"{this.Where} no longer has \"{column.Source}\".", isCertain))];

    /// <summary>One notice for every column that the mapping reads, and one for all the others.</summary>
    public IEnumerable<SourceNotice> Notices()
    {
        var read = this.Absent.Where(column => this.Request.ReadFields.ContainsKey(column.Field.Name)).ToList();
        foreach (var column in read.Where(column => this.IsLost(column) || !this.IsMadeOfOthers(column)))
        {
            var verb = this.IsLost(column) ? "no longer has" : "has no";
            yield return new SourceNotice(ConnectorCodes.ReadColumnAbsent, $"{this.Where} {verb} \"{column.Source}\", which {this.Request.ReadFields[column.Field.Name]} reads as {column.Field.Name}.");
        }

        foreach (var notice in MissingColumns.Notice(this.Where, [.. this.Absent.Except(read).Where(column => !this.IsMadeOfOthers(column))]))
        {
            yield return notice;
        }
    }

    private bool IsLost(Column column) => this.Earlier.Contains(column.Field.Name);

    // A full name is put together from its parts (RowReader).
    private bool IsMadeOfOthers(Column column) => column.Field.Name == PersonFields.FullName.Name && !this.Absent.Any(other => Parts.Contains(other.Field.Name));
}
