using System.Collections;
using System.Text.RegularExpressions;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Sources;
using LerBridge.Worker.Cli;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

internal sealed partial class ErrorReportTests
{
    [Test]
    public void What_a_person_can_act_on_is_one_message_with_its_code()
    {
        var (code, text) = Report(new ConnectorException(FailureKind.Credentials, "LB5103", "canvas-main refused the token. Make a new one."));

        Assert.That(code, Is.EqualTo(ExitCode.Source));
        Assert.That(text.Trim(), Is.EqualTo("LB5103: canvas-main refused the token. Make a new one."));
    }

    [TestCase(FailureKind.Credentials, ExitCode.Usage)]
    [TestCase(FailureKind.Terminal, ExitCode.Usage)]
    [TestCase(FailureKind.Transient, ExitCode.Failures)]
    public void A_ledger_that_cannot_be_opened_is_a_matter_of_settings_unless_it_will_pass(FailureKind kind, ExitCode expected)
    {
        Assert.That(Report(new StoreException(kind, "LB6001", "It cannot be opened.")).Code, Is.EqualTo(expected));
    }

    // a service manager starts again what does not end in 2
    [TestCase("LB8002")]
    [TestCase("LB8007")]
    public void A_full_or_failing_disk_is_no_matter_of_settings(string code) =>
        Assert.That(Report(new StoreException(FailureKind.Terminal, code, "The ledger cannot grow.")).Code, Is.EqualTo(ExitCode.Failures));

    [Test]
    public void A_ledger_that_another_process_keeps_is_a_lock_that_is_held()
    {
        Assert.That(Report(new StoreException(FailureKind.Transient, "LB8001", "It is being written by another process.")).Code, Is.EqualTo(ExitCode.Locked));
    }

    [Test]
    public void Our_own_mistake_leaves_a_report_without_what_it_stumbled_over()
    {
        var (code, text) = Report(new FormatException("The input 'Ana Ruiz' was not in a correct format."));

        var file = ReportFile().Match(text).Value;
        var report = File.ReadAllText(file);
        File.Delete(file);
        Assert.That(code, Is.EqualTo(ExitCode.Internal));
        Assert.That(report, Does.Contain("System.FormatException").And.Not.Contain("Ana"));
        Assert.That(text, Does.Contain("LB0001").And.Not.Contain("Ana").And.Not.Contain("   at "));
    }

    private static (ExitCode Code, string Text) Report(Exception problem)
    {
        using var error = new StringWriter();
        var terminal = new Terminal(TextReader.Null, TextWriter.Null, error, outputIsTerminal: false, errorIsTerminal: false, colour: false);
        var code = ErrorReport.Write(problem, new Surroundings(terminal, new Hashtable(), ".", TimeProvider.System));
        return (code, error.ToString());
    }

    [GeneratedRegex(@"\S*lerbridge-error-\S+\.txt")]
    private static partial Regex ReportFile();
}
