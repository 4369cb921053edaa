using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Typing;

internal sealed class NarrowingTests
{
    [TestCase("grade.score != missing and grade.score > 1", "")]
    [TestCase("grade.score = missing or grade.score > 1", "")]
    [TestCase("grade.score > 1 and grade.score != missing", "LB2105")]
    [TestCase("grade.score != missing or grade.score > 1", "LB2105")]
    [TestCase("not (grade.score = missing) and grade.score > 1", "")]
    [TestCase("not (grade.score = missing or progress.done = missing) and grade.score > progress.done", "")]
    [TestCase("if(grade.score = missing, false, grade.score > 1)", "")]
    [TestCase("if(grade.score != missing, grade.score > 1, false)", "")]
    [TestCase("if(grade.score = missing, grade.score > 1, false)", "LB2105")]
    [TestCase("choose(grade.score = missing, false, grade.score > 80, true, false)", "")]
    [TestCase("(grade.score ?? 0) > 1", "")]
    [TestCase("grade.score between 1 and 2", "LB2105")]
    [TestCase("grade.score + 1 != missing and grade.score > 1", "LB2105 LB2105")]
    [TestCase("lower(course.code) != missing and length(course.code) > 3", "")]
    [TestCase("course.code = \"NUR-210\" and length(course.code) > 3", "")]
    [TestCase("course.code in [\"A\"] and length(course.code) > 3", "")]
    [TestCase("course.code matches \"A\" and length(course.code) > 3", "")]
    [TestCase("length(course.code) > 3", "LB2105")]
    public void What_a_condition_excludes_is_known_after_it(string condition, string codes)
    {
        Assert.That(Formulas.ConditionCodes(" " + condition), Is.EqualTo(codes));
    }

    [Test]
    public void A_when_is_known_below_it_and_in_the_picture()
    {
        var mapping = Author.Small(
            before: """
                when:
                  - hold: no code
                    if: = course.code = missing
                  - skip: short
                    if: = length(course.code) < 2
                """,
            inAchievement: "humanCode: = course.code\nalignment:\n  - targetName: = course.code\n    targetUrl: https://college.example/");

        Assert.That(Author.Compile(mapping).Diagnostics, Is.Empty);
    }

    [Test]
    public void A_when_is_not_known_above_it()
    {
        var mapping = Author.Small(before: """
            when:
              - skip: short
                if: = length(course.code) < 2
              - hold: no code
                if: = course.code = missing
            """);

        Assert.That(Author.Compile(mapping).Diagnostics.Select(found => found.Code), Is.EqualTo(new[] { "LB2105" }));
    }

    [Test]
    public void What_a_let_is_made_of_is_known_where_the_let_has_a_value()
    {
        var mapping = Author.Small(
            before: """
                tables:
                  points:
                    value: number
                    rows: { A: 4, B: 3 }
                let:
                  earned: = points[grade.letter]
                when:
                  - hold: no points
                    if: = earned = missing
                  - skip: low
                    if: = earned < 2
                """,
            inSubject: "results:\n  - name: Final grade\n    type: LetterGrade\n    value: = grade.letter");

        Assert.That(Author.Compile(mapping).Diagnostics, Is.Empty);
    }

    [Test]
    public void A_let_is_known_to_have_a_value_where_what_it_is_made_of_has_one()
    {
        var mapping = Author.Small(before: """
            let:
              day: = date(completed_at, "America/Chicago")
            when:
              - hold: not completed
                if: = completed_at = missing
              - skip: early
                if: = day < date("2026-01-01")
            """);

        var codes = Author.Compile(mapping).Diagnostics.Select(found => found.Code);

        Assert.That(codes, Is.Empty);
    }

    [Test]
    public void A_where_is_known_in_its_items_and_nowhere_else()
    {
        var files = new Files().With("t.csv", "code,name,url\nNUR-210,,https://college.example/\nNUR-210,B,https://college.example/\n");
        const string Table = "tables:\n  t:\n    file: t.csv\n    key: code\n    many: true\n    columns: { name: optional text }";
        const string Loop = "alignment:\n  for: c in t[course.code]\n  where: = c.name != missing\n  each:\n    targetName: = c.name\n    targetUrl: = c.url";

        var with = Author.Compile(Author.Small(before: Table, inAchievement: Loop), files);
        var without = Author.Compile(Author.Small(before: Table, inAchievement: Loop.Replace("  where: = c.name != missing\n", string.Empty, StringComparison.Ordinal)), files);

        Assert.That(with.Diagnostics, Is.Empty);
        Assert.That(without.Diagnostics.Select(found => found.Code), Is.EqualTo(new[] { "LB2104" }));
    }
}
