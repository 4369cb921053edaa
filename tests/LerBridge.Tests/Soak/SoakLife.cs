using LerBridge.Core.Pipeline;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using LerBridge.Tests.Connectors;
using LerBridge.Tests.Drivers;
using LerBridge.Tests.Pipeline;

namespace LerBridge.Tests.Soak;

/// <summary>A ledger over a system of the sandbox, night by night, with everything watched that comes out.</summary>
internal sealed class SoakLife : IAsyncDisposable
{
    private static readonly DateOnly FirstDay = new(2026, 11, 20);

    private readonly SoakedSystem system;
    private readonly HeardLog log = new();
    private WatchedWire wire;
    private WatchedConnector connector;

    private SoakLife(SoakedSystem system, SandboxHost sandbox)
    {
        this.system = system;
        this.Sandbox = sandbox;
        (this.wire, this.connector) = this.Connect(speed: 50);
    }

    public SandboxHost Sandbox { get; }

    public NightDriver Driver { get; private set; } = null!;

    /// <summary>What has been said so far that must not be: secrets in logs, messages and exceptions, tokens elsewhere than at home.</summary>
    public List<string> Leaks { get; } = [];

    public static async Task<SoakLife> StartAsync(SoakedSystem system)
    {
        var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Time = new FastTime(200) }, CancellationToken.None);
        Settle(sandbox);
        var life = new SoakLife(system, sandbox);
        life.Driver = await ShippedNight.StartAsync(system.Mapping, life.connector);
        life.Driver.With = services => services with { Logs = life.log, AsOf = sandbox.Day == 1 ? FirstDay : FirstDay.AddDays(1) };
        return life;
    }

    /// <summary>Everything works again.</summary>
    public void Heal()
    {
        this.Sandbox.Heal();
        Settle(this.Sandbox);
    }

    /// <summary>The second day comes; the systems that tell of changes tell of these.</summary>
    public void DayTwo()
    {
        this.Sandbox.ApplyChanges();
        Settle(this.Sandbox);
    }

    /// <summary>The process ends and begins again.</summary>
    public async Task RestartAsync(int speed)
    {
        this.wire.Dispose();
        (this.wire, this.connector) = this.Connect(speed);
        this.Driver.Other = this.connector;
        await this.Driver.RestartAsync();
    }

    /// <summary>A night, as bad as told.</summary>
    public async Task<(RunReport Report, bool Killed)> NightAsync(Mischief? mischief)
    {
        using var killer = new Killer(mischief);
        (this.wire.Killer, this.connector.Killer) = (killer, killer);
        var report = await this.Driver.NightAsync(killer, killer.Token);
        (this.wire.Killer, this.connector.Killer) = (null, null);
        this.Listen(report);
        return (report, killer.HasKilled);
    }

    public async ValueTask DisposeAsync()
    {
        this.wire.Dispose();
        await this.Driver.DisposeAsync();
        await this.Sandbox.DisposeAsync();
    }

    private static void Settle(SandboxHost sandbox)
    {
        var usual = new SandboxSwitches { CanvasHidesRateLimit = true };
        foreach (var property in typeof(SandboxSwitches).GetProperties())
        {
            property.SetValue(sandbox.Switches, property.GetValue(usual));
        }

        string Told(SandboxSite site, Func<string, string> tell) => string.Join(',', sandbox.Changes.Where(change => change.Site == site).Select(change => tell(change.Key)));
        sandbox.Switches.EthosChanges = Told(SandboxSite.Ethos, static key => $"replaced:student-transcript-grades:{key}");
        sandbox.Switches.WorkdayTypedIn = Told(SandboxSite.Workday, static key => key.Split(' ')[0]);
    }

    private void Listen(RunReport report)
    {
        var said = new List<string>(this.log.Lines);
        this.log.Lines.Clear();
        said.AddRange(this.connector.Thrown.Select(problem => problem.ToString()));
        said.AddRange(report.Problems.Select(problem => problem.Message));
        said.AddRange(report.Notices.Select(notice => notice.Message));
        said.Add($"{report.Failure?.Message} {report.Run.Failure} {report.Run.Staged?.Text}");
        this.connector.Thrown.Clear();
        var secrets = SoakedSystem.Secrets.Concat(this.wire.Tokens.Keys).ToList();
        this.Leaks.AddRange(said.Where(line => secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal))));
        var home = this.system.Site switch { SandboxSite.Canvas => this.Sandbox.CanvasUrl, SandboxSite.Ethos => this.Sandbox.EthosUrl, _ => this.Sandbox.WorkdayUrl };
        this.Leaks.AddRange(this.wire.Hosts.Keys.Where(host => host != home.Authority).Select(host => $"A token was sent to {host}."));
    }

    private (WatchedWire Wire, WatchedConnector Connector) Connect(int speed)
    {
        var made = new WatchedWire();
        return (made, new WatchedConnector(this.system.Connect(this.Sandbox, new ConnectorServices(new FastTime(speed), this.log), made)));
    }
}
