using LerBridge.Sandbox.Canvas;
using LerBridge.Sandbox.Ethos;
using LerBridge.Sandbox.Population;
using LerBridge.Sandbox.Prompt;
using LerBridge.Sandbox.Registry;
using LerBridge.Sandbox.Wire;
using LerBridge.Sandbox.Workday;

namespace LerBridge.Sandbox;

/// <summary>
/// Canvas, Ethos, Workday and a registry, imitated over HTTP on loopback ports in this process. The people in them are made up, and the same on every start.
/// </summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private readonly Arrivals _arrivals;
    private readonly Lock _gate = new();
    private readonly Dictionary<SandboxSite, Site> _sites = [];
    private World _world;
    private IReadOnlyList<SandboxChange> _changes = [];

    private SandboxHost(SandboxOptions options)
    {
        Options = options;
        _arrivals = new Arrivals(options.Time);
        _world = World.Make(options);
    }

    /// <summary>What it was started with: the tokens and names to connect with are here.</summary>
    public SandboxOptions Options { get; }

    /// <summary>Lasting traits of the sites.</summary>
    public SandboxSwitches Switches { get; } = new();

    /// <summary>Where Canvas listens; its API is under <c>/api/v1</c>.</summary>
    public Uri CanvasUrl => _sites[SandboxSite.Canvas].Url;

    /// <summary>Where the hub listens.</summary>
    public Uri EthosUrl => _sites[SandboxSite.Ethos].Url;

    /// <summary>Where Workday listens.</summary>
    public Uri WorkdayUrl => _sites[SandboxSite.Workday].Url;

    /// <summary>Where the registry listens; credentials are posted to <c>/credentials</c>.</summary>
    public Uri RegistryUrl => _sites[SandboxSite.Registry].Url;

    /// <summary>The path of the report LER_Positions.</summary>
    public string WorkdayReportPath => WorkdaySite.ReportPath(Options);

    /// <summary>The path of another report: LER_Certifications, LER_Skills or LER_Learning.</summary>
    public string WorkdayReport(string name) => WorkdaySite.ReportPath(Options, name);

    /// <summary>1 or 2.</summary>
    public int Day
    {
        get
        {
            lock (_gate)
            {
                return _changes.Count > 0 ? 2 : 1;
            }
        }
    }

    /// <summary>The day on which the sites believe to be.</summary>
    public DateOnly Today => Volatile.Read(ref _world).Today;

    /// <summary>What happened between the first day and now; empty on the first day.</summary>
    public IReadOnlyList<SandboxChange> Changes
    {
        get
        {
            lock (_gate)
            {
                return _changes;
            }
        }
    }

    /// <summary>What the registry received, in order.</summary>
    public IReadOnlyList<SandboxArrival> Arrivals => _arrivals.All;

    /// <summary>Starts the four sites.</summary>
    /// <exception cref="IOException">A port that was asked for is taken.</exception>
    public static async Task<SandboxHost> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Day is not (1 or 2))
        {
            throw new ArgumentException($"The sandbox has a first and a second day, not a day {options.Day}.", nameof(options));
        }

        var host = new SandboxHost(options);
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        return host;
    }

    /// <summary>Goes on to the second day and says what changed; on the second day nothing more happens and the same list is returned.</summary>
    public IReadOnlyList<SandboxChange> ApplyChanges()
    {
        lock (_gate)
        {
            if (_changes.Count == 0)
            {
                (var world, _changes) = DayTwo.Apply(_world, Options);
                Volatile.Write(ref _world, world);
            }

            return _changes;
        }
    }

    /// <summary>Makes a site misbehave; several faults happen in the order in which they were set.</summary>
    public void Break(SandboxSite site, SandboxFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        _sites[site].Faults.Add(fault);
    }

    /// <summary>Takes back the faults of a site, or of all.</summary>
    public void Heal(SandboxSite? site = null)
    {
        foreach (var (name, one) in _sites)
        {
            if (site is null || site == name)
            {
                one.Faults.Clear();
            }
        }
    }

    /// <summary>The faults of a site that are still to come.</summary>
    public IReadOnlyList<SandboxFault> Faults(SandboxSite site) => _sites[site].Faults.Pending();

    /// <summary>What a site counted.</summary>
    public SandboxCounters Counters(SandboxSite site) => _sites[site].Meter.Counters;

    /// <summary>The requests that a site answered, oldest first; at most the latest 20,000.</summary>
    public IReadOnlyList<SandboxRequest> Requests(SandboxSite site) => _sites[site].Meter.Requests;

    /// <summary>Stops listening.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_sites.Values.Select(site => site.StopAsync(cancellationToken)));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var site in _sites.Values)
        {
            await site.DisposeAsync();
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Options.Day == 2)
        {
            ApplyChanges();
        }

        World Now() => Volatile.Read(ref _world);
        var plans = new Dictionary<SandboxSite, SitePlan>
        {
            [SandboxSite.Canvas] = CanvasSite.Plan(Options, Switches, Now),
            [SandboxSite.Ethos] = EthosSite.Plan(Options, Switches, Now),
            [SandboxSite.Workday] = WorkdaySite.Plan(Options, Switches, Now),
            [SandboxSite.Registry] = RegistrySite.Plan(Options, Switches, _arrivals),
        };
        foreach (var (name, plan) in plans)
        {
            var control = new ControlEndpoints(this, name);
            _sites[name] = await Site.StartAsync(plan with { Map = routes => { plan.Map(routes); control.Map(routes); } }, Options.Time, cancellationToken);
        }
    }
}
