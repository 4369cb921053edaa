using LerBridge.Core.Delivery;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Reporting;

internal sealed class RunTextTests
{
    [Test]
    public void A_sentence_says_what_happened_before_any_table()
    {
        var text = Write(RunReports.Ended(new RunCounts { New = 1212, Held = 3, Skipped = 40 }));

        Assert.That(text.Split('\n')[0].TrimEnd(), Is.EqualTo("canvas-courses: 1,255 records read; 1,212 issued, 3 held for a person."));
    }

    [Test]
    public void A_quiet_night_says_so()
    {
        Assert.That(Write(RunReports.Ended(new RunCounts { Unchanged = 7 })), Does.StartWith("canvas-courses: 7 records read; nothing changed."));
    }

    [Test]
    public void What_waits_is_told_with_reason_place_and_who_can_mend_it()
    {
        var text = Write(RunReports.Ended(new RunCounts { Held = 3 }) with
        {
            Problems = [new RunProblem(DecisionKind.Held, "LB3201", "course without a row", "mappings/x.yaml:54:14", 3, "0123456789abcdef")],
        });

        Assert.That(text, Does.Contain("course without a row (LB3201)").And.Contain("mappings/x.yaml:54:14").And.Contain("the mapping's owner"));
    }

    [Test]
    public void Reasons_to_skip_end_in_one_full_stop_whether_or_not_they_are_sentences()
    {
        var text = Write(RunReports.Ended(new RunCounts { Skipped = 3 }) with
        {
            Problems =
            [
                new RunProblem(DecisionKind.Skipped, "LB3001", "still enrolled", "mappings/x.yaml:30:5", 2, "0123456789abcdef"),
                new RunProblem(DecisionKind.Skipped, "LB3002", "Grades of that year stay as they are.", "mappings/x.yaml:32:5", 1, "0123456789abcdef"),
                new RunProblem(DecisionKind.Skipped, "LB3003", "Nobody knows why.", "mappings/x.yaml:34:5", 1, "0123456789abcdef"),
            ],
        });

        Assert.That(text, Does.Contain("Skipped by canvas-courses, as it says: 2 still enrolled; 1 Grades of that year stay as they are; 1 Nobody knows why.").And.Not.Contain("..").And.Not.Contain(".;"));
    }

    [Test]
    public void A_refused_delivery_shows_the_receivers_own_answer_to_a_person_at_a_terminal()
    {
        var text = Write(Refused("422 {\"error\":\"schema\"}"), terminal: true);

        Assert.That(text, Does.Contain("1 of 2").And.Contain("It refused the credential. (LB7202)").And.Contain("422 {\"error\":\"schema\"}"));
    }

    [Test]
    public void Output_that_is_kept_holds_the_status_of_an_answer_and_nothing_that_may_quote_the_record()
    {
        var report = Refused("422 Unprocessable Content\n{\"error\":\"Ana Lima has grade B\"}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Write(report), Does.Contain("what it answered: lerbridge delivery list --destination registry").And.Not.Contain("Lima"));
            Assert.That(RunJson.Write([report]), Does.Contain("\"answer\": \"422\"").And.Not.Contain("Lima"));
        }
    }

    [Test]
    public void A_run_that_stopped_says_why_and_shows_no_empty_table()
    {
        var text = Write(RunReports.Ended(new RunCounts()) with
        {
            Failure = new RunFailure(FailureSide.Source, FailureKind.Credentials, "LB5103", "canvas-main refused the token. Make a new one."),
        });

        Assert.That(text.TrimEnd(), Is.EqualTo("canvas-courses: stopped. canvas-main refused the token. Make a new one. (LB5103)"));
    }

    private static RunReport Refused(string answer) => RunReports.Ended(new RunCounts { New = 1 }) with
    {
        Delivery = new DeliveryCounts(0, 1, 0, 1, 0),
        Trouble = [new DeliveryTrouble("registry", "urn:uuid:1", DeliveryOperation.Issue, "refused", 1, "LB7202", "It refused the credential.", answer)],
    };

    private static string Write(RunReport report, bool terminal = false)
    {
        using var output = new StringWriter();
        RunText.Write([report], [], new Terminal(TextReader.Null, output, TextWriter.Null, outputIsTerminal: terminal, errorIsTerminal: false, colour: false));
        return output.ToString();
    }
}
