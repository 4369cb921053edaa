using System.Text.Json.Nodes;
using LerBridge.Core.Mapping.Drafting;
using LerBridge.Core.Mapping.Schema;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Schema;

internal sealed class MappingSchemaTests
{
    private static readonly string Mappings = Path.Combine(Shared.Repository, "mappings");

    private static JsonObject Schema => JsonNode.Parse(MappingSchema.Write()) as JsonObject ?? throw new InvalidOperationException("The schema is no object.");

    [Test]
    public void The_shipped_file_is_what_the_tables_of_the_compiler_say()
    {
        var file = Path.Combine(Mappings, MappingSchema.FileName);
        if (Environment.GetEnvironmentVariable("LERBRIDGE_APPROVE") == "1")
        {
            File.WriteAllText(file, MappingSchema.Write());
        }

        Assert.That(File.ReadAllText(file), Is.EqualTo(MappingSchema.Write()), "LERBRIDGE_APPROVE=1 writes it anew");
    }

    [Test]
    public void Every_shipped_mapping_and_worked_example_keeps_to_it_and_names_it()
    {
        foreach (var file in Directory.EnumerateFiles(Mappings, "*.yaml"))
        {
            var text = File.ReadAllText(file);
            Assert.That(Problems(text), Is.Empty, file);
            Assert.That(text.Split('\n')[0], Is.EqualTo(MappingSchema.EditorComment));
        }

        Assert.That(Problems(WorkedExamples.Canvas), Is.Empty);
        Assert.That(Problems(Author.Small(before: "when:\n  - skip: so\n    if: = course.deleted\nrepeat: { keep: best, per: [person.id, course.code], rank: = grade.score }", inSubject: "term:\n  value: = term.name\n  if_missing: { use: none }")), Is.Empty);
    }

    [TestCase("title: Small", "tilte: Small")]
    [TestCase("profile: ob3@3.0.3", "profile: ob3@3.0")]
    [TestCase("lerbridge: mapping/v1", "lerbridge: mapping/v2")]
    [TestCase("id: small", "id: Small One")]
    [TestCase("  stream: course_completions", "  strem: course_completions")]
    [TestCase("name: A", "nmae: A")]
    [TestCase("    achievement:", "    achievment:")]
    [TestCase("criteria:", "criterion:")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\nallow: { new: maybe }")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\nperson: { match: [email] }")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\non_change: { absent: forget }")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\non_change: { absent: { action: hold, after: a week } }")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\nwhen:\n  - skip: so\n    if: course.deleted")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\nwhen:\n  - skip: so\n    hold: so\n    if: = course.deleted")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\nwhen:\n  - if: = course.deleted")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\ntables: { t: { file: t.csv, key: k, columns: { a: nummber } } }")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\ndeliver: [{ too: folder }]")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\ntests: [{ name: a, expect: { outcom: issue } }]")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\nrepeat: { keep: best, per: [course.code] }")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\nrepeat: { keep: best, rank: = grade.score }")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\nrepeat: { keep: latest }")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\nrepeat: { keep: every, per: [course.code] }")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\non_change: { worsened: hold }")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\nrepeat: { keep: latest, per: course.code }\non_change: { improved: correct }")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\ntables: { t: { file: t.csv } }")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\ntables: { t: { rows: [{ k: a, v: b }] } }")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\ntables: { t: { rows: { A: 4 } } }")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\ntables: { t: { key: k } }")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\ntables: { t: { file: t.csv, key: k, value: number } }")]
    [TestCase("owner: registrar@college.example", "owner: registrar@college.example\ntables: { t: { file: t.csv, rows: { A: 4 }, key: k } }")]
    public void What_is_easily_mistyped_is_marked_while_typing(string part, string instead)
    {
        var text = Author.Small();
        Assert.That(text, Does.Contain(part));

        Assert.That(Problems(text), Is.Empty);
        Assert.That(Problems(text.Replace(part, instead, StringComparison.Ordinal)), Is.Not.Empty);
    }

    [TestCase("repeat: { keep: best, per: [course.code], rank: = grade.score }\non_change: { worsened: hold }")]
    [TestCase("repeat: { keep: every, rank: = grade.score }\non_change: { improved: correct }")]
    [TestCase("repeat: { keep: first, per: course.code }")]
    [TestCase("repeat: every")]
    [TestCase("tables: { t: { file: t.csv, key: [a, b] }, u: { rows: [{ k: a, v: b }], key: k }, v: { rows: { A: 4 }, value: number }, w: { crosswalk: { from: a@1, to: b@1 } } }")]
    public void What_belongs_together_is_not_marked_where_it_is_complete(string section) => Assert.That(Problems(Author.Small(before: section)), Is.Empty);

    [TestCase("employment@1", "type: fulltime", false)]
    [TestCase("employment@1", "type: full-time", true)]
    [TestCase("employment@1", "type: = job.family", true)]
    [TestCase("employment@1", "skills:\n      for: s in jobs[job.code]\n      each: { targetName: = s.name, targetUrl: = s.url }", true)]
    [TestCase("employment@1", "skills:\n      for: s in jobs[job.code]\n      each: { targetName: = s.name }", false)]
    [TestCase("employment@1", "skills:\n      four: s in jobs[job.code]\n      each: { targetName: = s.name, targetUrl: = s.url }", false)]
    [TestCase("employment@1", "status: TO_DO", false)]
    public void Each_profile_has_a_picture_of_its_own(string profile, string member, bool sound)
    {
        var text = $"lerbridge: mapping/v1\nid: a\ntitle: A\nowner: o\nsource: {{ connector: c, stream: s }}\nissue:\n  profile: {profile}\n  employment:\n    employer: {{ name: E }}\n    title: T\n    started: 2020-01-01\n    {member}\n";

        Assert.That(Problems(text), sound ? Is.Empty : Is.Not.Empty);
    }

    // what a compiler's section says it knows, held against what the schema has there; keys that are not built yet are refused by name
    [TestCase("{0}: x", "")]
    [TestCase("source: { connector: canvas-main, stream: course_completions, {0}: x }", "source")]
    [TestCase("person: { {0}: x }", "person")]
    [TestCase("tables: { t: { file: t.csv, key: k, {0}: x } }", "tables.*")]
    [TestCase("when: [{ skip: a, if: = course.deleted, {0}: x }]", "when[]")]
    [TestCase("allow: { {0}: x }", "allow")]
    [TestCase("on_change: { {0}: x }", "on_change")]
    [TestCase("on_change: { changed: { action: correct, {0}: x } }", "on_change.changed")]
    [TestCase("deliver: [{ to: folder, {0}: x }]", "deliver[]")]
    [TestCase("tests: [{ name: a, given: { }, expect: { outcome: issue }, {0}: x }]", "tests[]")]
    [TestCase("tests: [{ name: a, given: { }, expect: { outcome: issue, {0}: x } }]", "tests[].expect")]
    public void The_compiler_and_the_schema_know_the_same_keys(string section, string place)
    {
        var why = Author.Compile(Put(section, "zzzz_zzzz")).Diagnostics.Single(diagnostic => diagnostic.Code == "LB1101" && diagnostic.Message.Contains("zzzz", StringComparison.Ordinal)).Why ?? string.Empty;
        var known = why["it knows ".Length..].Split(", ");
        var later = known.Where(key => Author.Compile(Put(section, key)).Diagnostics.Any(diagnostic => diagnostic.Code == "LB1150" && diagnostic.Message.StartsWith($"\"{key}\" belongs", StringComparison.Ordinal))).ToArray();

        var keys = Keys(place);

        Assert.That(known.Except(later), Is.SubsetOf(keys), "the schema lacks what the compiler takes");
        Assert.That(keys, Is.SubsetOf(known), "the schema has what the compiler does not know");
    }

    [Test]
    public void What_mapping_new_writes_keeps_to_it_holes_included()
    {
        foreach (var profile in MappingDraft.Profiles)
        {
            var text = MappingDraft.Write(new DraftRequest { Id = "a", Connector = "canvas-main", Schema = Streams.Canvas, Profile = profile, Destinations = ["folder"], Zone = "UTC" });

            Assert.That(Problems(text), Is.Empty, profile);
        }
    }

    private static IReadOnlyList<string> Problems(string text) => new SchemaCheck(Schema).Problems(YamlValues.Of(text));

    private static string Put(string section, string key)
    {
        var written = section.Replace("{0}", key, StringComparison.Ordinal);
        return section.StartsWith("source", StringComparison.Ordinal)
            ? Author.Small().Replace("source:\n  connector: canvas-main\n  stream: course_completions", written, StringComparison.Ordinal)
            : Author.Small(before: written);
    }

    private static IReadOnlyCollection<string> Keys(string place)
    {
        JsonNode? at = Schema;
        foreach (var part in place.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            at = part == "*" ? at?["additionalProperties"] : at?["properties"]?[part.TrimEnd(']', '[')];
            at = part.EndsWith("[]", StringComparison.Ordinal) ? at?["items"] : at;
            at = at?["properties"] is null && at?["anyOf"] is JsonArray choices ? choices.First(choice => choice?["properties"] is not null) : at;
        }

        return [.. ((JsonObject?)at?["properties"] ?? []).Select(pair => pair.Key)];
    }
}
