using System.Text;
using System.Text.Json.Nodes;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Core.Records;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping;

/// <summary>Someone who writes mappings: compiles what is written and looks at what comes out.</summary>
internal static class Author
{
    public const string Issuer = "did:web:ler.college.example";

    public static CompileResult Compile(string text, Files? files = null, string file = "canvas-courses.yaml") => MappingCompiler.Compile(file, text, new MappingContext
    {
        Schemas = new Streams(),
        Files = files ?? new Files(),
        IssuerDid = Issuer,
        Destinations = ["folder", "registry"],
    });

    /// <summary>A plan, where nothing at all was found wrong.</summary>
    public static MappingPlan Plan(string text, Files? files = null)
    {
        var result = Compile(text, files);
        Assert.That(result.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => $"{d.Code} {d.File}:{d.Line}:{d.Column} {d.Message}"), Is.Empty);
        return result.Plan ?? throw new InvalidOperationException("No plan and no error.");
    }

    /// <summary>The only diagnostic of a mapping.</summary>
    public static Diagnostic Single(string text, Files? files = null)
    {
        var result = Compile(text, files);
        Assert.That(result.Diagnostics.Select(d => $"{d.Code} {d.Line}:{d.Column} {d.Message}").ToArray(), Has.Length.EqualTo(1));
        return result.Diagnostics[0];
    }

    public static JsonObject Claims(MapResult result) => result switch
    {
        MapResult.Issue issue => JsonNode.Parse(issue.Claims.Span) as JsonObject ?? throw new InvalidOperationException("The claims are no object."),
        MapResult.Hold hold => throw new InvalidOperationException($"held: {hold.Reason}"),
        MapResult.Skip skip => throw new InvalidOperationException($"skipped: {skip.Reason}"),
        MapResult.Fail fail => throw new InvalidOperationException($"failed: {fail.Reason}"),
        _ => throw new InvalidOperationException(result.ToString()),
    };

    public static string Text(MapResult result) => result is MapResult.Issue issue ? Encoding.UTF8.GetString(issue.Claims.Span) : result.ToString();

    /// <summary>The smallest mapping that issues something, with a part of one's own.</summary>
    public static string Small(string name = "${course.name}", string before = "", string inSubject = "", string inAchievement = "") => $$"""
        lerbridge: mapping/v1
        id: small
        title: Small
        owner: registrar@college.example
        source:
          connector: canvas-main
          stream: course_completions
        {{before}}
        issue:
          profile: ob3@3.0.3
          name: {{name}}
          credentialSubject:
        {{Indent(inSubject, 4)}}
            achievement:
              id: https://college.example/a/${url_encode(course.id)}
              name: A
              description: D
              criteria:
                narrative: N
        {{Indent(inAchievement, 6)}}
        """;

    public static SourceRecord Ana(params string[] lines) => Streams.Record(
        Streams.Canvas,
        [
            "course.id = 4711", "course.code = NUR-210", "course.name = Clinical Care II", "course.concluded = true", "course.deleted = false", "person.id = 88",
            "person.sis_id = A0012345", "person.full_name = Ana Ruiz", "grade.letter = B", "grade.score = 86.5", "grade.posted = true", "grade.overridden = false",
            "enrolment.state = completed", "term.name = Spring 2026", "completed_at = 2026-05-08T21:14:03Z", "record_date = 2026-06-01", "section.ids = 1", "section.names = Day", .. lines,
        ]);

    private static string Indent(string text, int by) => string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : new string(' ', by) + line));
}
