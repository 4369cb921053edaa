using System.Text.Json;
using LerBridge.Core.Ledger;
using LerBridge.Worker.Reporting;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Reporting;

internal sealed class RunJsonTests
{
    [Test]
    public void A_run_has_the_members_that_scripts_rely_on()
    {
        var report = RunReports.Ended(new RunCounts { Unchanged = 1, New = 2, Corrected = 3, Withdrawn = 4, Skipped = 5, Held = 6, Failed = 7, AbsentKept = 1, AbsentHeld = 2, AbsentWithdrawn = 3 }) with
        {
            Delivery = new DeliveryCounts(1, 2, 3, 4, 5, 6),
            Problems =
            [
                new RunProblem(DecisionKind.Held, "LB3201", "no row for the course", "mappings/x.yaml:54:14", 3, "0123456789abcdef"),
                new RunProblem(DecisionKind.Skipped, "LB3001", "still enrolled", "mappings/x.yaml:30:5", 5, "fedcba9876543210"),
            ],
        };

        using var document = JsonDocument.Parse(RunJson.Write([report]));

        var run = document.RootElement.GetProperty("runs")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.RootElement.GetProperty("schema").GetString(), Is.EqualTo("lerbridge/run/v1"));
            Assert.That(run.GetProperty("id").GetString(), Is.EqualTo(report.Run.Id));
            Assert.That(run.GetProperty("mapping").GetString(), Is.EqualTo("canvas-courses"));
            Assert.That(run.GetProperty("connector").GetString(), Is.EqualTo("canvas-main"));
            Assert.That(run.GetProperty("stream").GetString(), Is.EqualTo("course_completions"));
            Assert.That(run.GetProperty("outcome").GetString(), Is.EqualTo("succeeded"));
            Assert.That(run.GetProperty("extract").GetString(), Is.EqualTo("complete"));
            Assert.That(Numbers(run.GetProperty("counts")), Is.SupersetOf(new Dictionary<string, long>
            {
                ["read"] = 28,
                ["unchanged"] = 1,
                ["new"] = 2,
                ["corrected"] = 3,
                ["withdrawn"] = 4,
                ["skipped"] = 5,
                ["held"] = 6,
                ["failed"] = 7,
                ["absent"] = 6,
                ["absentKept"] = 1,
                ["absentHeld"] = 2,
                ["absentWithdrawn"] = 3,
            }));
            Assert.That(Numbers(run.GetProperty("delivery")), Is.EqualTo(new Dictionary<string, long> { ["queued"] = 1, ["accepted"] = 2, ["retrying"] = 3, ["refused"] = 4, ["held"] = 5, ["inDoubt"] = 6 }));
            Assert.That(run.GetProperty("problems").GetArrayLength(), Is.EqualTo(1), "what is merely skipped is no problem");
            Assert.That(run.GetProperty("problems")[0].GetProperty("code").GetString(), Is.EqualTo("LB3201"));
            Assert.That(run.GetProperty("problems")[0].GetProperty("where").GetString(), Is.EqualTo("mappings/x.yaml:54:14"));
            Assert.That(run.GetProperty("problems")[0].GetProperty("count").GetInt64(), Is.EqualTo(3));
            Assert.That(run.GetProperty("problems")[0].GetProperty("example").GetString(), Is.EqualTo("0123456789abcdef"));
            Assert.That(run.GetProperty("skipped")[0].GetProperty("message").GetString(), Is.EqualTo("still enrolled"));
        }
    }

    [TestCase(RunOutcome.Succeeded, "succeeded")]
    [TestCase(RunOutcome.Failed, "failed")]
    [TestCase(RunOutcome.Held, "held")]
    [TestCase(RunOutcome.Interrupted, "interrupted")]
    public void Outcomes_are_the_words_of_the_contract(RunOutcome outcome, string word)
    {
        var report = RunReports.Ended(new RunCounts());

        using var document = JsonDocument.Parse(RunJson.Write([report with { Run = report.Run with { Outcome = outcome, ExtractComplete = false } }]));

        Assert.That(document.RootElement.GetProperty("runs")[0].GetProperty("outcome").GetString(), Is.EqualTo(word));
        Assert.That(document.RootElement.GetProperty("runs")[0].GetProperty("extract").GetString(), Is.EqualTo("partial"));
    }

    private static Dictionary<string, long> Numbers(JsonElement element) => element.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetInt64());
}
