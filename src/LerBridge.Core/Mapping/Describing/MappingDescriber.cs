using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Functions;
using LerBridge.Core.Mapping.Planning;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Describing;

/// <summary>
/// Says in English what a mapping that compiled does. It goes by the document, and what it has no sentence for is told as it is written: a section that the language gains is
/// described from the first day on.
/// </summary>
public sealed class MappingDescriber
{
    private static readonly HashSet<string> Told = ["lerbridge", "id", "title", "owner", "source", "tables", "let", "person", "when", "issue", "repeat", "allow", "never", "on_change", "deliver", "tests"];

    private readonly CompileResult mapping;
    private readonly MappingPlan plan;
    private readonly YamlMap root;
    private readonly FormulaWords words;

    private MappingDescriber(CompileResult mapping, MappingPlan plan, YamlMap root)
    {
        this.mapping = mapping;
        this.plan = plan;
        this.root = root;
        this.words = new FormulaWords(plan.Schema, Conditions(root["let"] as YamlMap), [.. mapping.Tables.Select(table => table.Shape)]);
    }

    /// <summary>Describes a mapping.</summary>
    /// <exception cref="ArgumentException">It did not compile.</exception>
    public static Description Of(CompileResult mapping) =>
        mapping is { Plan: { } plan, Root: { } root } ? new MappingDescriber(mapping, plan, root).Describe() : throw new ArgumentException("Only a mapping that compiles can be described.", nameof(mapping));

    private Description Describe()
    {
        var sections = new List<DescribedSection>
        {
            new("what", "What it is", false,
            [
                new("title", $"{this.plan.Title}."),
                new("id", $"It is called {this.plan.Id} in the system; that name is part of every credential's id."),
                new("owner", $"{this.plan.Owner} answers for it."),
            ]),
            new("source", "Which records it looks at", false, this.Source()),
            new("person", "How the person is found", false, PersonWords.Of(this.root["person"] as YamlMap)),
            new("tables", "Tables it looks things up in", false, TableWords.Of(this.root["tables"] as YamlMap, this.mapping.Tables, this.words)),
            new("let", "Names that it gives to values", false, this.Lets()),
            new("when", "Reasons not to issue, in this order; the first that applies decides", true, this.Reasons()),
            new("issue", "What the credential says", false, this.Issue()),
            new("policy", "What it may do, and what happens when the source changes", false, PolicyWords.Of(this.root, this.words)),
            new("deliver", "Where the credential goes", false, DeliveryWords.Of(this.root["deliver"])),
            new("privacy", "What never leaves, and what is known about the person", false, PrivacyWords.Of(this.root["never"], this.plan)),
            new("other", "And besides", false, [.. this.root.Entries.Where(entry => !Told.Contains(entry.Key.Text)).SelectMany(entry => PlainWords.Of(entry, entry.Key.Text, 0))]),
            new("tests", "Examples that it is held to", false, this.Tests()),
        };
        sections.Add(new("words", "Words used above", false, this.Glossary()));
        return new Description(this.plan.Title, [.. sections.Where(section => section.Lines.Count > 0)], TableWords.Rows(this.mapping.Tables), this.plan.Hash);
    }

    private List<DescribedLine> Source()
    {
        var date = (this.root["source"] as YamlMap)?["date"] is YamlScalar written ? written.Text : this.plan.Schema.DateField;
        var lines = new List<DescribedLine> { new("source", $"The records of {this.plan.Schema.Stream} that {this.plan.Connector} reads, each by its {string.Join(", ", this.plan.Schema.Key.Select(slot => this.plan.Schema.Fields[slot].Name))}.") };
        if (date is not null)
        {
            lines.Add(new("date", $"The day of a record is {date}."));
        }

        return lines;
    }

    private List<DescribedLine> Lets() => [.. (this.root["let"] as YamlMap)?.Entries.Where(entry => entry.Value is YamlScalar).Select(entry => new DescribedLine(entry.Key.Text, $"{entry.Key.Text} is {this.LetValue(entry)}.")) ?? []];

    private string LetValue(YamlEntry entry)
    {
        var scalar = (YamlScalar)entry.Value;
        return Conditions(this.root["let"] as YamlMap).Contains(entry.Key.Text) ? $"true where {this.words.Condition(scalar)}" : this.words.Value(scalar);
    }

    // lets that are clauses rather than values
    private static HashSet<string> Conditions(YamlMap? lets) => (lets?.Entries ?? [])
        .Where(entry => entry.Value is YamlScalar { IsFormula: true } scalar && Expressions.ExpressionParser.Parse(scalar.Text, 1) is Expressions.ExpressionNode.Not or Expressions.ExpressionNode.Between or Expressions.ExpressionNode.Binary { Operator: "and" or "or" or "=" or "!=" or "<" or "<=" or ">" or ">=" or "in" or "matches" })
        .Select(entry => entry.Key.Text)
        .ToHashSet(StringComparer.Ordinal);

    private List<DescribedLine> Reasons() =>
    [
        .. VoidRules.Unasked(this.plan.Schema, this.plan.ReadFields).Select(field => new DescribedLine($"void: {field.Name}", $"Skipped without being told to, since nothing here asks for it: when {VoidRules.Reason(field)}.")),
        .. (this.root["when"] as YamlList)?.Items.OfType<YamlMap>().Select(this.Reason) ?? [],
    ];

    private DescribedLine Reason(YamlMap rule)
    {
        var (word, reason) = rule["skip"] is YamlScalar skip ? ("Skipped", skip.Text) : ("Held for a person", (rule["hold"] as YamlScalar)?.Text ?? string.Empty);
        var condition = rule["if"] is YamlScalar scalar ? this.words.Condition(scalar) : "always";
        var more = string.Concat(rule.Entries.Where(entry => entry.Key.Text is not ("skip" or "hold" or "if")).Select(entry => $" ({entry.Key.Text}: {PlainWords.Value(entry.Value)})"));
        return new DescribedLine($"{word}: {reason}", $"{word}, as {FormulaWords.Quoted(reason)}: when {condition}.{more}");
    }

    private List<DescribedLine> Issue()
    {
        if (this.root["issue"] is not YamlMap issue)
        {
            return [];
        }

        var lines = new List<DescribedLine>
        {
            new("profile", $"It is {ProfileWords.Of((issue["profile"] as YamlScalar)?.Text ?? string.Empty)}."),
            new("identifier", issue["identifier"] is YamlScalar { Text: "none" } ? "It does not say the person's name." : "It says whose it is by the person's name (person.full_name)."),
        };
        lines.AddRange(new PictureWords(this.words).Of(issue, string.Empty, 0).Where(line => line.Key is not ("profile" or "identifier")));
        return lines;
    }

    private List<DescribedLine> Tests() => [.. this.mapping.Tests.Select(test => new DescribedLine(test.Name, $"{test.Name}: {Expected(test)}."))];

    private static string Expected(Testing.MappingTest test) => test.Expect.Outcome switch
    {
        "issue" => "is issued",
        "skip" => "is skipped",
        "hold" => "is held",
        _ => "fails",
    } + (test.Expect.Reason is { } reason ? $", as {FormulaWords.Quoted(reason)}" : string.Empty);

    private List<DescribedLine> Glossary()
    {
        var fields = this.plan.ReadFields.Keys
            .Where(name => this.plan.Schema.TryGetSlot(name, out _))
            .Order(StringComparer.Ordinal)
            .Select(name => new DescribedLine(name, $"{name}: {this.plan.Schema.Fields[this.plan.Schema.Slot(name)].Description}"));
        var functions = this.words.Functions.Select(name => new DescribedLine($"{name}()", $"{FunctionTable.Find(name)?.Signature ?? name}: {FunctionTable.Find(name)?.Summary}."));
        return [.. fields.Concat(functions)];
    }
}
