using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Frameworks;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Tables;

/// <summary>Compiles one entry of <c>tables:</c>: reads the sheet, types its cells, indexes its rows.</summary>
internal sealed class TableCompiler(Binder binder, Findings findings, IMappingFiles files, FrameworkShelf shelf)
{
    private const long MaxBytes = 32L * 1024 * 1024;
    private static readonly string[] Origins = ["file", "rows", "crosswalk"];

    private static readonly string[] OfValues = ["value"];
    private static readonly string[] OfColumns = ["columns", "many", "review", "framework"];

    private readonly FrameworkCheck frameworks = new(findings, shelf, DateSlot(binder.Schema));

    public IReadOnlyList<string> FrameworkHashes => this.frameworks.Hashes;

    /// <summary>The table; null where something about it is wrong, which is reported.</summary>
    public LookupTable? Compile(string name, YamlMap map)
    {
        var section = new Section(map, $"tables.{name}", findings).Knowing("file", "rows", "value", "key", "many", "fold", "columns", "only", "review", "framework", "crosswalk");
        var before = findings.Count;
        var file = section.TakeText("file");
        var rows = section.Take("rows");
        var value = section.TakeText("value");
        var keys = section.TakeList("key", single: true);
        var many = section.TakeWord("many", false, ("true", true), ("false", false));
        var fold = section.TakeWord("fold", false, ("true", true), ("false", false));
        var columns = section.TakeBlock("columns");
        var only = section.TakeText("only");
        var review = section.TakeBlock("review");
        var framework = section.Take("framework");
        var crosswalk = section.TakeBlock("crosswalk", required: map["crosswalk"] is not null);
        section.Finish();

        if ((file is null ? 0 : 1) + (rows is null ? 0 : 1) + (section.Take("crosswalk") is null ? 0 : 1) != 1)
        {
            string[] written = [.. Origins.Where(key => map[key] is not null)];
            if (written.Length > 1)
            {
                findings.Error("LB1109", section.KeySpan(written[1]), $"Table {name} has both \"{written[0]}:\" and \"{written[1]}:\".", "only one of them could give its rows", "remove one of them");
            }
            else if (!section.HasUnknown)
            {
                findings.Error("LB1109", section.Span, $"Table {name} needs either \"file:\" or \"rows:\" or \"crosswalk:\".", advice: $"file: tables/{name}.csv");
            }

            return null;
        }

        if (section.Take("crosswalk") is not null)
        {
            return crosswalk is null || new CrosswalkTable(findings, this.frameworks).Read(name, section, crosswalk, many) is not { } pairs
                ? null
                : this.Index(section, pairs.Shape, pairs.Sheet, fold, this.Filter(only, pairs.Shape, pairs.Rows), pairs.Frameworks);
        }

        if (this.HasForeign(name, section, rows is YamlMap))
        {
            return null;
        }

        var sheet = file is not null ? this.ReadSheet(file) : InlineRows.Read(name, rows, value, keys, findings);
        if (sheet is null)
        {
            return null;
        }

        var shape = this.Shape(name, section, sheet, keys, value, many, columns);
        if (shape is null || findings.All.Skip(before).Any(diagnostic => diagnostic.Severity == Severity.Error))
        {
            return null;
        }

        var reader = new RowReader(findings, shape, sheet, this.Review(review, shape, name));
        var read = reader.Read();
        var kept = this.Filter(only, shape, read);
        var used = framework is null ? null : this.frameworks.Check(framework, shape, kept.Rows, sheet);
        return this.Index(section, shape, sheet, fold, kept, used is null ? [] : [used]);
    }

    // a key that could do nothing is refused, as everywhere
    private bool HasForeign(string name, Section section, bool single)
    {
        foreach (var key in (single ? OfColumns : OfValues).Where(key => section.Map[key] is not null))
        {
            findings.Error(
                "LB1110",
                section.KeySpan(key),
                single ? $"Table {name} has one value per key, so \"{key}\" has nothing to say there." : $"\"{key}\" is for tables of one value per key; the columns of table {name} have types of their own.",
                advice: single ? "remove it, or write the rows as a list with  key:" : "columns: { column: number }");
            return true;
        }

        return false;
    }

    // the day that a record is about
    private static int DateSlot(RecordSchema schema) =>
        schema.DateField is { } date && schema.Fields[schema.Slot(date)].Type == FieldType.Date ? schema.Slot(date) : schema.RecordDateSlot;

    private Sheet? ReadSheet(YamlScalar file)
    {
        if (files.Read(findings.File, file.Text, MaxBytes) is not MappingFile.Found found)
        {
            var problem = files.Read(findings.File, file.Text, MaxBytes) is MappingFile.Refused refused ? refused.Problem : "cannot be read";
            findings.Error("LB3124", file.Span, $"The sheet {file.Text} {problem}.", advice: NearFile.Of(files, findings.File, file.Text), why: "tables stay under the mappings directory, so that a mapping can be moved and reviewed as a whole");
            return null;
        }

        try
        {
            var csv = CsvSheet.Read(found.Content.Span);
            var odd = new List<string>();
            if (csv.HasByteOrderMark)
            {
                odd.Add("a byte order mark");
            }

            if (csv.Separator != ',')
            {
                odd.Add(csv.Separator == ';' ? "semicolons between cells" : "tabs between cells");
            }

            if (csv.HasCarriageReturns)
            {
                odd.Add("Windows line ends");
            }

            if (odd.Count > 0)
            {
                findings.Elsewhere(Severity.Warning, "LB3125", found.Name, new SourceSpan(new SourcePoint(1, 1), 1), $"This sheet has {string.Join(" and ", odd)}; it was read all the same.");
            }

            if (csv.Rows.Count == 0)
            {
                findings.Elsewhere(Severity.Warning, "LB3127", found.Name, new SourceSpan(new SourcePoint(1, 1), 1), "This sheet has a header and no rows, so every lookup in it finds nothing.", null, "fill it, or save it again with its rows");
            }

            return new Sheet(found.Name, csv.Header, csv.Rows, null) { Cells = (row, column) => csv.PlaceOf(csv.Rows.First(one => one.Line == row), column) };
        }
        catch (CsvException exception)
        {
            findings.Elsewhere(Severity.Error, "LB3124", found.Name, new SourceSpan(new SourcePoint(exception.Line, 1), 1), exception.Message, null, exception.Advice);
            return null;
        }
    }

    private TableShape? Shape(string name, Section section, Sheet sheet, IReadOnlyList<YamlNode>? keys, YamlScalar? value, bool many, Section? columns)
    {
        var declared = this.Declared(columns);
        if (sheet.Single)
        {
            var (type, optional) = value is null ? (MapType.Text, false) : this.TypeOf(value);
            if (optional && value is not null)
            {
                findings.Error("LB2102", value.Span, "A value per key is never optional; leave the key out instead.");
            }

            return new TableShape(name, ["key"], many: false, single: true, [new TableColumn("value", type, false, true)]);
        }

        if (keys is null)
        {
            section.Missing("key");
            return null;
        }

        var keyNames = keys.OfType<YamlScalar>().ToList();
        var named = keyNames.Concat(declared.Keys).ToList();
        if (named.Count > 1 && !named.Exists(column => sheet.Header.Contains(column.Text) || Suggestion.Nearest(column.Text, sheet.Header) is not null))
        {
            // another separator, a title above the header, another sheet altogether
            findings.Error(
                "LB3102",
                named[0].Span,
                $"The sheet {sheet.File} has none of the columns {string.Join(", ", named.Select(column => column.Text).Distinct())}.",
                $"its first line is read as the header: {Shortened(string.Join(", ", sheet.Header))}",
                "the first line names the columns, with commas, semicolons or tabs between them");
            return null;
        }

        foreach (var column in named)
        {
            if (!sheet.Header.Contains(column.Text))
            {
                var nearest = Suggestion.Meant(column.Text, sheet.Header);
                findings.Error("LB3102", column.Span, $"The sheet {sheet.File} has no column \"{column.Text}\".", $"its columns are {string.Join(", ", sheet.Header)}", nearest is null ? null : $"did you mean {nearest}?");
            }
        }

        foreach (var twice in sheet.Header.Where(header => header.Length > 0).GroupBy(header => header).Where(group => group.Count() > 1))
        {
            findings.Elsewhere(Severity.Error, "LB3126", sheet.File, new SourceSpan(new SourcePoint(1, 1), 1), $"Two columns are called \"{twice.Key}\".", null, "rename one of them");
        }

        var types = declared.ToDictionary(pair => pair.Key.Text, pair => pair.Value, StringComparer.Ordinal);
        var shaped = sheet.Header.Select(header => types.TryGetValue(header, out var known)
            ? new TableColumn(header, known.Type, known.Optional, true)
            : new TableColumn(header, MapType.Text, false, false));
        return new TableShape(name, [.. keyNames.Select(key => key.Text)], many, single: false, [.. shaped]);
    }

    private static string Shortened(string text) => text.Length > 120 ? text[..120] + " …" : text;

    private Dictionary<YamlScalar, (MapType Type, bool Optional)> Declared(Section? columns)
    {
        var declared = new Dictionary<YamlScalar, (MapType, bool)>();
        foreach (var (key, node) in columns?.Map.Entries ?? [])
        {
            if (node is YamlScalar { IsNull: false } type)
            {
                declared[key] = this.TypeOf(type);
            }
            else
            {
                findings.Error("LB1110", key.Span, $"Column \"{key.Text}\" needs a type.", advice: $"one of {string.Join(", ", CellReader.Types.Keys)}, with  optional  in front where cells may be empty");
            }
        }

        return declared;
    }

    private (MapType Type, bool Optional) TypeOf(YamlScalar scalar)
    {
        var words = scalar.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var optional = words is ["optional", _];
        var word = words.Length > 0 ? words[^1] : string.Empty;
        if (words.Length == (optional ? 2 : 1) && CellReader.Types.TryGetValue(word, out var type))
        {
            return (type, optional);
        }

        var nearest = Suggestion.Nearest(word, CellReader.Types.Keys);
        findings.Error("LB1111", scalar.Span, $"\"{scalar.Text}\" is no type of a column.", $"the types are {string.Join(", ", CellReader.Types.Keys)}, with  optional  in front where cells may be empty", nearest is null ? null : $"{(optional ? "optional " : string.Empty)}{nearest}");
        return (MapType.Error, false);
    }

    private ReviewColumns? Review(Section? review, TableShape shape, string name)
    {
        if (review is null)
        {
            return null;
        }

        var validated = this.DateColumn(review.TakeText("validated_on", required: true), shape);
        var until = this.DateColumn(review.TakeText("review_by", required: true), shape);
        var validator = review.TakeText("validator") is { } column ? this.Column(column, shape) : -1;
        review.Finish();
        return new ReviewColumns(validated, until, validator, name, review.Span.In(findings.File));
    }

    private int DateColumn(YamlScalar? column, TableShape shape)
    {
        if (column is null)
        {
            return -1;
        }

        var index = this.Column(column, shape);
        if (index >= 0 && shape.Columns[index].Type.Kind != TypeKind.Date)
        {
            findings.Error("LB2102", column.Span, $"review needs a date; column {column.Text} is {shape.Columns[index].Type.Words}.", advice: $"columns: {{ {column.Text}: optional date }}");
            return -1;
        }

        return index;
    }

    private int Column(YamlScalar column, TableShape shape)
    {
        var index = shape.IndexOf(column.Text);
        if (index < 0)
        {
            var nearest = Suggestion.Meant(column.Text, shape.Columns.Select(known => known.Name));
            findings.Error("LB3102", column.Span, $"Table {shape.Name} has no column \"{column.Text}\".", advice: nearest is null ? null : $"did you mean {nearest}?");
        }

        return index;
    }

    // what stands in the table for good, and what a row must be on the day of a run
    private (List<MapRow> Rows, RowFilter? ByDay) Filter(YamlScalar? only, TableShape shape, List<MapRow> rows)
    {
        if (only is null)
        {
            return (rows, null);
        }

        var row = binder.LocalFor(shape);
        var condition = binder.RowCondition(only, shape, row.Local);
        if (condition.Type.IsError)
        {
            return (rows, null);
        }

        if (condition.Fields.Remove(RecordSchema.RecordDateName) is { IsEmpty: false } others)
        {
            findings.Error("LB2102", only.Span, $"\"only\" reads {string.Join(", ", others.Order(StringComparer.Ordinal))}.", "it is applied once per run, before any record is looked at, so it may read the table's own columns and record_date", "use  where:  in the loop, or a part of the key");
            return (rows, null);
        }

        if (!condition.Fields.IsEmpty)
        {
            if (!shape.Single)
            {
                return (rows, new RowFilter(condition.Node, row.Local));
            }

            findings.Error("LB2102", only.Span, $"Table {shape.Name} has one value for each key, which cannot depend on the day.", advice: "give it columns instead of  value:");
            return (rows, null);
        }

        var frame = new MapFrame(binder.LocalCount);
        return (rows.FindAll(candidate =>
        {
            frame[row.Local] = MapValue.Of(candidate);
            return condition.Node.Test(frame);
        }), null);
    }

    private LookupTable? Index(Section section, TableShape shape, Sheet sheet, bool fold, (List<MapRow> Rows, RowFilter? ByDay) kept, IReadOnlyList<TableFramework> used)
    {
        var rows = kept.Rows;
        var comparer = fold ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var groups = new Dictionary<string, List<MapRow>>(comparer);
        var keyColumns = shape.Single ? [-1] : shape.Keys.Select(shape.IndexOf).ToArray();
        var complete = true;
        foreach (var row in rows)
        {
            if (!shape.Single && keyColumns.Any(column => row.Cells[column].IsMissing))
            {
                // told already, cell by cell
                complete = false;
                continue;
            }

            var key = shape.Single ? sheet.InlineKeys?[row.Number] ?? string.Empty : LookupTable.Key(keyColumns.Select(column => row.Cells[column].AsText().Trim()));
            if (!groups.TryGetValue(key, out var group))
            {
                groups.Add(key, group = []);
            }
            else if (!shape.Many)
            {
                complete = false;
                findings.Elsewhere(
                    Severity.Error,
                    "LB3121",
                    sheet.File,
                    new SourceSpan(new SourcePoint(row.Line, 1), 1),
                    $"The key \"{key.Replace('\u001F', '/')}\" of table {shape.Name} stands on line {group[0].Line} already.",
                    fold ? "keys are compared without regard to case (fold: true)" : null,
                    $"remove one of the rows, or write  many: true  on line {section.Span.Start.Line} of {findings.File}");
            }

            group.Add(row);
        }

        var index = groups.ToDictionary(
            pair => pair.Key,
            pair => shape.Many ? MapValue.Of([.. pair.Value.Select(MapValue.Of)]) : shape.Single ? pair.Value[0].Cells[0] : MapValue.Of(pair.Value[0]),
            comparer);
        return complete ? new LookupTable(shape, sheet.File, fold, rows.Exists(row => row.Review is not null), rows, index, Hash(shape, rows, sheet)) { Frameworks = used, Only = kept.ByDay } : null;
    }

    // the content of the sheet: whatever the separator, the order of columns or the line ends
    private static string Hash(TableShape shape, List<MapRow> rows, Sheet sheet)
    {
        var order = Enumerable.Range(0, shape.Columns.Length).OrderBy(column => shape.Columns[column].Name, StringComparer.Ordinal).ToArray();
        var text = new StringBuilder();
        foreach (var column in order)
        {
            text.Append(shape.Columns[column].Name).Append(':').Append(shape.Columns[column].Type.Kind).Append('\u001F');
        }

        foreach (var row in rows)
        {
            text.Append('\u001E');
            if (shape.Single)
            {
                text.Append(sheet.InlineKeys?[row.Number]).Append('\u001F');
            }

            foreach (var column in order)
            {
                text.Append(row.Cells[column].IsMissing ? "\u0000" : row.Cells[column].AsText()).Append('\u001F');
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

/// <summary>Rows with their lines, from a file or from the mapping itself.</summary>
/// <param name="InlineKeys">For a table of one value per key: the keys, by row number.</param>
internal sealed record Sheet(string File, IReadOnlyList<string> Header, IReadOnlyList<CsvRow> Rows, IReadOnlyDictionary<int, string>? InlineKeys)
{
    public bool Single => this.InlineKeys is not null;

    /// <summary>The lines of rows in the file, where rows carry numbers instead.</summary>
    public IReadOnlyDictionary<int, int>? Lines { get; init; }

    /// <summary>Where a cell stands, by the number of its row and its column.</summary>
    public Func<int, int, SourceSpan>? Cells { get; init; }

    public int LineOf(int row) => this.Lines?.GetValueOrDefault(row, row) ?? row;

    public SourceSpan PlaceOf(int row, int column) => this.Cells?.Invoke(row, column) ?? new SourceSpan(new SourcePoint(this.LineOf(row), 1), 1);
}

/// <summary>The columns that say when a row was validated, until when that holds, and by whom.</summary>
internal sealed record ReviewColumns(int ValidatedOn, int ReviewBy, int Validator, string Table, string Where);
