using LerBridge.Core.Diagnostics;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Planning;

/// <summary>A let or a table that nothing reads is told, and stops nobody.</summary>
internal sealed class UnusedTests
{
    private const string Table = "tables:\n  points:\n    value: number\n    rows: { A: 4.0, B: 3.0 }\n";

    [TestCase(Table, "", "9:3 Table \"points\" is never looked up.")]
    [TestCase(Table + "let:\n  earned: = points[grade.letter]\n", "", "13:3 \"earned\" is named here, but nothing uses it.")]
    [TestCase("let:\n  one: = course.name\n  two: = one\n", "", "10:3 \"two\" is named here, but nothing uses it.")]
    [TestCase("let:\n  one: words\n", "", "9:3 \"one\" is named here, but nothing uses it.")]
    public void What_nothing_uses_is_one_warning_at_its_name(string before, string subject, string told)
    {
        var text = Author.Small(before: before, inSubject: subject);
        var found = Author.Single(text);

        Assert.That($"{found.Line}:{found.Column} {found.Message}", Is.EqualTo(told));
        Assert.That((found.Code, found.Severity), Is.EqualTo(("LB1307", Severity.Warning)));
        Assert.That(Author.Compile(text).Plan, Is.Not.Null);
    }

    [TestCase(Table, "creditsEarned: = points[grade.letter]")]
    [TestCase(Table, "creditsEarned: { value: = grade.letter, lookup: points }")]
    [TestCase("let:\n  one: = course.name\n", "narrative: Completed ${one}")]
    [TestCase("let:\n  one: = grade.score ?? 0\nrepeat: { keep: best, per: [course.id], rank: = one }\n", "")]
    [TestCase("let:\n  one: = grade.posted\nwhen:\n  - hold: not posted\n    if: = not one\n", "")]
    [TestCase("tables:\n  checked:\n    key: code\n    columns: { on: date, until: date }\n    review: { validated_on: on, review_by: until }\n    rows:\n      - { code: A, on: 2026-01-01, until: 2027-01-01 }\n", "")]
    public void What_is_used_in_any_way_is_not_told(string before, string subject) =>
        Assert.That(Author.Compile(Author.Small(before: before, inSubject: subject)).Diagnostics.Select(found => $"{found.Line} {found.Message}"), Is.Empty);

    [Test]
    public void Beside_an_error_it_is_not_told_since_the_error_may_be_its_use() =>
        Assert.That(Author.Single(Author.Small(before: "let:\n  one: = course.name\n", inSubject: "narrative: = onee")).Code, Is.EqualTo("LB1102"));
}
