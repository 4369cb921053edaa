using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Tables;
using LerBridge.Tests.Core.Frameworks;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Tables;

internal sealed class FrameworkRowsTests
{
    private const string Sheet = "course,note,code,name,url\nNUR-210,\"one, two\",NUR-1,Plans,https://college.example/c/1\n";

    private const string Table = "tables:\n  t:\n    file: t.csv\n    key: course\n    many: true\n    framework: nursing@2026\n";

    private const string Aligned = "alignment:\n  for: c in t[course.code]\n  if_empty: hold\n  each:\n    targetName: = c.name\n    targetUrl: = c.url";

    [Test]
    public void A_row_is_named_by_line_and_by_the_column_where_its_cell_begins()
    {
        var found = Found("1 NUR-2 Leads");

        Assert.That(found, Is.EqualTo("LB3304 mappings/t.csv:2:20 did you mean NUR-2?"));
    }

    [Test]
    public void A_cell_after_one_of_several_lines_is_found_on_its_own_line()
    {
        var found = Found("1 NUR-2 Leads", Sheet.Replace("one, two", "one\nand \"\"two\"\"", StringComparison.Ordinal));

        Assert.That(found, Does.StartWith("LB3304 mappings/t.csv:3:14 "));
    }

    [TestCase("1 NUR-1 a|2 NUR-2 b|3 NUR-3 c", "1 replacedBy 2|2 replacedBy 3", "LB3305 mappings/t.csv:2:20 use NUR-3")]
    [TestCase("1 NUR-1 a|2 NUR-2 b|3 NUR-3 c", "1 replacedBy 2|1 replacedBy 3", "LB3305 mappings/t.csv:2:20 use NUR-2 or NUR-3")]
    [TestCase("1 NUR-1 a|2 NUR-2 b until 2026-02-01", "1 replacedBy 2", "LB3305 mappings/t.csv:2:20 use NUR-2, though that is withdrawn from 2026-02-01")]
    [TestCase("1 NUR-1 a", "1 replacedBy 9", "LB3305 mappings/t.csv:2:20 it was replaced by an item of another framework: https://college.example/c/9")]
    [TestCase("1 NUR-1 a until 2026-02-01", "", "LB3305 mappings/t.csv:2:20 choose another item")]
    [TestCase("1 NUR-1 a|2 NUR-1 b", "", "LB3307 mappings/t.csv:2:20 write the address or identifier of the one that is meant: https://college.example/c/1 or https://college.example/c/2")]
    public void What_became_of_an_item_is_said_at_the_cell(string items, string associations, string expected)
    {
        Assert.That(Found(items, associations: associations), Is.EqualTo(expected));
    }

    [Test]
    public void An_item_withdrawn_after_the_award_is_fine_and_one_before_holds()
    {
        var plan = Author.Plan(Author.Small(before: Table, inAchievement: Aligned), Files(Sheet, Publisher.Case("1 NUR-1 a until 2026-02-01")));

        Assert.That(plan.Mapper.Map(Author.Ana("ended_on = 2026-01-31")), Is.InstanceOf<MapResult.Issue>());
        Assert.That(plan.Mapper.Map(Author.Ana("ended_on = 2026-02-01")), Is.InstanceOf<MapResult.Hold>().With.Property("Reason").Property("Code").EqualTo("LB3308"));
        Assert.That(plan.Mapper.Map(Author.Ana("record_date = 2026-01-31")), Is.InstanceOf<MapResult.Issue>(), "without a day of its own the record date counts");
        Assert.That(plan.Mapper.Map(Author.Ana("record_date = 2026-06-01")), Is.InstanceOf<MapResult.Hold>());
        Assert.That(plan.ReadsRecordDate, Is.True);
    }

    [Test]
    public void A_mapping_may_say_which_day_counts()
    {
        var text = Author.Small(before: Table, inAchievement: Aligned).Replace("stream: course_completions", "stream: course_completions\n  date: term.start", StringComparison.Ordinal);
        var plan = Author.Plan(text, Files(Sheet, Publisher.Case("1 NUR-1 a until 2026-02-01")));

        Assert.That(plan.Mapper.Map(Author.Ana("ended_on = 2026-05-01", "term.start = 2026-01-10")), Is.InstanceOf<MapResult.Issue>());
    }

    [Test]
    public void A_framework_that_ended_is_one_warning_and_holds_later_records()
    {
        var package = Publisher.Case("1 NUR-1 a").Replace("\"version\"", "\"statusEndDate\": \"2026-02-01\", \"version\"", StringComparison.Ordinal);
        var compiled = Author.Compile(Author.Small(before: Table, inAchievement: Aligned), Files(Sheet, package));

        Assert.That(compiled.Diagnostics.Select(found => $"{found.Code} {found.File}"), Is.EqualTo(new[] { "LB3305 canvas-courses.yaml" }));
        Assert.That(compiled.Plan?.Mapper.Map(Author.Ana("ended_on = 2026-03-01")), Is.InstanceOf<MapResult.Hold>());
    }

    [Test]
    public void An_item_in_force_changes_nothing()
    {
        var plan = Author.Plan(Author.Small(before: Table, inAchievement: Aligned), Files(Sheet, Publisher.Case("1 NUR-1 a")));

        Assert.That(plan.Mapper.Map(Author.Ana("ended_on = 2099-01-01")), Is.InstanceOf<MapResult.Issue>());
        Assert.That(plan.ReadsRecordDate, Is.False);
    }

    [TestCase("2026-01-10", "2027-01-10", "Dr. Lee", "")]
    [TestCase("", "", "", "")]
    [TestCase("", "", "Dr. Lee", "")]
    [TestCase("2026-01-10", "2027-01-10", "", "LB3123 mappings/t.csv:2:40")]
    public void Whoever_validated_a_row_has_a_name(string validated, string until, string validator, string expected)
    {
        const string Reviewed = "tables:\n  t:\n    file: t.csv\n    key: course\n    columns: { validated_on: optional date, review_by: optional date }\n    review: { validated_on: validated_on, review_by: review_by, validator: who }\n";
        var sheet = $"course,relation,validated_on,review_by,who\nNUR-210,isPeerOf,{validated},{until},{validator}\n";
        var plan = Author.Compile(Author.Small(before: Reviewed + "let:\n  r: = t[course.code].relation ?? \"\"", inAchievement: "achievementType: ${r}"), new Files().With("t.csv", sheet));

        Assert.That(string.Join(' ', plan.Diagnostics.Where(found => found.Code == "LB3123").Select(found => $"{found.Code} {found.File}:{found.Line}:{found.Column}")), Is.EqualTo(expected));
    }

    [Test]
    public void Rows_to_be_reviewed_soon_overdue_and_never_validated_are_told_per_table()
    {
        const string Reviewed = "tables:\n  t:\n    file: t.csv\n    key: course\n    columns: { validated_on: optional date, review_by: optional date }\n    review: { validated_on: validated_on, review_by: review_by }\n";
        const string Rows = "course,validated_on,review_by\nA,2026-01-01,2026-06-30\nB,2026-01-01,2026-07-01\nC,2026-01-01,2026-05-31\nD,,2026-06-10\nE,2026-01-01,2026-06-01\nF,2026-01-01,\n";
        var compiled = Author.Compile(Author.Small(before: Reviewed), new Files().With("t.csv", Rows));

        var due = ReviewsDue.Of([compiled, compiled], new DateOnly(2026, 6, 1), 29);

        Assert.That(due.Select(found => $"{found.Code} {found.File}:{found.Line} {found.Message}"), Is.EqualTo(new[]
        {
            "LB3301 mappings/t.csv:5 1 row of table t is never validated, so records that need them are held (line 5).",
            "LB3302 mappings/t.csv:4 1 row of table t is overdue for review, so records that need them are held (line 4).",
            "LB3309 mappings/t.csv:2 2 rows of table t are to be reviewed within 29 days, the first by 2026-06-01 (lines 2, 6).",
        }));
    }

    private static string Found(string items, string sheet = Sheet, string associations = "")
    {
        var found = Author.Compile(Author.Small(before: Table, inAchievement: Aligned), Files(sheet, Publisher.Case(items, associations))).Diagnostics;
        return string.Join('\n', found.Select(one => $"{one.Code} {one.File}:{one.Line}:{one.Column} {one.Try}"));
    }

    private static Files Files(string sheet, string package) => new Files().With("t.csv", sheet).With("frameworks/nursing-2026.json", package);
}
