using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;
using LerBridge.Credentials.Keys;
using LerBridge.Storage;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker;

/// <summary>A site with its ledger and keys open: what runs, serves and answers questions stand on.</summary>
internal sealed class Bridge(Site site, BridgeServices services, ICredentialRegister register, KeyStore keys, Ledger ledger) : IAsyncDisposable
{
    public Site Site => site;

    public BridgeOptions Options => site.Options;

    public BridgeServices Services => services;

    public ICredentialRegister Register => register;

    public KeyStore Keys => keys;

    public Ledger Ledger => ledger;

    /// <summary>The same bridge with another day as <c>record_date</c>; what it stands on stays the owner's.</summary>
    public Bridge AsOf(DateOnly day) => new(site, services with { AsOf = day }, register, keys, ledger);

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    /// <summary>Makes a plan of one mapping, or of a part of its stream; nothing else is changed.</summary>
    public Task<RunReport> PlanAsync(MappingPlan plan, PlanPart? part, IProgress<RunProgress>? progress, CancellationToken cancellationToken) =>
        new BridgeRunner(services).PlanAsync(plan, site.Connector(plan), part, progress, cancellationToken);

    /// <summary>Applies a plan that waits.</summary>
    public Task<RunReport> ApplyAsync(MappingPlan plan, string planId, PlanApproval approval, IProgress<RunProgress>? progress, CancellationToken cancellationToken) =>
        new BridgeRunner(services).ApplyAsync(plan, planId, approval, progress, cancellationToken);

    /// <summary>Runs one mapping from its source to the first delivery attempts.</summary>
    public Task<RunReport> RunAsync(MappingPlan plan, IProgress<RunProgress>? progress, CancellationToken cancellationToken) =>
        new BridgeRunner(services).RunAsync(plan, site.Connector(plan), progress, cancellationToken);
}
