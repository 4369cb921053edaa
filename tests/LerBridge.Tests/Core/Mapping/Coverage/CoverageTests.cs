using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Coverage;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Coverage;

internal sealed class CoverageTests
{
    private const string Before = """
        tables:
          skills:
            file: tables/skills.csv
            key: course
            many: true
            columns: { level: number }
          points:
            value: number
            rows: { A: 4, B: 3, C: 2 }
        let:
          earned: = points[grade.letter] ?? 0
        when:
          - skip: deleted
            if: = course.deleted
          - hold: no code
            if: = course.code = missing
        """;

    private const string Tests = """
        tests:
          - name: issued
            given: { course.id: "1", course.name: A, course.code: NUR-210, course.deleted: false, course.concluded: true, person.id: "1", person.full_name: Ana, grade.letter: B, grade.posted: true, enrolment.state: completed, record_date: 2026-06-01 }
            expect: { outcome: issue }
          - name: deleted
            like: issued
            change: { course.deleted: true }
            expect: { outcome: skip }
        """;

    private const string Skills = "course,code,name,url,level\nNUR-210,S1,One,https://x.example/1,2\nNUR-210,S2,Two,https://x.example/2,4\nNUR-300,S3,Three,https://x.example/3,2\n";

    private static readonly string Alignment = """
        alignment:
          for: s in skills[course.code]
          where: = earned >= s.level
          if_empty: omit
          each: { targetName: = s.name, targetUrl: = s.url }
        """;

    [Test]
    public void Reasons_conditions_and_rows_that_no_test_exercises_are_named()
    {
        var coverage = Of(Author.Small(before: Before + "\n" + Tests, inSubject: "term: = if(earned > 3, \"high\", \"low\")", inAchievement: Alignment));

        Assert.That(coverage.Reasons.Select(reason => (reason.Text, reason.True, reason.False)), Is.EqualTo(new[] { ("deleted", 1, 1), ("no code", 0, 1) }));
        Assert.That(coverage.Conditions.Select(condition => (condition.Text, condition.True > 0, condition.False > 0)), Is.EquivalentTo(new[] { ("(earned > 3)", false, true), ("(earned >= s.level)", true, true) }));
        Assert.That(coverage.Tables.Select(table => (table.Name, table.Rows, string.Join('|', table.Unused.Select(row => $"{row.Line} {row.Key}")))), Is.EqualTo(new[] { ("skills", 3, "3 NUR-210, S2|4 NUR-300, S3"), ("points", 3, "0 A|0 C") }));
        var text = CoverageText.Write(coverage);
        Assert.That(text, Does.StartWith("coverage of small: 1 of 2 reasons, 1 of 2 conditions both ways, 2 of 6 rows of tables\n"));
        Assert.That(text, Does.Contain("the reason \"no code\" was never exercised").And.Contain("(earned > 3) was only ever false").And.Contain("tables/skills.csv:3  row NUR-210, S2 of skills was never used"));
    }

    [Test]
    public void A_condition_of_choose_is_a_branch_each_and_one_that_is_never_reached_is_told()
    {
        var coverage = Of(Author.Small(before: Before + "\n" + Tests, inSubject: "term: = choose(earned > 1, \"a\", earned > 0, \"b\", \"c\")", inAchievement: Alignment));

        Assert.That(coverage.Conditions.Single(condition => condition.Text == "(earned > 0)") is { True: 0, False: 0 });
        Assert.That(CoverageText.Write(coverage), Does.Contain("(earned > 0) was never reached"));
    }

    [Test]
    public void Rows_that_a_function_goes_through_count_as_used()
    {
        var coverage = Of(Author.Small(before: Before + "\n" + Tests, inSubject: "narrative: = text(earned)\ncreditsEarned: = count(skills[course.code], s => s.level > 1)"));

        Assert.That(coverage.Tables[0].Unused.Select(row => row.Line), Is.EqualTo(new[] { 4 }));
    }

    [Test]
    public void What_is_watched_makes_the_same_claims()
    {
        var text = Author.Small(before: Before, inSubject: "term: = if(earned > 3, \"high\", \"low\")", inAchievement: Alignment);
        var files = new Files().With("tables/skills.csv", Skills);
        var watched = MappingCompiler.Compile("a.yaml", text, Context(files) with { Watch = new CoverageWatch() });

        Assert.That(Author.Text(watched.Plan?.Mapper.Map(Author.Ana()) ?? throw new InvalidOperationException("No plan.")), Is.EqualTo(Author.Text(Author.Plan(text, files).Mapper.Map(Author.Ana()))));
        Assert.That(watched.Plan?.Hash, Is.EqualTo(Author.Plan(text, files).Hash));
    }

    [TestCase("credentialSubject.achievment.alignment: absent", "achievment")]
    [TestCase("credentialSubject.achievement.alignments: { count: 0 }", "alignments")]
    [TestCase("credentialSubject.achievement.alignment[*].targetNmae: []", "targetNmae")]
    public void Nothing_where_nothing_can_be_is_no_test(string expectation, string unknown)
    {
        var text = Author.Small(before: Tests + $"\n  - name: nothing\n    like: issued\n    expect:\n      credential:\n        {expectation}");

        var found = Author.Single(text);

        Assert.That((found.Code, found.Message), Is.EqualTo(("LB1406", $"No credential of this profile can have \"{unknown}\" there, so that nothing is there proves nothing.")));
    }

    [TestCase("credentialSubject.achievement.alignment: absent")]
    [TestCase("credentialSubject.result: absent")]
    [TestCase("credentialSubject.achievement.resultDescription[0].name: absent")]
    [TestCase("evidence[0].narrative: absent")]
    public void Nothing_where_something_can_be_is_one(string expectation)
    {
        var compiled = Author.Compile(Author.Small(before: Tests + $"\n  - name: nothing\n    like: issued\n    expect:\n      credential:\n        {expectation}"));

        Assert.That(compiled.Diagnostics.Select(diagnostic => diagnostic.Message), Is.Empty);
        Assert.That(MappingTests.Run(compiled).Single(result => result.Name == "nothing").Passed, Is.True);
    }

    private static MappingCoverage Of(string text)
    {
        var files = new Files().With("tables/skills.csv", Skills);
        var compiled = Author.Compile(text, files);
        Assert.That(compiled.Diagnostics.Select(diagnostic => $"{diagnostic.Line} {diagnostic.Message}"), Is.Empty);
        return MappingCoverage.Of(compiled, Context(files)) ?? throw new InvalidOperationException("It did not compile.");
    }

    private static MappingContext Context(Files files) => new() { Schemas = new Streams(), Files = files, IssuerDid = Author.Issuer, Destinations = ["folder", "registry"] };
}
