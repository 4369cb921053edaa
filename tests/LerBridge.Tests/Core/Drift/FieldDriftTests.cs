using LerBridge.Core.Drift;
using LerBridge.Core.Records;
using LerBridge.Tests.Builders;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Drift;

internal sealed class FieldDriftTests
{
    private static readonly RecordSchema Schema = new("s", "1", [new("site.day", FieldType.Date, true, "A day."), new("site.flag", FieldType.Bool, true, "A flag."), new("site.text", FieldType.Text, true, "A text.")], ["site.text"], null);

    [TestCase("whole numbers", "text", ExpectedResult = "Retyped")]
    [TestCase("dates like 2026-05-08", "dates like 31/12/2026", ExpectedResult = "Retyped")]
    [TestCase("dates like 12/31/2026", "dates like 31/12/2026", ExpectedResult = "Retyped", Description = "day and month change places")]
    [TestCase("dates like 12/31/2026", "dates like 05/08/2026", ExpectedResult = null, Description = "no day beyond twelve tells")]
    [TestCase("whole numbers", "numbers with a fraction", ExpectedResult = null)]
    [TestCase("numbers with a fraction", "numbers with a comma", ExpectedResult = "Retyped")]
    [TestCase("dates like 2026-05-08", "text of several forms", ExpectedResult = "Retyped")]
    [TestCase("text of several forms", "whole numbers", ExpectedResult = null)]
    [TestCase("text", "whole numbers", ExpectedResult = null, Description = "any text may be one")]
    [TestCase("not looked at", "text", ExpectedResult = null)]
    public string? A_change_of_form_is_told_where_it_is_one(string before, string now) =>
        FieldDrift.Between(Schema, [new("C", ["site.text"], before, 100, 100)], [new("C", ["site.text"], now, 100, 100)]).SingleOrDefault()?.Kind.ToString();

    [Test]
    public void A_flag_may_be_a_digit_or_a_word() =>
        Assert.That(FieldDrift.Between(Schema, [new("C", ["site.flag"], "whole numbers", 100, 100)], [new("C", ["site.flag"], "true or false", 100, 100)]), Is.Empty);

    [TestCase(5, 100, ExpectedResult = false, Description = "a few values may not be among the first")]
    [TestCase(50, 100, ExpectedResult = true)]
    public bool A_field_that_is_empty_everywhere_is_gone_where_many_had_a_value(int filled, int looked)
    {
        var drifts = FieldDrift.Between(Schema, [new("C", ["site.text"], "text", filled, looked)], [new("C", ["site.text"], "empty", 0, 60)]);

        return drifts is [{ Kind: DriftKind.Vanished }];
    }

    [TestCase("ana.ruiz@college.example")]
    [TestCase("Ruiz, Ana, born 2004 in Arecibo, transferred from Riverside Community College in May")]
    public void A_heading_that_looks_like_a_value_is_neither_kept_nor_told(string heading)
    {
        SeenField[] now = [SeenField.Heading(heading), SeenField.Heading("Section")];
        SeenField[] kept = [new(heading, [], "not looked at", 0, 0), SeenField.Heading("Term")];

        var told = DriftReport.Notices(Plans.Make(), FieldDrift.Between(Schema, [SeenField.Heading("Term")], now), new HashSet<string>()).Single().Message;
        var asWasKept = DriftReport.Notices(Plans.Make(), FieldDrift.Between(Schema, [SeenField.Heading("Term")], kept), new HashSet<string>()).Single().Message;

        Assert.That(now[0].Name, Is.EqualTo("a heading that looks like a value"));
        Assert.That(told, Does.EndWith("since the last run: a heading that looks like a value, \"Section\"."));
        Assert.That(asWasKept, Does.EndWith("since the last run: a heading that looks like a value."));
    }

    [Test]
    public void A_handful_of_records_says_nothing() =>
        Assert.That(FieldDrift.Between(Schema, [new("C", ["site.text"], "whole numbers", 100, 100)], [new("C", ["site.text"], "text", 4, 4)]), Is.Empty);

    [Test]
    public void The_lines_that_read_it_are_named_and_what_the_connector_told_is_not_told_again()
    {
        var plan = Plans.Make() with { ReadFields = new Dictionary<string, string> { ["course.name"] = "mappings/x.yaml:29:9" } };
        var drifts = FieldDrift.Between(
            plan.Schema,
            [new("Title", ["course.name"], "whole numbers", 100, 100), new("Other", ["grade"], "whole numbers", 100, 100), new("Gone", ["course.name"], "text", 9, 9)],
            [new("Title", ["course.name"], "text", 100, 100), new("Other", ["grade"], "text", 100, 100), SeenField.Heading("Fresh")]);

        var all = DriftReport.Notices(plan, drifts, new HashSet<string>()).ToList();
        var told = DriftReport.Notices(plan, drifts, new HashSet<string> { "course.name" }).ToList();

        Assert.That(all.Select(notice => notice.Message), Has.Some.EqualTo("\"Title\" of canvas-main course_completions has text, where it had whole numbers: mappings/x.yaml:29:9 reads course.name."));
        Assert.That(all, Has.Count.EqualTo(3), "the field that nobody reads is not told");
        Assert.That(all.Select(notice => notice.Message), Has.Some.Contains("\"Fresh\"").And.Some.Contains("is gone"));
        Assert.That(told.Select(notice => notice.Message), Has.None.Contains("is gone"));
    }
}
