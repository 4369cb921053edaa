using System.Globalization;
using System.Text;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Drift;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Columns;

/// <summary>Turns rows into records, or into the reason why they cannot become one. Restricted columns that no mapping names are not even looked at.</summary>
internal sealed class RowReader
{
    private readonly ColumnSet set;
    private readonly Step[] plan;
    private readonly int[] key;
    private readonly int[] flags;
    private readonly FormTally[] tallies;
    private int looked;
    private readonly int fullName;
    private (string Source, string Prefix) place = (string.Empty, " row ");

    /// <param name="set">The stream.</param>
    /// <param name="cells">For every column, the index of its cell; negative where the source lacks it.</param>
    /// <param name="restricted">The restricted fields that may be read.</param>
    public RowReader(ColumnSet set, IReadOnlyList<int> cells, IReadOnlySet<string> restricted)
    {
        this.set = set;
        this.key = [.. set.Schema.Key.Where(slot => set.Schema.Sequence?.Field != set.Schema.Fields[slot].Name)];
        this.fullName = set.Schema.TryGetSlot(PersonFields.FullName.Name, out var slot) ? slot : -1;
        this.flags = [.. set.Schema.Fields.Select((field, at) => (field, at)).Where(one => SaysNothingWhereBlank(one.field)).Select(one => one.at)];
        this.plan = [.. set.Columns
            .Select((column, at) => new Step(cells[at], set.Schema.Slot(column.Field.Name), column.Field.Optional || SaysNothingWhereBlank(column.Field), column, new CellParser(column, set.DecimalComma, set.Zone)))
            .Where(step => step.Cell >= 0 && (!step.Column.Field.IsRestricted || restricted.Contains(step.Column.Field.Name)))];
        this.tallies = [.. this.plan.Select(_ => new FormTally())];
    }

    /// <summary>What the first rows showed of every column.</summary>
    /// <param name="absent">The columns that the source lacks.</param>
    /// <param name="headings">Every heading that was met, those of columns that nobody asked for too.</param>
    public IReadOnlyList<SeenField> Seen(IReadOnlyCollection<Column> absent, IEnumerable<string> headings)
    {
        var asked = this.set.Columns.Except(absent).GroupBy(column => column.Source, StringComparer.OrdinalIgnoreCase).ToDictionary(same => same.Key, same => same.ToList(), StringComparer.OrdinalIgnoreCase);
        return [.. asked.Select(same => this.Seen(same.Key, same.Value)), .. headings.Where(name => name.Length > 0 && !asked.ContainsKey(name)).Distinct(StringComparer.OrdinalIgnoreCase).Select(SeenField.Heading)];
    }

    private SeenField Seen(string source, List<Column> same)
    {
        var step = Array.FindIndex(this.plan, one => same.Contains(one.Column));
        return step < 0
            ? SeenField.Heading(source) with { Fields = [.. same.Select(column => column.Field.Name)] }
            : new SeenField(source, [.. same.Select(column => column.Field.Name)], this.tallies[step].Form, this.tallies[step].Filled, this.tallies[step].Looked);
    }

    /// <summary>Things that the operator should know once.</summary>
    public IEnumerable<SourceNotice> Notices => this.plan
        .Where(step => step.Parser.MetUnknownCode)
        .Select(step => new SourceNotice(ConnectorCodes.UnknownCode, $"Column \"{step.Column.Source}\" holds words that {step.Column.Field.Name} does not know; they are read as \"other\"."));

    /// <summary>Reads one row.</summary>
    /// <param name="cells">Its cells.</param>
    /// <param name="source">The file or report, for messages.</param>
    /// <param name="row">Its number, as a person counts.</param>
    /// <exception cref="DecoderFallbackException">A cell is not UTF-8.</exception>
    public (SourceRecord? Record, RejectedRow? Rejected) Read<TCells>(TCells cells, string source, long row)
        where TCells : ICells
    {
        var record = new SourceRecord(this.set.Schema) { Place = this.Place(source, row) };
        if (this.looked < FormTally.Most)
        {
            this.Look(cells);
        }

        string? problem = null;
        var code = ConnectorCodes.BadCell;
        foreach (ref readonly var step in this.plan.AsSpan())
        {
            if (!step.Parser.TryParse(cells[step.Cell], out var value))
            {
                problem ??= $"Column \"{step.Column.Source}\" is not {step.Parser.Expected}.";
            }
            else if (!value.IsMissing)
            {
                record[step.Slot] = value;
            }
            else if (!step.IsOptional && problem is null)
            {
                (problem, code) = ($"Column \"{step.Column.Source}\" is empty, but {step.Column.Field.Name} must have a value.", ConnectorCodes.NoValue);
            }
        }

        foreach (var flag in this.flags)
        {
            record[flag] = record[flag].IsMissing ? Value.Of((bool?)false) : record[flag];
        }

        this.Name(record);
        return problem is null ? (record, null) : (null, new RejectedRow(this.KeyOf(record, row), code, problem, record.Place));
    }

    private void Look<TCells>(TCells cells)
        where TCells : ICells
    {
        this.looked++;
        for (var at = 0; at < this.plan.Length; at++)
        {
            this.tallies[at].Add(cells[this.plan[at].Cell]);
        }
    }

    // Tables leave out that a thing was not removed.
    private static bool SaysNothingWhereBlank(Field field) => field is { Void: VoidWhen.True, Optional: false };

    private string Place(string source, long row)
    {
        if (!ReferenceEquals(source, this.place.Source))
        {
            this.place = (source, $"{source} row ");
        }

        Span<char> number = stackalloc char[20];
        _ = row.TryFormat(number, out var length, default, CultureInfo.InvariantCulture);
        return string.Concat(this.place.Prefix, number[..length]);
    }

    // Where the source has the parts of the name only, the whole is given and family name, as with every other source.
    private void Name(SourceRecord record)
    {
        if (this.fullName >= 0 && record[this.fullName].IsMissing)
        {
            var parts = string.Join(' ', new[] { Part(PersonFields.GivenName.Name), Part(PersonFields.FamilyName.Name) }.OfType<string>());
            record[this.fullName] = Value.Of(parts.Length > 0 ? parts : null);
        }

        string? Part(string name) => this.set.Schema.TryGetSlot(name, out var slot) && !record[slot].IsMissing ? record[slot].Text : null;
    }

    /// <summary>A row that is no row of this table at all.</summary>
    public static RejectedRow Ragged(string source, long row, int has, int expected) =>
        new($"row {row}", ConnectorCodes.RaggedRow, $"The row has {Counted.Of(has, "cell")}, the header {expected}.", $"{source} row {row}");

    /// <summary>The last row of a file that seems cut off within it.</summary>
    public static RejectedRow Cut(string source, long row) =>
        new($"row {row}", ConnectorCodes.CutRow, "The row is the last of a file that seems cut off: no line end follows it.", $"{source} row {row}");

    /// <summary>A row that cannot be what it should be, whatever its columns say.</summary>
    public static RejectedRow Refused(string source, long row, string why) => new($"row {row}", ConnectorCodes.BadCell, why, $"{source} row {row}");

    private string KeyOf(SourceRecord record, long row) => (RecordCodec.Join(record, this.key) ?? string.Empty) + $" row {row}";

    /// <param name="Cell">The index of the cell.</param>
    /// <param name="Slot">The field's slot.</param>
    /// <param name="IsOptional">Whether the field may be missing.</param>
    /// <param name="Column">The column.</param>
    /// <param name="Parser">What makes its values.</param>
    private readonly record struct Step(int Cell, int Slot, bool IsOptional, Column Column, CellParser Parser);
}
