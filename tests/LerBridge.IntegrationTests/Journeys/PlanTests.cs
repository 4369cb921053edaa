using System.Text.Json;
using LerBridge.IntegrationTests.Drivers;
using NUnit.Framework;

namespace LerBridge.IntegrationTests.Journeys;

/// <summary>A night that is planned, looked at and applied by the real executable.</summary>
internal sealed class PlanTests
{
    [Test]
    public async Task A_planned_night_does_nothing_until_it_is_applied_and_then_what_the_plan_says()
    {
        await using var college = await CollegeDriver.StartAsync();

        var planned = await college.RunAsync("plan", "--all", "--out", "night.jsonl", "--exit-code", "--output", "json");
        var before = (college.Delivered().Count, college.Sandbox.Arrivals.Count);
        college.Sandbox.ApplyChanges();
        var requests = college.Sandbox.Counters(Sandbox.SandboxSite.Canvas).Requests;
        var applied = await college.RunAsync("apply", "night.jsonl", "--output", "json");
        var runs = RunResult.Parse(applied.Output);

        using var plan = JsonDocument.Parse(planned.Output);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(planned.ExitCode, Is.EqualTo(3), planned.Errors);
            Assert.That(before, Is.EqualTo((0, 0)));
            Assert.That(applied.ExitCode, Is.EqualTo(CollegeDriver.ExitOf(runs)), applied.Errors);
            Assert.That(college.Sandbox.Counters(Sandbox.SandboxSite.Canvas).Requests, Is.EqualTo(requests), "the source is not asked again");
            foreach (var one in plan.RootElement.GetProperty("plans").EnumerateArray().Select(view => view.GetProperty("plan")))
            {
                var run = runs[one.GetProperty("mapping").GetString() ?? string.Empty];
                Assert.That(run["new"], Is.EqualTo(one.GetProperty("counts").GetProperty("new").GetInt64()).And.GreaterThan(10));
            }

            Assert.That(college.Delivered(), Has.Count.EqualTo(runs.Values.Sum(run => run["new"])));
        }
    }

    [Test]
    public async Task A_plan_that_is_killed_leaves_nothing_behind_that_a_run_would_go_on_with()
    {
        await using var college = await CollegeDriver.StartAsync();
        using (var plan = college.Start("plan", "--all"))
        {
            while (!plan.HasExited && college.Sandbox.Counters(Sandbox.SandboxSite.Canvas).Requests == 0)
            {
                await Task.Delay(20);
            }

            plan.Kill();
        }

        var (exit, runs, errors) = await college.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exit, Is.EqualTo(CollegeDriver.ExitOf(runs)), errors);
            Assert.That(runs.Values, Has.All.Property("SumsHold").True);
            Assert.That(college.Delivered(), Has.Count.EqualTo(runs.Values.Sum(run => run["new"])));
        }
    }
}
