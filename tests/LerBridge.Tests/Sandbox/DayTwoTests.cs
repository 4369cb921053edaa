using System.Text.Json.Nodes;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.Tests.Sandbox;

internal sealed class DayTwoTests
{
    [Test]
    public async Task Two_sandboxes_show_the_same_to_the_letter()
    {
        await using var one = await SandboxVisitor.StartAsync();
        await using var other = await SandboxVisitor.StartAsync();

        Assert.That(await one.EverythingAsync(), Is.EqualTo(await other.EverythingAsync()));
    }

    [Test]
    public async Task Another_seed_is_another_population()
    {
        await using var one = await SandboxVisitor.StartAsync();
        await using var other = await SandboxVisitor.StartAsync(new SandboxOptions { Seed = 7 });

        var ours = (await one.CanvasRowsAsync("/api/v1/accounts/1/users?per_page=100")).Select(user => user["name"]!.ToString());
        var theirs = (await other.CanvasRowsAsync("/api/v1/accounts/1/users?per_page=100")).Select(user => user["name"]!.ToString());

        Assert.That(ours, Is.Not.EqualTo(theirs));
        Assert.That(other.Host.ApplyChanges(), Has.Count.EqualTo(7));
    }

    [Test]
    public async Task The_second_day_changes_what_is_listed_and_nothing_else()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var before = await visitor.EverythingAsync();

        var changes = visitor.Host.ApplyChanges();
        var after = await visitor.EverythingAsync();

        var changed = after.Where(row => before.TryGetValue(row.Key, out var old) && old != row.Value).Select(row => row.Key).ToList();
        var added = after.Keys.Except(before.Keys).ToList();
        Assert.That(before.Keys.Except(after.Keys), Is.Empty);
        Assert.That(changes.Select(change => (change.Site, change.Kind)), Is.EqualTo(new[]
        {
            (SandboxSite.Canvas, "grade raised"),
            (SandboxSite.Canvas, "enrolment deleted"),
            (SandboxSite.Canvas, "course completed"),
            (SandboxSite.Ethos, "grade changed"),
            (SandboxSite.Ethos, "grade posted"),
            (SandboxSite.Workday, "job ended"),
            (SandboxSite.Workday, "hire rescinded"),
        }));

        // the raised grade is in two sections; a completion moves the progress and the grade
        Assert.That(changed.CountBy(key => key.Split(' ')[0]).ToDictionary(), Is.EquivalentTo(new Dictionary<string, int>
        {
            ["enrolment"] = 4,
            ["progress"] = 1,
            ["student-transcript-grades"] = 1,
            ["position"] = 2,
        }));
        Assert.That(added, Has.Count.EqualTo(1).And.All.StartsWith("student-transcript-grades"));
        Assert.That(changed, Has.Exactly(1).EqualTo("student-transcript-grades " + changes[3].Key));
        Assert.That(added, Is.EqualTo(["student-transcript-grades " + changes[4].Key]));
    }

    [Test]
    public async Task The_raised_grade_does_not_touch_updated_at()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var before = await visitor.CanvasRowsAsync("/api/v1/courses/40308/enrollments?type[]=StudentEnrollment&user_id=1204");

        visitor.Host.ApplyChanges();
        var after = await visitor.CanvasRowsAsync("/api/v1/courses/40308/enrollments?type[]=StudentEnrollment&user_id=1204");

        Assert.That(before.Select(row => row["grades"]!["final_grade"]!.ToString()), Is.EqualTo(["B", "B"]));
        Assert.That(after.Select(row => row["grades"]!["final_grade"]!.ToString()), Is.EqualTo(["A", "A"]));
        Assert.That(after.Select(row => row["updated_at"]!.ToString()), Is.EqualTo(before.Select(row => row["updated_at"]!.ToString())));
    }

    [Test]
    public async Task The_withdrawal_shows_in_both_systems()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        var change = visitor.Host.ApplyChanges().Single(change => change.Kind == "grade changed");
        var row = (await visitor.CanvasRowsAsync($"/api/v1/courses/40295/enrollments?type[]=StudentEnrollment&user_id=1207&{SandboxVisitor.AllStates}"))
            .Single();
        var token = await visitor.EthosTokenAsync();
        using var response = await visitor.EthosAsync(token, $"/api/student-transcript-grades/{change.Key}");

        var grade = await SandboxVisitor.JsonAsync(response);
        Assert.That(row["enrollment_state"]!.ToString(), Is.EqualTo("deleted"));
        Assert.That(grade["credit"]!["earnedCredit"]!.GetValue<decimal>(), Is.Zero);
        Assert.That(grade["changeDetails"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(grade["recordedOn"]!.ToString(), Is.EqualTo("2026-11-20"));
        Assert.That(await LetterAsync(visitor, token, grade), Is.EqualTo("W"));
    }

    [Test]
    public async Task The_second_day_comes_once_and_can_be_the_first_one_seen()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        await using var late = await SandboxVisitor.StartAsync(new SandboxOptions { Day = 2 });

        Assert.That(visitor.Host, Has.Property("Day").EqualTo(1).And.Property("Changes").Empty.And.Property("Today").EqualTo(new DateOnly(2026, 11, 20)));
        var first = visitor.Host.ApplyChanges();
        var second = visitor.Host.ApplyChanges();

        Assert.That(second, Is.SameAs(first));
        Assert.That(visitor.Host, Has.Property("Day").EqualTo(2).And.Property("Today").EqualTo(new DateOnly(2026, 11, 21)));
        Assert.That(late.Host.Changes, Is.EqualTo(first));
        Assert.That(await late.EverythingAsync(), Is.EqualTo(await visitor.EverythingAsync()));
    }

    [Test]
    public async Task What_changed_is_said_without_naming_anybody()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        var changes = visitor.Host.ApplyChanges();

        Assert.That(changes.Where(change => change.Person.Split(' ').Any(word => change.What.Contains(word, StringComparison.Ordinal))), Is.Empty);
    }

    private static async Task<string> LetterAsync(SandboxVisitor visitor, string token, JsonNode grade)
    {
        using var response = await visitor.EthosAsync(token, $"/api/grade-definitions/{grade["grade"]!["id"]}");
        return (await SandboxVisitor.JsonAsync(response))["grade"]!["value"]!.ToString();
    }
}
