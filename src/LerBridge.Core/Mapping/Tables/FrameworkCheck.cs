using LerBridge.Core.Diagnostics;
using LerBridge.Core.Frameworks;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Running;

namespace LerBridge.Core.Mapping.Tables;

/// <summary>
/// Holds the rows of a table against the framework it names: every code must be an item of it. An item that is withdrawn is a warning here and a hold later, for
/// records of that day and after it: what was earned before still counts.
/// </summary>
internal sealed class FrameworkCheck(Findings findings, FrameworkShelf shelf, int dateSlot)
{
    private readonly Dictionary<string, ShelvedFramework?> read = new(StringComparer.Ordinal);

    /// <summary>The hashes of every framework that was found, in order.</summary>
    public IReadOnlyList<string> Hashes => [.. this.read.Values.Select(shelved => shelved?.Framework?.Hash).OfType<string>().Order(StringComparer.Ordinal)];

    /// <summary>Checks <c>framework: id@version</c>, or <c>framework: { id: id@version, code: column }</c>.</summary>
    /// <returns>What the table uses; null where that is wrong, which is reported.</returns>
    public TableFramework? Check(YamlNode node, TableShape shape, List<MapRow> rows, Sheet sheet)
    {
        YamlScalar? reference;
        YamlScalar? codeColumn = null;
        if (node is YamlMap map)
        {
            var section = new Section(map, "framework", findings);
            reference = section.TakeText("id", required: true);
            codeColumn = section.TakeText("code");
            section.Finish();
        }
        else
        {
            reference = node as YamlScalar;
        }

        if (reference is null || this.Find(reference)?.Framework is not { } framework)
        {
            return null;
        }

        var column = shape.IndexOf(codeColumn?.Text ?? "code");
        column = column < 0 && codeColumn is null ? shape.IndexOf("url") : column;
        if (column < 0)
        {
            findings.Error("LB3102", (codeColumn ?? reference).Span, $"Table {shape.Name} has no column \"{codeColumn?.Text ?? "code"}\" that names items of the framework.", $"its columns are {string.Join(", ", shape.Columns.Select(known => known.Name))}", "framework: { id: id@version, code: column }");
            return null;
        }

        if (framework.Head.EndsOn is { } end)
        {
            findings.Warn("LB3305", reference.Span, $"The whole of framework {reference.Text} is withdrawn from {end:yyyy-MM-dd}.", "records of that day and after it are held", "name the version that took its place");
        }

        for (var at = 0; at < rows.Count; at++)
        {
            if (!rows[at].Cells[column].IsMissing && this.Item(framework, reference.Text, rows[at], column, shape, sheet) is { } item)
            {
                rows[at] = this.Judged(rows[at], framework, item, reference.Text, $"{sheet.File}:{rows[at].Line}");
            }
        }

        return new TableFramework(reference.Text, column);
    }

    /// <summary>Finds a framework by <c>id@version</c>; null where there is none that can be used, which is reported once.</summary>
    public ShelvedFramework? Find(YamlScalar reference)
    {
        if (this.read.TryGetValue(reference.Text, out var known))
        {
            return known;
        }

        ShelvedFramework? found = null;
        var parts = reference.Text.Split('@');
        if (parts is not [{ Length: > 0 } id, { Length: > 0 } version] || !(id + version).All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            findings.Error("LB3303", reference.Span, $"\"{reference.Text}\" names no framework; write its id, @ and its version.", advice: Suggestion.Meant(reference.Text, shelf.Names) ?? shelf.Names.FirstOrDefault());
        }
        else if (shelf.Find(id, version) is var shelved && shelved.Problem is { } problem)
        {
            findings.Error("LB3303", reference.Span, $"{shelved.Name} cannot be read as a CASE package.", $"{problem.Code} in line {problem.Line}: {problem.Message}", problem.Try);
        }
        else if (shelved.Framework is not { } framework)
        {
            var nearest = Suggestion.Meant(reference.Text, shelf.Names);
            findings.Error("LB3303", reference.Span, $"There is no framework {reference.Text}: frameworks/{id}-{version}.json {shelved.Refusal ?? "cannot be read"}.", $"there are {(shelf.Names.Count == 0 ? "none" : string.Join(", ", shelf.Names))}", nearest is null ? null : $"did you mean {nearest}?");
        }
        else if (framework.Head.Version is { } stated && !FrameworkName.Agrees(stated, version))
        {
            findings.Error("LB3303", reference.Span, $"{shelved.Name} says that it is version {stated}, not {version}.");
        }
        else
        {
            found = shelved;
        }

        this.read[reference.Text] = found;
        return found;
    }

    /// <summary>The row with the day from which its item is withdrawn.</summary>
    public MapRow Judged(MapRow row, CompetencyFramework framework, Competency item, string reference, string place)
    {
        if (framework.EndOf(item) is not { } end)
        {
            return row;
        }

        var withdrawn = new MapResult.Hold(new MapReason("LB3308", $"Item {item.Label} of framework {reference} was withdrawn on {end:yyyy-MM-dd}, before what this record is about ({place}).", place));
        return row with { Review = (row.Review ?? RowReview.None) with { EndsOn = end, Withdrawn = withdrawn, DateSlot = dateSlot } };
    }

    private Competency? Item(CompetencyFramework framework, string reference, MapRow row, int column, TableShape shape, Sheet sheet)
    {
        var code = row.Cells[column].AsText();
        var named = $"\"{code}\" in column \"{shape.Columns[column].Name}\"";
        var at = sheet.PlaceOf(row.Number, column);
        if (framework.Find(code) is not { } item)
        {
            var nearest = Suggestion.Nearest(code, framework.Codes);
            findings.Elsewhere(Severity.Error, "LB3304", sheet.File, at, $"{named} is no item of framework {reference}.", null, nearest is null ? null : $"did you mean {nearest}?");
            return null;
        }

        if (framework.IsShared(code))
        {
            var several = framework.Items.Where(other => other.Code == code).ToList();
            findings.Elsewhere(Severity.Error, "LB3307", sheet.File, at, $"{named} is the code of {several.Count} items of framework {reference}.", null, $"write the address or identifier of the one that is meant: {string.Join(" or ", several.Take(3).Select(other => other.Uri))}");
            return null;
        }

        if (framework.IsReplaced(item))
        {
            var withdrawn = item.EndsOn is { } end ? $" and is withdrawn from {end:yyyy-MM-dd}" : string.Empty;
            findings.Elsewhere(Severity.Warning, "LB3305", sheet.File, at, $"{named} has been replaced in framework {reference}{withdrawn}.", null, Successor(framework, item));
        }
        else if (item.EndsOn is { } day)
        {
            findings.Elsewhere(Severity.Warning, "LB3305", sheet.File, at, $"{named} is withdrawn from {day:yyyy-MM-dd} in framework {reference}.", "records of that day and after it are held", "choose another item");
        }

        return item;
    }

    private static string? Successor(CompetencyFramework framework, Competency item)
    {
        var (items, elsewhere) = framework.SuccessorsOf(item);
        var ended = items is [{ EndsOn: { } day }] ? $", though that is withdrawn from {day:yyyy-MM-dd}" : string.Empty;
        return items.Count > 0 ? $"use {string.Join(" or ", items.Select(one => one.Label))}{ended}"
            : elsewhere.Count > 0 ? $"it was replaced by an item of another framework: {string.Join(" or ", elsewhere.Select(link => link.Title ?? link.Uri))}"
            : null;
    }
}

/// <summary>A framework that a table is held against.</summary>
/// <param name="Reference">It, as <c>id@version</c>.</param>
/// <param name="Column">The column whose cells name its items.</param>
internal sealed record TableFramework(string Reference, int Column);
