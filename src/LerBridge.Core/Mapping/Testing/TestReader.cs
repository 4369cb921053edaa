using System.Globalization;
using LerBridge.Core.Credentials;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Testing;

/// <summary>Reads <c>tests:</c>. A test that could not fail, or whose record the stream could not deliver, is an error.</summary>
internal sealed class TestReader(Findings findings, IMappingFiles files, RecordSchema schema, IReadOnlySet<string> readFields, CredentialProfile profile, IReadOnlyCollection<string>? reasons = null)
{
    private readonly bool mappingIsBroken = findings.HasErrors;
    private readonly Dictionary<string, MappingTest> byName = new(StringComparer.Ordinal);

    // tests that are there but wrong, and names that were reported: a test that is like one of them is not wrong for it
    private readonly HashSet<string> reported = new(StringComparer.Ordinal);

    // tests whose record was found wanting, and those that are like them
    private readonly HashSet<string> wanting = new(StringComparer.Ordinal);

    public IReadOnlyList<MappingTest> Read(IReadOnlyList<YamlNode> items)
    {
        var tests = new List<MappingTest>();
        foreach (var item in items)
        {
            if (item is not YamlMap map)
            {
                findings.Error("LB1110", new SourceSpan(item.Start, 1), $"A test is a block with  name:,  given:  and  expect:; here is {item.Kind}.");
            }
            else if (this.Read(map) is { } test)
            {
                tests.Add(test);
                this.byName[test.Name] = test;
            }
            else if (map["name"] is YamlScalar name)
            {
                this.reported.Add(name.Text);
            }
        }

        return tests;
    }

    private MappingTest? Read(YamlMap map)
    {
        var section = new Section(map, "tests", findings).Knowing("name", "like", "given", "change", "person", "expect");
        var name = section.TakeText("name", required: true);
        var like = section.TakeText("like");
        var given = section.TakeBlock("given");
        var change = section.TakeBlock("change");
        var person = section.TakeWord("person", (TestPerson?)null, ("none", TestPerson.None), ("many", TestPerson.Many), ("matched", TestPerson.Matched));
        var expect = section.TakeBlock("expect", required: true);
        section.Finish();
        if (name is null || expect is null)
        {
            return null;
        }

        if (this.byName.ContainsKey(name.Text))
        {
            findings.Error("LB1404", name.Span, $"There is a test \"{name.Text}\" already.", advice: "give it another name");
            return null;
        }

        var record = new SourceRecord(schema);
        MappingTest? model = null;
        if (like is not null && !this.byName.TryGetValue(like.Text, out model))
        {
            if (this.reported.Add(like.Text))
            {
                var nearest = Suggestion.Nearest(like.Text, this.byName.Keys);
                findings.Error("LB1403", like.Span, $"There is no test \"{like.Text}\" above this one.", advice: nearest is null ? null : $"did you mean {nearest}?");
            }

            return null;
        }

        if (like is null && given is null)
        {
            section.Missing("given");
            return null;
        }

        for (var slot = 0; model is not null && slot < schema.Fields.Length; slot++)
        {
            record[slot] = model.Given[slot];
        }

        var reader = new GivenReader(findings, files, schema);
        var before = findings.Count;
        foreach (var block in new[] { given, change }.OfType<Section>())
        {
            reader.Apply(block.Map, record);
        }

        if (findings.Count > before || (model is not null && this.wanting.Contains(model.Name)) || !this.IsComplete(record, name))
        {
            this.wanting.Add(name.Text);
        }

        return this.Expectation(expect, name) is { } expectation
            ? new MappingTest(name.Text, map.Start.Line, record, person ?? model?.Person ?? TestPerson.Matched, expectation)
            : null;
    }

    private bool IsComplete(SourceRecord record, YamlScalar name)
    {
        var absent = schema.Fields.Where((field, slot) => !field.Optional && readFields.Contains(field.Name) && record[slot].IsMissing).Select(field => field.Name)
            .Concat(schema.Fields.SelectMany((field, slot) => record[slot].Kind == ValueKind.RecordList ? this.AbsentOf(field.Name, record[slot].Items) : []))
            .Distinct().ToList();
        if (absent.Count > 0)
        {
            // a formula that does not compile may read what nobody meant
            if (this.mappingIsBroken)
            {
                return false;
            }

            findings.Error("LB1402", name.Span, $"The record of this test has no {string.Join(", ", absent)}, which the mapping reads and the stream always has.", "a record that cannot come from the source proves nothing", "add it under  given:");
        }

        return absent.Count == 0;
    }

    private IEnumerable<string> AbsentOf(string list, IEnumerable<RecordItem> items) => items.SelectMany((item, index) => item.Schema.Fields
        .Where((field, slot) => !field.Optional && readFields.Contains($"{list}.{field.Name}") && item[slot].IsMissing)
        .Select(field => $"{list}[{index}].{field.Name}"));

    private TestExpectation? Expectation(Section section, YamlScalar name)
    {
        section.Knowing("outcome", "reason", "credential");
        var outcome = section.TakeText("outcome");
        var reason = section.TakeText("reason");
        var credential = section.TakeBlock("credential");
        section.Finish();
        var word = outcome is null ? null : Section.Word(outcome, "expect.outcome", findings, "issue", ("issue", "issue"), ("skip", "skip"), ("hold", "hold"), ("fail", "fail"));
        var paths = new List<PathExpectation>();
        this.Paths(credential?.Map, string.Empty, paths);
        this.CheckNothing(paths);
        if (word is null && paths.Count == 0)
        {
            findings.Error("LB1401", name.Span, "This test expects nothing, so it could never fail.", advice: "expect: { outcome: issue }");
            return null;
        }

        if (word is not null and not "issue" && paths.Count > 0)
        {
            findings.Error("LB1401", section.KeySpan("credential"), $"A record that ends in {word} has no credential to look at.");
            return null;
        }

        if (reason is not null && word is null or "issue")
        {
            findings.Error("LB1401", section.KeySpan("reason"), "A record that is issued has no reason.", null, "expect: { outcome: skip, reason: … }");
            return null;
        }

        this.CheckReason(word, reason);
        return new TestExpectation(word ?? "issue", reason?.Text, paths);
    }

    // the words of a skip are the mapping's own; a record can be held in the engine's words, too
    private void CheckReason(string? word, YamlScalar? reason)
    {
        if (reason is null || reasons is null || word != "skip" || this.mappingIsBroken || reasons.Contains(reason.Text))
        {
            return;
        }

        var nearest = Suggestion.Nearest(reason.Text, reasons);
        findings.Error("LB1111", reason.Span, $"The mapping skips nothing for the reason \"{reason.Text}\".", reasons.Count == 0 ? "it skips nothing at all" : null, nearest is null ? null : $"did you mean {nearest}?");
    }

    // nothing at a path that no credential has is nothing that could ever be wrong
    private void CheckNothing(List<PathExpectation> paths)
    {
        foreach (var path in paths.Where(path => path.Value is ExpectedValue.Absent or ExpectedValue.Count { Number: 0 } or ExpectedValue.Several { Texts.Count: 0 }))
        {
            if (ClaimsShape.Unknown(profile, path.Path) is { } unknown)
            {
                findings.Error("LB1406", new SourceSpan(path.At, path.Path.Length), $"No credential of this profile can have \"{unknown}\" there, so that nothing is there proves nothing.", advice: "correct the path");
            }
        }
    }

    private void Paths(YamlMap? map, string prefix, List<PathExpectation> paths)
    {
        foreach (var (key, node) in map?.Entries ?? [])
        {
            var path = prefix + key.Text;
            switch (node)
            {
                case YamlScalar { Text: "absent", Style: YamlStyle.Plain }:
                    paths.Add(new PathExpectation(path, new ExpectedValue.Absent(), key.Start));
                    break;
                case YamlScalar scalar:
                    paths.Add(new PathExpectation(path, new ExpectedValue.Single(scalar.Text), key.Start));
                    break;
                case YamlList list when list.Items.All(item => item is YamlScalar):
                    paths.Add(new PathExpectation(path, new ExpectedValue.Several([.. list.Items.Cast<YamlScalar>().Select(item => item.Text)]), key.Start));
                    break;
                case YamlMap { Entries: [{ Key.Text: "count", Value: YamlScalar count }] } when int.TryParse(count.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                    paths.Add(new PathExpectation(path, new ExpectedValue.Count(number), key.Start));
                    break;
                case YamlMap inner:
                    this.Paths(inner, path + ".", paths);
                    break;
                default:
                    findings.Error("LB1110", new SourceSpan(node.Start, 1), $"Expected is a value, a list of values, absent, or {{ count: 2 }}; here is {node.Kind}.");
                    break;
            }
        }
    }
}
