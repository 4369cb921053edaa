using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Reporting;

internal sealed class RunExitTests
{
    [Test]
    public void A_night_without_trouble_is_done_and_held_rows_alone_are_no_trouble()
    {
        var report = RunReports.Ended(new RunCounts { New = 3, Held = 2, Skipped = 1 });

        Assert.That(RunExit.Of([report]), Is.EqualTo(ExitCode.Done));
    }

    [TestCase(FailureSide.Source, FailureKind.Credentials, ExitCode.Source)]
    [TestCase(FailureSide.Lock, FailureKind.Transient, ExitCode.Locked)]
    [TestCase(FailureSide.Mapping, FailureKind.Terminal, ExitCode.Failures)]
    [TestCase(FailureSide.Here, FailureKind.Transient, ExitCode.Failures)]
    [TestCase(FailureSide.Here, FailureKind.Credentials, ExitCode.Usage)]
    public void A_run_that_could_not_be_finished_says_on_which_side(FailureSide side, FailureKind kind, ExitCode expected)
    {
        var report = RunReports.Ended(new RunCounts()) with { Failure = new RunFailure(side, kind, "LB5101", "It did not answer.") };

        Assert.That(RunExit.Of([report]), Is.EqualTo(expected));
    }

    [Test]
    public void Failed_records_refused_deliveries_and_waiting_rows_have_their_codes()
    {
        Assert.That(RunExit.Of([RunReports.Ended(new RunCounts { Failed = 1 })]), Is.EqualTo(ExitCode.Failures));
        Assert.That(RunExit.Of([RunReports.Ended(new RunCounts { Held = 1, Waiting = 1 })]), Is.EqualTo(ExitCode.Waiting));
        Assert.That(RunExit.Of([RunReports.Ended(new RunCounts()) with { Delivery = new DeliveryCounts(0, 1, 0, 1, 0) }]), Is.EqualTo(ExitCode.Destination));
        Assert.That(RunExit.Of([RunReports.Ended(new RunCounts()) with { Delivery = new DeliveryCounts(0, 1, 1, 0, 0) }]), Is.EqualTo(ExitCode.Destination));
    }

    [Test]
    public void Of_several_runs_the_worst_counts()
    {
        var locked = RunReports.Ended(new RunCounts()) with { Failure = new RunFailure(FailureSide.Lock, FailureKind.Transient, "LB4030", "Busy.") };

        Assert.That(RunExit.Of([RunReports.Ended(new RunCounts { Failed = 4 }), locked]), Is.EqualTo(ExitCode.Locked));
    }
}
