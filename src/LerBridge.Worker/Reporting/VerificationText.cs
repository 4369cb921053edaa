using LerBridge.Core.Diagnostics;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Reporting;

/// <summary>What is known of credentials, in words: a sentence per file, then every answer that is not a plain yes.</summary>
internal static class VerificationText
{
    public static void Write(IReadOnlyList<(string File, VerificationReport Report)> reports, Terminal terminal)
    {
        // Of a single file every answer is shown; of many, those that a person has to look at.
        foreach (var (file, report) in reports)
        {
            terminal.Output.WriteLine($"{file}: {Sentence(report)}");
            var shown = report.Checks.Where(check => reports.Count == 1 || check.Result != Verdict.Yes).ToArray();
            var width = shown.Select(check => check.Check.Length).DefaultIfEmpty().Max();
            foreach (var check in shown)
            {
                terminal.Output.WriteLine($"  {check.Result.ToString().ToLowerInvariant(),-8}{check.Check.PadRight(width)}  {check.Why}");
            }
        }

        if (reports.Count > 1)
        {
            terminal.Output.WriteLine($"{reports.Count(one => one.Report.Verified == true)} of {Counted.Of(reports.Count, "file")} verified.");
        }
    }

    private static string Sentence(VerificationReport report) => report.Verified switch
    {
        true => "verified",
        false => "NOT to be relied on",
        null => "cannot be told",
    };
}
