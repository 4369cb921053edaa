using LerBridge.Core.Diagnostics;
using LerBridge.Core.Sources;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Serving;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>doctor</c>: looks at everything a night needs - mappings, schedules, ledger, keys, sources, destinations - and says what is wrong.</summary>
internal static class DoctorCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("doctor", "Looks at everything that a night's run needs and says what is wrong.", "doctor", "doctor --output json") { config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            var site = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Running);
            await using var bridge = await Composition.OpenAsync(site, surroundings, cancellationToken);
            var reports = new List<(string Name, string Kind, ConnectionReport Report)>
            {
                ("settings and mappings", "read", new ConnectionReport([new ConnectionFinding($"{Counted.Of(site.Mappings.Count, "mapping")} compiled", FindingResult.Yes), .. Broken(site), .. Schedules(site, surroundings)])),
                ("this machine", "ledger, keys, outbox", await HereAsync(bridge, cancellationToken)),
            };
            foreach (var connector in site.Options.Connectors)
            {
                reports.Add((connector.Name, connector.Kind, await connector.CheckAsync(cancellationToken)));
            }

            foreach (var destination in site.Options.Destinations.Values)
            {
                reports.Add((destination.Name, destination.Kind, await destination.CheckAsync(cancellationToken)));
            }

            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(ConnectionJson.Write(reports));
            }
            else
            {
                ConnectionText.Write(reports, surroundings.Terminal);
            }

            return reports.All(report => report.Report.IsUsable) ? ExitCode.Done : ExitCode.Failures;
        });
        return verb;
    }

    // a service that runs goes on with the versions before; a start would be refused
    private static IEnumerable<ConnectionFinding> Broken(Site site) => site.Catalog.Diagnostics
        .Where(diagnostic => diagnostic.Severity == Severity.Error)
        .GroupBy(diagnostic => diagnostic.File)
        .Select(file => new ConnectionFinding($"{file.Key} compiles", FindingResult.No, $"{file.First().Code} on {file.First().Line}:{file.First().Column}: {file.First().Message} A service that runs goes on with the version before. See: lerbridge mapping check"));

    private static IEnumerable<ConnectionFinding> Schedules(Site site, Surroundings surroundings) => site.Options.Schedules.Select(schedule =>
        schedule.Next(surroundings.Time.GetUtcNow(), 1).Select(time => (DateTimeOffset?)time).FirstOrDefault() is { } next
            ? new ConnectionFinding($"schedule {schedule.Name} runs next at {LocalTime.Text(next, schedule.Zone)}", FindingResult.Yes)
            : new ConnectionFinding($"schedule {schedule.Name} never runs again", FindingResult.No, "Change its Cron."));

    private static async Task<ConnectionReport> HereAsync(Bridge bridge, CancellationToken cancellationToken)
    {
        var findings = await new Health(bridge.Services).LookAsync(cancellationToken);
        var disk = new DriveInfo(bridge.Options.DataDirectory);
        return new ConnectionReport(
        [
            .. findings.Select(finding => new ConnectionFinding(finding.Subject, finding.Well ? FindingResult.Yes : FindingResult.No, finding.Why)),
            new ConnectionFinding($"ledger {bridge.Ledger.Place}", FindingResult.Yes),
            new ConnectionFinding("disk", disk.AvailableFreeSpace > 1L << 30 ? FindingResult.Yes : FindingResult.No, $"{disk.AvailableFreeSpace >> 20:N0} MiB free under {bridge.Options.DataDirectory}"),
        ]);
    }
}
