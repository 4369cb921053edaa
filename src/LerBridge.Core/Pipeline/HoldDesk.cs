using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;

namespace LerBridge.Core.Pipeline;

/// <summary>Where persons look at held records and decide about them. A decision takes effect with the next run, which reads the record again.</summary>
public sealed class HoldDesk
{
    private const int MostLooked = 1_000_000;

    private readonly BridgeServices services;

    /// <summary>Makes the desk.</summary>
    public HoldDesk(BridgeServices services) => this.services = services;

    /// <summary>Held records, with the ids by which they are named outside.</summary>
    public async Task<IReadOnlyList<HoldView>> ListAsync(string? mapping, string? kind, int limit, CancellationToken cancellationToken)
    {
        var held = await this.services.Holds.ListAsync(mapping, kind is null ? limit : MostLooked, cancellationToken);
        return [.. held.Select(this.View).Where(view => kind is null || view.Kind.Name == kind).Take(limit)];
    }

    /// <summary>The held records that a person means: by the hash of the record, or its key. More than one where several mappings hold it.</summary>
    public async Task<IReadOnlyList<HoldView>> FindAsync(string asked, string? mapping, CancellationToken cancellationToken) =>
        [.. (await this.services.Holds.ListAsync(mapping, MostLooked, cancellationToken)).Select(this.View).Where(view => view.Id == asked || view.Record.RecordKey == asked)];

    /// <summary>Why a hold cannot be released by a person's yes; null where it can.</summary>
    /// <param name="hold">The hold.</param>
    /// <param name="plan">Its mapping as it is now.</param>
    public static HandRefusal? Refusal(HoldView hold, MappingPlan plan)
    {
        if (!hold.Kind.Releasable)
        {
            return new HandRefusal("LB4071", hold.Kind.Advice);
        }

        return plan.Repeat.Keep != Keep.Every && hold.Record.Code != ChangePolicy.WaitsCode
            ? new HandRefusal("LB4071", "The mapping keeps one record of several, so that what follows depends on the others too: change the mapping's on_change, or let the source say it.")
            : null;
    }

    /// <summary>Writes down what a person decided.</summary>
    /// <returns>False where the record is no longer held as it was shown.</returns>
    public Task<bool> RuleAsync(HoldView hold, MappingPlan plan, bool release, string reason, string by, CancellationToken cancellationToken) => this.services.Holds.RuleAsync(
        new HoldVerdict
        {
            Mapping = hold.Record.Mapping,
            RecordKey = hold.Record.RecordKey,
            Code = hold.Record.Code,
            Fingerprint = hold.Record.Fingerprint,
            Release = release,
            MappingHash = plan.Hash,
            Reason = reason,
            By = by,
            At = this.services.Time.GetUtcNow(),
        },
        cancellationToken);

    private HoldView View(HeldRecord record) => new(this.services.Secret.Redact(record.RecordKey), record, HoldKinds.Of(record.Code));
}

/// <summary>A held record as persons name it.</summary>
/// <param name="Id">The keyed hash of its record key, as runs show it.</param>
/// <param name="Record">The record.</param>
/// <param name="Kind">What kind of hold it is.</param>
public sealed record HoldView(string Id, HeldRecord Record, HoldKind Kind);
