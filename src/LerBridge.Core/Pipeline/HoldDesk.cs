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

        if (hold.Record.Code == HoldKinds.Decided && (hold.Record.Where is not { } where || !plan.Releasable.Contains(where)))
        {
            return new HandRefusal(
                "LB4071", "What stands below that reason in the mapping counts on a value that the record lacks, or the mapping has changed since. Mend the record at its source, or the mapping, and run it.");
        }

        return plan.Repeat.Keep != Keep.Every && hold.Record.Code != ChangePolicy.WaitsCode
            ? new HandRefusal("LB4071", "The mapping keeps one record of several, so that what follows depends on the others too: change the mapping's on_change, or let the source say it.")
            : null;
    }

    /// <summary>
    /// The same, and why a release would come to nothing: without the reason that holds it, the mapping gives no credential for the record as it was read last. Where no run has kept the
    /// record, the next one says.
    /// </summary>
    public async Task<HandRefusal?> RefusalAsync(HoldView hold, MappingPlan plan, CancellationToken cancellationToken)
    {
        if (Refusal(hold, plan) is { } refusal)
        {
            return refusal;
        }

        if (hold.Record.Code != HoldKinds.Decided
            || await this.services.Seen.FindAsync(plan.Id, plan.Connector, plan.Schema.Stream, cancellationToken) is not { } extract
            || await this.services.Seen.FindRecordAsync(extract, hold.Record.RecordKey, cancellationToken) is not { RejectCode: null } seen)
        {
            return null;
        }

        var mapper = new CheckedMapper(plan, extract.RecordDate, this.services.Issuer.Check);
        return mapper.Map(mapper.Read(seen.Content.Span, seen.Number), Places(hold, plan)) switch
        {
            MapResult.Issue => null,

            // another reason to hold, further down: a person looks at that one next
            MapResult.Hold { Reason.Code: HoldKinds.Decided } => null,
            MapResult.Skip skip => Nothing(skip.Reason),
            MapResult.Hold held => Nothing(held.Reason),
            MapResult.Fail fail => Nothing(fail.Reason),
            MapResult.Stop stop => Nothing(stop.Reason),
            _ => null,
        };
    }

    private static HandRefusal Nothing(MapReason reason) =>
        new("LB4071", $"Without that reason the mapping gives no credential for this record either: {reason.Text} ({reason.Code}, {reason.Where}).");

    // Each reason is released by itself; what was released before, for the same content and mapping, stays so.
    private static HashSet<string> Places(HoldView hold, MappingPlan plan) =>
        [hold.Record.Where ?? string.Empty, .. hold.Record.Verdict is { } before && before.MappingHash == plan.Hash ? before.Places.Split('\n') : []];

    /// <summary>Writes down what a person decided, as an act by hand with a signed manifest of its own.</summary>
    /// <returns>False where the record is no longer held as it was shown.</returns>
    public async Task<bool> RuleAsync(HoldView hold, MappingPlan plan, bool release, string reason, string by, CancellationToken cancellationToken)
    {
        var at = this.services.Time.GetUtcNow();
        var verdict = new HoldVerdict
        {
            Mapping = hold.Record.Mapping,
            RecordKey = hold.Record.RecordKey,
            Code = hold.Record.Code,
            Fingerprint = hold.Record.Fingerprint,
            Release = release,
            MappingHash = plan.Hash,
            Reason = reason,
            By = by,
            At = at,
            Places = hold.Record.Code == HoldKinds.Decided ? hold.Record.Where ?? string.Empty : string.Empty,
        };
        var which = this.services.Secret.Redact($"{hold.Record.Mapping} {hold.Record.RecordKey}");
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, this.services.Zone).DateTime);
        var manifests = new ManifestDesk(this.services);
        if (!await this.services.Holds.RuleAsync(new HoldAct($"{at.UtcDateTime:yyyyMMdd'T'HHmmssfff}-hold-{which}", day, verdict), manifests.Seal, cancellationToken))
        {
            return false;
        }

        await manifests.PublishEndAsync(cancellationToken);
        return true;
    }

    private HoldView View(HeldRecord record) => new(this.services.Secret.Redact(record.RecordKey), record, HoldKinds.Of(record.Code));
}

/// <summary>A held record as persons name it.</summary>
/// <param name="Id">The keyed hash of its record key, as runs show it.</param>
/// <param name="Record">The record.</param>
/// <param name="Kind">What kind of hold it is.</param>
public sealed record HoldView(string Id, HeldRecord Record, HoldKind Kind);
