using LerBridge.Core.Sources;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Reporting;

/// <summary>What checks of sources and destinations found, line by line.</summary>
internal static class ConnectionText
{
    public static void Write(IEnumerable<(string Name, string Kind, ConnectionReport Report)> reports, Terminal terminal)
    {
        foreach (var (name, kind, report) in reports)
        {
            terminal.Output.WriteLine($"{name} ({kind}): {(report.IsUsable ? "usable" : "not usable")}");
            foreach (var finding in report.Findings)
            {
                terminal.Output.WriteLine($"  {Mark(finding.Result)}  {finding.Subject}{(finding.Advice is { } advice ? $" - {advice}" : string.Empty)}");
            }
        }
    }

    private static string Mark(FindingResult result) => result switch
    {
        FindingResult.Yes => "yes    ",
        FindingResult.No => "no     ",
        _ => "unknown",
    };
}
