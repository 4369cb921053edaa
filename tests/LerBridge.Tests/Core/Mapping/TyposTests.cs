using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Tests.Golden;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping;

/// <summary>One wrong character in a shipped mapping is one message, which says to somebody who knows spreadsheets what to do.</summary>
internal sealed class TyposTests
{
    // A line of mappings/canvas-courses.yaml, found by its beginning, and what was typed instead of it.
    private static readonly (string Line, string Typed)[] Typos =
    [
        ("lerbridge: mapping/v1", "lrebridge: mapping/v1"),
        ("title: Courses completed", "title Courses completed, from Canvas"),
        ("owner: registrar", "owner: \"registrar@college.example"),
        ("owner: registrar", "owner: @registrar"),
        ("  stream: course", "  stream:course_completions"),
        ("  stream: course", "   stream: course_completions"),
        ("tables:", "tabels:"),
        ("  competencies:", "  c\"mpetencies:"),
        ("    columns: { min_points", "    columns: { min_points: number, validated_on: optional date, review_by: optional date"),
        ("let:", "lte:"),
        ("  points: =", "  pionts: = grades[grade.letter].points"),
        ("  completed_on: =", "  completed_on: = date(completed_at, \"America/Chicago) ?? ended_on"),
        ("when:", "whne:"),
        ("  - skip: the course was deleted", "  -skip: the course was deleted"),
        ("  - skip: the course was deleted", "  - skp: the course was deleted"),
        ("  - hold: the course has no code", "  - hold the course has no code"),
        ("    if: = code = missing", "    fi: = code = missing"),
        ("    if: = code = missing", "    if: = code = missng"),
        ("    if: = points < 2.0", "   if: = points < 2.0"),
        ("    if: = points < 2.0", "    if:= points < 2.0"),
        ("    if: = points < 2.0", "\tif: = points < 2.0"),
        ("issue:", "isue:"),
        ("  profile: ob3", "  rpofile: ob3@3.0.3"),
        ("    term: = term.name", "    term := term.name"),
        ("      name: ${course.name}", "      name: ${course.name"),
        ("        narrative: Completed", "        narative: Completed ${code} with a final grade of C or better."),
        ("          targetUrl: = c.url", "          targetUrl: = c.ulr"),
        ("allow: {", "allow: { new: true, correct: true, withdraw: aks }"),
        ("deliver:", "title:"),
        ("  - to: registry", "  - to: registy"),
        ("  - name: B in Clinical", "  - name: B in Clinical Care II gives the competencies whose minimum is mett"),
        ("      grade: {", "      grade: { letter: B, score: 84.25, postd: true }"),
        ("      grade: {", "      grade: { letter: B, score: 84.25, posted: true }}"),
        ("    expect:", "    expct:"),
        ("      outcome: issue", "      outcom: issue"),
    ];

    [Test]
    public void One_wrong_character_is_one_message()
    {
        var answers = Typos.Select(typo => (typo.Typed, Found: Found(typo.Line, typo.Typed))).ToArray();

        Assert.That(answers.Where(answer => answer.Found.Count != 1).Select(answer => $"{answer.Typed}\n{string.Join('\n', answer.Found)}"), Is.Empty);
        GoldenFile.Match("Typos.approved.txt", string.Join("\n\n", answers.Select(answer => string.Join('\n', answer.Found))));
    }

    private static IReadOnlyList<string> Found(string line, string typed)
    {
        var folder = Path.Combine(Shared.Repository, "mappings");
        var lines = File.ReadAllText(Path.Combine(folder, "canvas-courses.yaml")).Split('\n');
        lines[Array.FindIndex(lines, one => one.StartsWith(line, StringComparison.Ordinal))] = typed;
        var context = new MappingContext { Schemas = new ShippedMappingsTests.ShippedStreams(), Files = new MappingDirectory(folder), IssuerDid = Author.Issuer, Destinations = ["folder", "registry"] };
        var result = MappingCompiler.Compile("mappings/canvas-courses.yaml", string.Join('\n', lines), context);
        return [.. result.Diagnostics.Select(found => DiagnosticReport.Describe(found, file => file == result.File ? result.Text : null))];
    }
}
