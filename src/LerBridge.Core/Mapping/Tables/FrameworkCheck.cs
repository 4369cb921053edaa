using System.Text.Json;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Frameworks;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;

namespace LerBridge.Core.Mapping.Tables;

/// <summary>Holds the rows of a table against the framework it names: every code must be an item of it.</summary>
internal sealed class FrameworkCheck(Findings findings, IMappingFiles files)
{
    private readonly Dictionary<string, CompetencyFramework?> read = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Hashes => [.. this.read.Values.OfType<CompetencyFramework>().Select(framework => framework.Hash).Order(StringComparer.Ordinal)];

    /// <summary>Checks <c>framework: id@version</c>, or <c>framework: { id: id@version, code: column }</c>.</summary>
    public void Check(YamlNode node, LookupTable table, Sheet sheet)
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

        if (reference is null || this.Find(reference) is not { } framework)
        {
            return;
        }

        var column = table.Shape.IndexOf(codeColumn?.Text ?? "code");
        column = column < 0 && codeColumn is null ? table.Shape.IndexOf("url") : column;
        if (column < 0)
        {
            findings.Error("LB3102", (codeColumn ?? reference).Span, $"Table {table.Shape.Name} has no column \"{codeColumn?.Text ?? "code"}\" that names items of the framework.", $"its columns are {string.Join(", ", table.Shape.Columns.Select(known => known.Name))}", "framework: { id: id@version, code: column }");
            return;
        }

        foreach (var row in table.Rows)
        {
            this.CheckItem(framework, reference.Text, row.Cells[column].AsText(), sheet, row.Line);
        }
    }

    private void CheckItem(CompetencyFramework framework, string reference, string code, Sheet sheet, int row)
    {
        var at = new SourceSpan(new SourcePoint(row, 1), 1);
        if (framework.Find(code) is not { } item)
        {
            var nearest = Suggestion.Nearest(code, framework.Codes);
            findings.Elsewhere(Severity.Error, "LB3304", sheet.File, at, $"\"{code}\" is no item of framework {reference}.", null, nearest is null ? null : $"did you mean {nearest}?");
        }
        else if (item.ReplacedBy is { } successor)
        {
            findings.Elsewhere(Severity.Warning, "LB3305", sheet.File, at, $"Item \"{code}\" of framework {reference} has been replaced.", null, framework.Find(successor) is { } newer ? $"use {newer.Code ?? newer.Identifier}" : null);
        }
        else if (item.EndsOn is { } day)
        {
            findings.Elsewhere(Severity.Warning, "LB3305", sheet.File, at, $"Item \"{code}\" of framework {reference} is withdrawn from {day:yyyy-MM-dd}.", null, "choose another item");
        }
    }

    private CompetencyFramework? Find(YamlScalar reference)
    {
        if (this.read.TryGetValue(reference.Text, out var known))
        {
            return known;
        }

        CompetencyFramework? framework = null;
        var parts = reference.Text.Split('@');
        if (parts is not [{ Length: > 0 } id, { Length: > 0 } version] || !(id + version).All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            findings.Error("LB3303", reference.Span, $"\"{reference.Text}\" names no framework; write its id, @ and its version.", advice: files.Frameworks.FirstOrDefault());
        }
        else if (files.ReadFramework(id, version, CaseReader.MaxBytes) is MappingFile.Found found)
        {
            framework = this.Parse(found, reference, version);
        }
        else
        {
            var nearest = Suggestion.Nearest(reference.Text, files.Frameworks);
            findings.Error("LB3303", reference.Span, $"There is no framework {reference.Text}: frameworks/{id}-{version}.json cannot be read.", $"there are {(files.Frameworks.Count == 0 ? "none" : string.Join(", ", files.Frameworks))}", nearest is null ? null : $"did you mean {nearest}?");
        }

        this.read[reference.Text] = framework;
        return framework;
    }

    private CompetencyFramework? Parse(MappingFile.Found found, YamlScalar reference, string version)
    {
        try
        {
            var framework = CaseReader.Read(found.Content);
            if (framework.Version is { } stated && stated != version)
            {
                findings.Error("LB3303", reference.Span, $"{found.Name} says that it is version {stated}, not {version}.");
                return null;
            }

            return framework;
        }
        catch (JsonException exception)
        {
            findings.Error("LB3303", reference.Span, $"{found.Name} cannot be read as a CASE package.", exception.Message);
            return null;
        }
    }
}
