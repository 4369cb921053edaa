using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Testing;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Preview;

/// <summary>A record that a person wrote down, in JSON or YAML, with names nested or dotted, as <c>given:</c> in a test has it.</summary>
public static class PreviewFile
{
    /// <summary>Reads a record by the fields of a mapping's stream.</summary>
    /// <param name="file">The file, as it is to be shown.</param>
    /// <param name="text">Its text.</param>
    /// <param name="plan">The mapping.</param>
    /// <param name="files">The files beside it.</param>
    public static (SourceRecord Record, IReadOnlyList<Diagnostic> Problems) Read(string file, string text, MappingPlan plan, IMappingFiles files)
    {
        var findings = new Findings(file);
        var record = new SourceRecord(plan.Schema);
        switch (YamlReader.Read(new SourceText(file, text), findings))
        {
            case YamlMap map:
                new GivenReader(findings, files, plan.Schema).Apply(map, record);
                break;
            case { } other:
                findings.Error("LB1110", new SourceSpan(other.Start, 1), $"A record is a block of fields; here is {other.Kind}.");
                break;
        }

        var absent = plan.Schema.Fields
            .Where((field, slot) => slot != plan.Schema.RecordDateSlot && !field.Optional && plan.ReadFields.ContainsKey(field.Name) && record[slot].IsMissing)
            .Select(field => field.Name).ToList();
        if (absent.Count > 0 && !findings.HasErrors)
        {
            findings.Error("LB1402", new SourceSpan(new SourcePoint(1, 1), 1), $"This record has no {string.Join(", ", absent)}, which the mapping reads and the stream always has.", "a record that cannot come from the source proves nothing", "add it");
        }

        return (record, findings.All);
    }
}
