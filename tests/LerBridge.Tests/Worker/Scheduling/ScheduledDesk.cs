using System.Text.Json.Nodes;
using LerBridge.Tests.Soak;
using LerBridge.Tests.Worker.Cli;
using LerBridge.Worker;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Notices;
using LerBridge.Worker.Scheduling;
using LerBridge.Worker.Serving.Reload;
using LerBridge.Worker.Settings;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ManualTime = LerBridge.Tests.Drivers.ManualTime;

namespace LerBridge.Tests.Worker.Scheduling;

/// <summary>A site with one schedule, at a time that tests choose, and the parts of the service that look after it.</summary>
internal sealed class ScheduledDesk : IAsyncDisposable
{
    /// <summary>02:00 in Chicago, when the schedule runs.</summary>
    public static readonly DateTimeOffset Due = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private readonly ApplicationLifetime lifetime = new(NullLogger<ApplicationLifetime>.Instance);

    private ScheduledDesk(GradesDesk grades, ManualTime time, Bridge bridge)
    {
        (this.Grades, this.Time, this.Bridge) = (grades, time, bridge);
        this.Announcer = new Announcer(bridge, NullLogger<Announcer>.Instance);
        var live = new LiveMappings(bridge.Site.Catalog, bridge.Options.Schedules.SelectMany(schedule => schedule.Mappings), time.GetUtcNow());
        var runs = new ScheduledRuns(bridge, live, new RunGate(), this.lifetime, NullLogger<ScheduledRuns>.Instance);
        this.Firings = new ScheduleFirings(bridge, runs, this.Announcer, this.lifetime, this.Log.CreateLogger<ScheduleFirings>());
    }

    public GradesDesk Grades { get; }

    public ManualTime Time { get; }

    public Bridge Bridge { get; }

    public Announcer Announcer { get; }

    /// <summary>What the firings log.</summary>
    public HeardLog Log { get; } = new();

    public ScheduleFirings Firings { get; }

    public ScheduleSettings Schedule => this.Bridge.Options.Schedules[0];

    public static async Task<ScheduledDesk> OpenAsync(DateTimeOffset now, JsonObject? notifications = null, string? allow = null)
    {
        var grades = allow is null ? new GradesDesk() : new GradesDesk(allow);
        grades.Settings(root =>
        {
            root["TimeZone"] = "America/Chicago";
            root["Schedules"] = new JsonObject { ["nightly"] = new JsonObject { ["Cron"] = "0 0 2 * * ?", ["Mappings"] = new JsonArray("grades") } };
            root["Notifications"] = notifications ?? new JsonObject { ["Webhook"] = new JsonObject { ["Url"] = "http://127.0.0.1:9/none" } };
        });
        grades.Grades(GradesDesk.Rows(3));
        var time = new ManualTime(now);
        var terminal = new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null, outputIsTerminal: false, errorIsTerminal: false, colour: false);
        var bridge = await Composition.OpenAsync(new Surroundings(terminal, new System.Collections.Hashtable(), grades.Cli.Folder, time), config: null, CancellationToken.None);
        return new ScheduledDesk(grades, time, bridge);
    }

    /// <summary>A watch, as of a service that has just started.</summary>
    public ScheduleWatch Watch() => new(this.Bridge, this.Firings, this.Announcer, NullLogger<ScheduleWatch>.Instance);

    /// <summary>The keys of the notices that wait.</summary>
    public async Task<string[]> NoticesAsync() =>
        [.. (await this.Bridge.Ledger.Notices.TakeAsync(this.Time.GetUtcNow(), TimeSpan.Zero, 100, CancellationToken.None)).Select(notice => notice.Notice.Key)];

    /// <summary>Makes the schedule known, and taken up for the last time some days ago.</summary>
    public async Task KnownAsync(int daysAgo)
    {
        var last = Due.AddDays(-daysAgo);
        await this.Bridge.Ledger.Schedules.KnowAsync("nightly", this.Schedule.Rule, last.AddDays(-1), CancellationToken.None);
        await this.Bridge.Ledger.Schedules.BeginAsync("nightly", last, last, TimeSpan.Zero, CancellationToken.None);
        await this.Bridge.Ledger.Schedules.EndAsync("nightly", last, last.AddMinutes(1), "Done", CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await this.Bridge.DisposeAsync();
        this.Grades.Dispose();
    }
}
