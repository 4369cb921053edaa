using LerBridge.Core.Credentials;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Profiles;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Tables;
using LerBridge.Core.Mapping.Testing;
using LerBridge.Core.Mapping.Typing;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Planning;

/// <summary>A mapping that compiled.</summary>
internal sealed record CompiledMapping(MappingPlan Plan, IReadOnlyList<MappingTest> Tests, IReadOnlyList<LookupTable> Tables);

/// <summary>Compiles a mapping section by section, in the order in which names come into being.</summary>
internal sealed class DocumentCompiler(YamlMap root, Findings findings, MappingContext context)
{
    private readonly Section document = new Section(root, string.Empty, findings).Knowing(
        "lerbridge", "id", "title", "owner", "source", "tables", "let", "person", "when", "issue", "repeat", "allow", "never", "on_change", "deliver", "tests");

    /// <summary>Compiles everything there is, so that every problem is found at once; null where it cannot run.</summary>
    public CompiledMapping? Compile()
    {
        this.CheckVersion();
        var id = this.ReadId();
        var title = this.document.TakeText("title", required: true);
        var owner = this.document.TakeText("owner", required: true);
        var sections = new
        {
            Source = this.document.TakeBlock("source", required: true),
            Tables = this.document.TakeBlock("tables"),
            Let = this.document.TakeBlock("let"),
            Person = this.document.TakeBlock("person"),
            When = this.document.TakeList("when"),
            Issue = this.document.TakeBlock("issue", required: true),
            Repeat = this.document.Take("repeat"),
            Allow = this.document.TakeBlock("allow"),
            Never = this.document.TakeList("never", single: true),
            OnChange = this.document.TakeBlock("on_change"),
            Deliver = this.document.TakeList("deliver"),
            Tests = this.document.TakeList("tests"),
        };
        this.document.NotYet("consent", "consent", "consents");
        this.document.NotYet("claiming", "claim", "claims");
        this.document.NotYet("agreements", "agreements", "agreement");
        this.document.NotYet("reviewers' queues", "review", "reviewer", "reviewers", "queue", "queues", "approval");
        this.document.Finish();

        var policies = new PolicySections(findings, context);
        var allow = policies.Allow(sections.Allow, this.document.KeySpan("allow"));
        var onChange = new OnChangeSection(findings, sections.Issue?.Map).Read(sections.OnChange, this.document.KeySpan("on_change"), sections.Repeat is YamlMap repeated && repeated["rank"] is not null);
        var deliver = policies.Deliver(sections.Deliver);
        if (sections.Source is null || new SourceSection(findings, context).Read(sections.Source) is not { } source)
        {
            return null;
        }

        var person = PersonSection.Read(sections.Person, source.Schema, findings, this.document.KeySpan("person"));
        var binder = new Binder(source.Schema, $"{source.Connector}/{source.Schema.Stream}", findings, context.Watch);
        var tables = this.Tables(sections.Tables, binder);
        if (sections.Let is null && root.Entries.Any(entry => entry.Key.Text == "let" && entry.Value is not YamlScalar { IsNull: true }))
        {
            binder.LoseLets();
        }

        this.Let(sections.Let, binder);
        var (when, facts) = new WhenCompiler(binder, findings).Compile(sections.When ?? []);
        var repeat = new RepeatSection(binder, findings).Compile(sections.Repeat, facts);
        if (sections.Issue is null || new IssueCompiler(binder, findings).Compile(sections.Issue, facts) is not { } issue)
        {
            return null;
        }

        new NeverGuard(sections.Never ?? [], source.Schema, findings).Check(issue.Outputs, findings);
        this.CheckUsedColumns(binder);
        var readFields = binder.ReadFields;
        var tests = new TestReader(findings, context.Files, source.Schema, readFields.Keys.ToHashSet(StringComparer.Ordinal), issue.Profile, Reasons(root)).Read(sections.Tests ?? []);
        if (findings.HasErrors || id is null || title is null || owner is null)
        {
            return null;
        }

        this.WarnOfUnused(sections.Tables, sections.Let, binder);
        var plan = new MappingPlan
        {
            Id = id,
            Title = title.Text,
            Owner = owner.Text,
            File = findings.File,
            Connector = source.Connector,
            Schema = source.Schema,
            Hash = MappingHash.Of(root, binder.Tables.Values.Select(table => table.Hash), tables.FrameworkHashes, context.IssuerDid),
            ReadsRecordDate = readFields.ContainsKey(RecordSchema.RecordDateName) || binder.Tables.Values.Any(table => table.Reviewed),
            ReadFields = WithPerson(readFields, person),
            RestrictedFields = readFields.Keys.Where(name => source.Schema.Find(name)?.IsRestricted == true).ToHashSet(StringComparer.Ordinal),
            Outputs = [.. issue.Outputs.Select(this.Planned)],
            Places = new ClaimPlaces(findings.File, sections.Issue.Map, this.document.KeySpan("issue"), issue.Profile),
            Profile = issue.Profile,
            Person = person,
            Allow = allow,
            OnChange = onChange,
            Repeat = repeat.Policy,
            Deliver = deliver,
            Releasable = when.Where(rule => rule.Releasable).Select(rule => rule.Where).ToHashSet(StringComparer.Ordinal),
            Mapper = new RecordMapper([.. VoidRules.Of(source.Schema, readFields, this.document.KeySpan("source").In(findings.File)), .. when], issue.Root, repeat.Rank, binder.LocalCount, this.document.KeySpan("issue").In(findings.File)),
        };
        return new CompiledMapping(plan, tests, [.. binder.Tables.Values]);
    }

    // What finds the person decides as much as what a formula reads.
    private static Dictionary<string, string> WithPerson(IReadOnlyDictionary<string, string> read, PersonRule person)
    {
        var all = new Dictionary<string, string>(read, StringComparer.Ordinal);
        foreach (var kind in person.Match)
        {
            all.TryAdd($"person.{kind}", person.Where);
        }

        return all;
    }

    // results: is the mapping's short-hand for what the claims call result
    private PlannedOutput Planned(OutputValue output) =>
        new(output.Path.Replace(".results.", ".result.", StringComparison.Ordinal), output.Formula.Fields, output.At.In(findings.File));

    private void CheckVersion()
    {
        var version = this.document.TakeText("lerbridge", required: true);
        if (version is not null && version.Text != MappingVersion.Newest)
        {
            MappingVersion.Unknown(version, findings);
        }
    }

    // every word with which the mapping itself may skip a record: under when, and in rules like { skip: reason }
    private static HashSet<string> Reasons(YamlNode node) => node switch
    {
        YamlMap map => [.. map.Entries.SelectMany(entry => entry is { Key.Text: "skip", Value: YamlScalar reason } ? [reason.Text] : Reasons(entry.Value))],
        YamlList list => [.. list.Items.SelectMany(Reasons)],
        _ => [],
    };

    private string? ReadId()
    {
        var id = this.document.TakeText("id", required: true);
        if (id is null)
        {
            return null;
        }

        if (id.Text.Length <= 64 && id.Text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && char.IsAsciiLetterLower(id.Text[0]))
        {
            return id.Text;
        }

        findings.Error("LB1112", id.Span, $"\"{id.Text}\" cannot be the id of a mapping.", "it is part of every credential's id and never changes", "a lower-case letter, then lower-case letters, digits and dashes, as in canvas-courses");
        return null;
    }

    private TableCompiler Tables(Section? section, Binder binder)
    {
        var compiler = new TableCompiler(binder, findings, context.Files, context.Frameworks);
        foreach (var (key, node) in section?.Map.Entries ?? [])
        {
            if (binder.WhyTaken(key.Text) is { } taken)
            {
                findings.Error("LB1106", key.Span, $"\"{key.Text}\" cannot be the name of a table: {taken}.");
            }
            else if (node is YamlMap map && compiler.Compile(key.Text, map) is { } table)
            {
                binder.AddTable(table);
                continue;
            }
            else if (node is not YamlMap)
            {
                findings.Error("LB1110", new SourceSpan(node.Start, 1), $"Table \"{key.Text}\" needs a block with  file:  or  rows:.");
            }

            binder.AddBroken(key.Text);
        }

        return compiler;
    }

    private void Let(Section? section, Binder binder)
    {
        binder.AddBelow((section?.Map.Entries ?? []).Select(entry => entry.Key.Text).Where(name => binder.WhyTaken(name) is null));
        foreach (var (key, node) in section?.Map.Entries ?? [])
        {
            if (binder.WhyTaken(key.Text) is { } taken)
            {
                findings.Error("LB1106", key.Span, $"\"{key.Text}\" cannot name a value: {taken}.");
                continue;
            }

            var formula = node switch
            {
                YamlScalar { IsFormula: true } scalar => binder.Formula(scalar, Facts.None),
                YamlScalar { IsNull: false } scalar when Expressions.TextTemplate.HasHoles(scalar.Text) => binder.Template(scalar, Facts.None),
                YamlScalar { IsNull: false } scalar => Binder.Constant(MapValue.Of(scalar.Text), MapType.Text, scalar.Text),
                _ => null,
            };
            if (formula is null)
            {
                findings.Error("LB1110", key.Span, $"\"{key.Text}\" needs a formula.", advice: $"{key.Text}: = …");
            }

            if (formula is null || formula.Type.IsError)
            {
                binder.AddBroken(key.Text);
            }
            else
            {
                binder.AddLet(key.Text, formula, new SourceSpan(node.Start, 1).In(findings.File));
            }
        }
    }

    // said only where all else is in order: what is wrong elsewhere may be what was to use it. A reviewed table may be kept for its dates alone.
    private void WarnOfUnused(Section? tables, Section? lets, Binder binder)
    {
        foreach (var (key, node) in tables?.Map.Entries ?? [])
        {
            if (!binder.IsUsed(key.Text) && (node as YamlMap)?["review"] is null)
            {
                findings.Warn("LB1307", key.Span, $"Table \"{key.Text}\" is never looked up.", advice: $"use it, as in  {key.Text}[…]  , or remove it");
            }
        }

        foreach (var (key, _) in lets?.Map.Entries ?? [])
        {
            if (!binder.IsUsed(key.Text))
            {
                findings.Warn("LB1307", key.Span, $"\"{key.Text}\" is named here, but nothing uses it.", advice: "use it in a formula, or remove it");
            }
        }
    }

    // a column without a declared type must be filled, but only where a formula reads it
    private void CheckUsedColumns(Binder binder)
    {
        foreach (var table in binder.Tables.Values)
        {
            for (var column = 0; column < table.Shape.Columns.Length; column++)
            {
                var known = table.Shape.Columns[column];
                if (known is { Used: true, Declared: false } && table.Rows.FirstOrDefault(row => row.Cells[column].IsMissing) is { } empty)
                {
                    findings.Elsewhere(
                        Severity.Error,
                        "LB3123",
                        table.File,
                        new SourceSpan(new SourcePoint(empty.Line, 1), 1),
                        $"Column \"{known.Name}\" is empty on this row, and the mapping needs it.",
                        null,
                        $"fill it, or declare it in the mapping:  columns: {{ {known.Name}: optional text }}");
                }
            }
        }
    }
}
