using LerBridge.Connectors.Banner;
using LerBridge.Connectors.Canvas;
using LerBridge.Connectors.Workday;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Drafting;
using LerBridge.Core.Records;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Drafting;

internal sealed class MappingDraftTests
{
    private static readonly (string Connector, RecordSchema Schema)[] Streams =
    [
        ("canvas-main", CanvasStreams.CourseCompletions),
        ("banner", BannerStreams.CourseCompletions),
        ("workday", PositionHistory.Default),
    ];

    private static IEnumerable<TestCaseData> Drafts() =>
        from stream in Streams
        from profile in MappingDraft.Profiles
        select new TestCaseData(stream.Connector, stream.Schema.Stream, profile);

    [TestCaseSource(nameof(Drafts))]
    public void A_draft_has_holes_and_nothing_else_is_wrong_with_it(string connector, string stream, string profile)
    {
        var compiled = Compile(Draft(connector, stream, profile), connector, stream);

        Assert.That(compiled.Plan, Is.Null, "a draft never runs");
        Assert.That(compiled.Diagnostics.Select(diagnostic => diagnostic.Code).Distinct(), Is.EqualTo(new[] { "LB1001" }));
        Assert.That(compiled.Diagnostics.Count, Is.InRange(2, 20));
    }

    [TestCaseSource(nameof(Drafts))]
    public void With_its_holes_filled_a_draft_compiles_and_passes_its_tests(string connector, string stream, string profile)
    {
        var text = Draft(connector, stream, profile);

        var compiled = Compile(text, connector, stream);
        for (var round = 0; round < 40 && compiled.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Code == "LB1001") is { } hole; round++)
        {
            text = Fill(text, hole);
            compiled = Compile(text, connector, stream);
        }

        Assert.That(compiled.Diagnostics.Select(diagnostic => DiagnosticReport.Describe(diagnostic, _ => text)), Is.Empty);
        var results = MappingTests.Run(compiled);
        Assert.That(results, Is.Not.Empty);
        Assert.That(results.Where(result => !result.Passed).Select(MappingTests.Describe), Is.Empty);
    }

    [Test]
    public void What_the_author_says_beforehand_is_filled_in_and_can_be_any_text()
    {
        var text = Draft("canvas-main", "course_completions", "ob3@3.0.3", title: "A: # \"title\"", owner: "registrar@college.example");

        var compiled = Compile(text, "canvas-main", "course_completions");

        Assert.That(compiled.Root?["title"], Is.InstanceOf<LerBridge.Core.Mapping.Documents.YamlScalar>().With.Property("Text").EqualTo("A: # \"title\""));
        Assert.That(compiled.Diagnostics.Select(diagnostic => diagnostic.Message), Has.None.Contain("\"title\" is still").And.None.Contain("\"owner\" is still"));
    }

    [Test]
    public void Whatever_a_draft_reads_and_can_be_missing_is_dealt_with_beforehand()
    {
        var text = Draft("workday", "position_history", "employment@1");

        Assert.That(text, Does.Contain("- hold: there is no company name\n    if: = company.name = missing"));
    }

    private static string Draft(string connector, string stream, string profile, string? title = null, string? owner = null) => MappingDraft.Write(new DraftRequest
    {
        Id = "draft",
        Connector = connector,
        Schema = SchemaOf(connector, stream),
        Profile = profile,
        Title = title,
        Owner = owner,
        Destinations = ["folder", "registry"],
        Zone = "America/Chicago",
    });

    // as an author would: a constant where a value is asked for, a condition where one is
    private static string Fill(string text, Diagnostic hole)
    {
        var lines = text.Split('\n');
        var line = lines[hole.Line - 1];
        var key = line.Trim().TrimStart('-', ' ').Split(':')[0];
        var value = key switch
        {
            "if" => "= record_date = missing",
            "for" => "one in [\"one\"]",
            "id" or "targetUrl" => "https://college.example/a",
            _ when hole.Try?.Contains("a date", StringComparison.Ordinal) == true => "2026-05-15",
            _ when hole.Try?.Contains("a number", StringComparison.Ordinal) == true => "1",
            _ => "Filled in",
        };
        lines[hole.Line - 1] = line[..(hole.Column - 1)] + (key == "if" ? "= year(record_date) < 1990" : value) + line[(hole.Column - 1 + MappingDraft.Hole.Length)..];
        return string.Join('\n', lines);
    }

    private static RecordSchema SchemaOf(string connector, string stream) => Streams.Single(one => one.Connector == connector && one.Schema.Stream == stream).Schema;

    private static CompileResult Compile(string text, string connector, string stream) => MappingCompiler.Compile("draft.yaml", text, new MappingContext
    {
        Schemas = new One(connector, SchemaOf(connector, stream)),
        Files = new Files(),
        IssuerDid = Author.Issuer,
        Destinations = ["folder", "registry"],
    });

    private sealed class One(string connector, RecordSchema schema) : IStreamSchemas
    {
        public IReadOnlyCollection<string> Connectors => [connector];

        public IReadOnlyCollection<string> Streams(string name) => [schema.Stream];

        public RecordSchema? Find(string name, string stream) => name == connector && stream == schema.Stream ? schema : null;
    }
}
