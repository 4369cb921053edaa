using System.CommandLine;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Sources;
using LerBridge.Credentials;
using LerBridge.Credentials.Keys;
using LerBridge.Storage;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Notices;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Serving;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>doctor</c>: looks at everything a night needs - mappings, schedules, ledger, keys, sources, destinations - and says what is wrong.</summary>
internal static class DoctorCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var sendTest = new Option<bool>("--send-test") { Description = "Sends a test by mail and webhook, as LerBridge:Notifications says." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("doctor", "Looks at everything that a night's run needs and says what is wrong.", "doctor", "doctor --send-test", "doctor --output json") { sendTest, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            var site = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Running);
            var (opened, shut) = await OpenAsync(site, surroundings, cancellationToken);
            await using var bridge = opened;
            var reports = new List<(string Name, string Kind, ConnectionReport Report)>
            {
                ("settings and mappings", "read", new ConnectionReport([new ConnectionFinding($"{Counted.Of(site.Mappings.Count, "mapping")} compiled", FindingResult.Yes), .. Broken(site)])),
                ("schedules", "times", new ConnectionReport(await SchedulesAsync(bridge, site, surroundings, cancellationToken))),
                ("this machine", "ledger, keys, outbox", new ConnectionReport([.. bridge is null ? shut : await HereAsync(bridge, cancellationToken), .. Folders(site, surroundings), Disk(site)])),
            };
            foreach (var connector in site.Options.Connectors)
            {
                reports.Add((connector.Name, connector.Kind, await connector.CheckAsync(cancellationToken)));
            }

            foreach (var destination in site.Options.Destinations.Values)
            {
                reports.Add((destination.Name, destination.Kind, await destination.CheckAsync(cancellationToken)));
            }

            if (result.GetValue(sendTest))
            {
                reports.Add(("notifications", "test", await SendTestAsync(site, surroundings, cancellationToken)));
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

    // Where the ledger or the keys cannot be opened, everything else is still worth a look.
    private static async Task<(Bridge? Bridge, IReadOnlyList<ConnectionFinding> Shut)> OpenAsync(Site site, Surroundings surroundings, CancellationToken cancellationToken)
    {
        try
        {
            return (await Composition.OpenAsync(site, surroundings, cancellationToken, looks: true), []);
        }
        catch (Exception problem) when (problem is BridgeException or KeyFolderException)
        {
            var told = problem as BridgeException ?? CredentialIssuer.Told((KeyFolderException)problem);
            return (null, [new ConnectionFinding(told is StoreException ? "ledger" : "keys", FindingResult.No, $"{told.Code}: {told.Message}"), new ConnectionFinding("outbox, plans, public documents", FindingResult.Unknown, "not looked at without ledger and keys")]);
        }
    }

    // a service that runs goes on with the versions before; a start would be refused
    private static IEnumerable<ConnectionFinding> Broken(Site site) => site.Catalog.Diagnostics
        .Where(diagnostic => diagnostic.Severity == Severity.Error)
        .GroupBy(diagnostic => diagnostic.File)
        .Select(file => new ConnectionFinding($"{file.Key} compiles", FindingResult.No, $"{file.First().Code} on {file.First().Line}:{file.First().Column}: {file.First().Message} A service that runs goes on with the version before. See: lerbridge mapping check"));

    private static async Task<IReadOnlyList<ConnectionFinding>> SchedulesAsync(Bridge? bridge, Site site, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var now = surroundings.Time.GetUtcNow();
        var outlooks = bridge is null ? ScheduleCommand.Unknown(site.Options.Schedules, now) : await ScheduleCommand.LookAsync(bridge, bridge.Options.Schedules, now, cancellationToken);
        return outlooks.Count == 0
            ? [new ConnectionFinding("no schedule", FindingResult.Yes, "nothing runs by itself")]
            : [.. outlooks.Select(outlook => outlook switch
            {
                { Missed: not null } => new ConnectionFinding(ScheduleText.Of(outlook, now), FindingResult.No, "LB4090: no service took it up. Is serve running? See: lerbridge error LB4090"),
                { Next: null, Pause: null } => new ConnectionFinding($"schedule {outlook.Schedule.Name} never runs again", FindingResult.No, "Change its Cron."),
                _ => new ConnectionFinding(ScheduleText.Of(outlook, now), FindingResult.Yes),
            })];
    }

    private static async Task<ConnectionReport> SendTestAsync(Site site, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var channels = NoticeChannels.Of(site.Options.Notifications);
        if (channels.Count == 0)
        {
            return new ConnectionReport([new ConnectionFinding("somebody is told", FindingResult.No, "LerBridge:Notifications has neither Mail nor Webhook.")]);
        }

        var now = surroundings.Time.GetUtcNow();
        var notice = new Notice($"test:{now.ToUnixTimeMilliseconds()}", NoticeKind.Test, "LerBridge: a test", $"Sent at {LocalTime.Text(now, site.Options.TimeZone)} by lerbridge doctor --send-test. Whoever reads this is told what LerBridge has to tell.\n", now);
        var findings = new List<ConnectionFinding>();
        foreach (var channel in channels)
        {
            var trouble = await channel.SendAsync(notice, cancellationToken);
            findings.Add(new ConnectionFinding($"test by {channel.Name}", trouble is null ? FindingResult.Yes : FindingResult.No, trouble ?? "sent"));
        }

        return new ConnectionReport(findings);
    }

    private static async Task<IReadOnlyList<ConnectionFinding>> HereAsync(Bridge bridge, CancellationToken cancellationToken)
    {
        var findings = await new Health(bridge.Services).LookAsync(cancellationToken);
        return
        [
            .. findings.Select(finding => new ConnectionFinding(finding.Subject, finding.NeedsSomebody ? FindingResult.No : FindingResult.Yes, finding.Why)),
            await StatusListsAsync(bridge, cancellationToken),
            await WritingAsync(bridge.Ledger, cancellationToken),
        ];
    }

    private static async Task<ConnectionFinding> StatusListsAsync(Bridge bridge, CancellationToken cancellationToken)
    {
        const string name = "status lists";
        try
        {
            var doubts = await new PublishedLists(bridge.Services).LookAsync(cancellationToken);
            if (doubts.Count == 0 && await new PublishedLists(bridge.Services).LookAtKeptAsync(cancellationToken) is { } kept)
            {
                return new ConnectionFinding(name, FindingResult.No, kept);
            }

            return doubts.Count == 0
                ? new ConnectionFinding(name, FindingResult.Yes, "published as the ledger has them")
                : new ConnectionFinding(name, FindingResult.No, $"In {bridge.Options.PublicFolder}: {string.Join(" ", doubts)} Sign them anew: lerbridge status publish");
        }
        catch (BridgeException trouble)
        {
            return new ConnectionFinding(name, FindingResult.No, $"{trouble.Code}: {trouble.Message}");
        }
    }

    private static async Task<ConnectionFinding> WritingAsync(Ledger ledger, CancellationToken cancellationToken)
    {
        try
        {
            await ledger.CheckWritingAsync(cancellationToken);
            return new ConnectionFinding($"ledger {ledger.Place}", FindingResult.Yes, "it can be written");
        }
        catch (StoreException problem)
        {
            var why = ledger.Unwritable ?? problem;
            return new ConnectionFinding($"ledger {ledger.Place}", FindingResult.No, $"{why.Code}: {why.Message}");
        }
    }

    private static IEnumerable<ConnectionFinding> Folders(Site site, Surroundings surroundings) => new DataFolders(site.Options, surroundings.Time).Look()
        .Select(folder => new ConnectionFinding($"folder {folder.Folder}", folder.Trouble is null ? FindingResult.Yes : FindingResult.No, folder.Trouble ?? "it can be written"));

    private static ConnectionFinding Disk(Site site)
    {
        var directory = site.Options.DataDirectory;
        try
        {
            var free = new DriveInfo(directory).AvailableFreeSpace;
            return new ConnectionFinding("disk", free > 1L << 30 ? FindingResult.Yes : FindingResult.No, $"{free >> 20:N0} MiB free under {directory}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new ConnectionFinding("disk", FindingResult.Unknown, $"{directory} cannot be looked at");
        }
    }
}
