using System.Text;
using System.Text.Json.Nodes;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Testing;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Samples;

/// <summary>Reads a file of golden samples. A sample that could not come from the stream any more is an error, as it would prove nothing.</summary>
internal sealed class SampleReader(Findings findings, IMappingFiles files, MappingPlan plan)
{
    private const string Again = "lerbridge mapping sample captures it again, once it is deleted here";

    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public IReadOnlyList<GoldenSample> Read(YamlNode? root)
    {
        if (root is not YamlMap map)
        {
            if (root is not null)
            {
                findings.Error("LB1110", new SourceSpan(root.Start, 1), $"A file of golden samples is a block with  lerbridge:,  mapping:  and  samples:; here is {root.Kind}.", advice: Again);
            }

            return [];
        }

        var section = new Section(map, "samples", findings).Knowing("lerbridge", "mapping", "samples");
        var format = section.TakeText("lerbridge", required: true);
        var mapping = section.TakeText("mapping", required: true);
        var items = section.Take("samples");
        section.Finish();
        if (format is not null && format.Text != SampleSheet.Format)
        {
            findings.Error("LB1113", format.Span, $"\"{format.Text}\" is no format of golden samples that this version knows.", advice: $"lerbridge: {SampleSheet.Format}");
        }

        if (mapping is not null && mapping.Text != plan.Id)
        {
            findings.Error("LB1407", mapping.Span, $"These are samples of \"{mapping.Text}\", but the file stands where those of {plan.Id} are.", "a file has the name of its mapping", $"rename it to {mapping.Text}.yaml, or write  mapping: {plan.Id}");
        }

        if (items is not YamlList list || list.Items.Count == 0)
        {
            findings.Error("LB1407", items is null ? section.Span : new SourceSpan(items.Start, 1), "There is no sample in this file.", advice: "delete it, or let lerbridge mapping sample fill it");
            return [];
        }

        return [.. list.Items.Select(this.Sample).OfType<GoldenSample>()];
    }

    private GoldenSample? Sample(YamlNode node)
    {
        if (node is not YamlMap map)
        {
            findings.Error("LB1110", new SourceSpan(node.Start, 1), $"A golden sample is a block with  name:,  record:  and  outcome:; here is {node.Kind}.", advice: Again);
            return null;
        }

        var section = new Section(map, "samples", findings).Knowing("name", "note", "record", "outcome", "code", "reason", "claims");
        var name = section.TakeText("name", required: true);
        var note = section.TakeText("note");
        var given = section.TakeBlock("record", required: true);
        var outcome = section.TakeText("outcome", required: true);
        var code = section.TakeText("code");
        var reason = section.TakeText("reason");
        var claims = section.TakeBlock("claims");
        section.Finish();
        if (name is null || given is null || outcome is null)
        {
            return null;
        }

        if (!this.names.Add(name.Text))
        {
            findings.Error("LB1404", name.Span, $"There is a sample \"{name.Text}\" already.", advice: "give this one another name");
            return null;
        }

        var record = new SourceRecord(plan.Schema);
        var before = findings.Count;
        new GivenReader(findings, files, plan.Schema).Apply(given.Map, record);
        if (findings.Count > before || !this.IsComplete(record, name))
        {
            return null;
        }

        return this.Expected(outcome, code, reason, claims, section) is { } expected ? new GoldenSample(name.Text, map.Start.Line, record, expected) { Note = note?.Text } : null;
    }

    private bool IsComplete(SourceRecord record, YamlScalar name)
    {
        var absent = plan.Schema.Fields
            .Where((field, slot) => plan.ReadFields.ContainsKey(field.Name) && record[slot].IsMissing && (!field.Optional || slot == plan.Schema.RecordDateSlot))
            .Select(field => field.Name).ToList();
        if (absent.Count > 0)
        {
            findings.Error("LB1402", name.Span, $"The record of this sample has no {string.Join(", ", absent)}, which the mapping reads and the stream always has.", "a record that cannot come from the source proves nothing", Again);
        }

        return absent.Count == 0;
    }

    private FrozenOutcome? Expected(YamlScalar outcome, YamlScalar? code, YamlScalar? reason, Section? claims, Section section)
    {
        var word = Section.Word(outcome, "outcome", findings, string.Empty, ("issue", "issue"), ("skip", "skip"), ("hold", "hold"), ("fail", "fail"));
        if (word.Length == 0)
        {
            return null;
        }

        if (word == "issue" != claims is not null)
        {
            findings.Error(
                "LB1407",
                claims is null ? outcome.Span : section.KeySpan("claims"),
                claims is null ? "This sample was issued, but the file does not say what its credential says." : $"A record that ends in {word} has no claims.",
                advice: "lerbridge mapping test --update-samples writes what comes of it now");
            return null;
        }

        return claims is null
            ? new FrozenOutcome(word, code?.Text, reason?.Text, default)
            : new FrozenOutcome(word, null, null, Encoding.UTF8.GetBytes(SampleJson.Of(claims.Map)?.ToJsonString() ?? "{}"));
    }
}
