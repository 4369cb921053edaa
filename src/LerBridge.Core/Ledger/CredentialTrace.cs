using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;

namespace LerBridge.Core.Ledger;

/// <summary>Where a credential comes from and where it went, as far as the ledger knows.</summary>
public sealed record CredentialTrace
{
    /// <summary>The fingerprint of the record by which it was last decided; null where the record was forgotten.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The record date of that decision.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>Since when the source no longer has the record; null where it has.</summary>
    public DateOnly? AbsentSince { get; init; }

    /// <summary>Every version, oldest first.</summary>
    public required IReadOnlyList<TracedVersion> Versions { get; init; }

    /// <summary>The other keys with which it went on, oldest first: there is no version for them, since nothing else changed.</summary>
    public required IReadOnlyList<KeyChange> KeyChanges { get; init; }

    /// <summary>Every message about it, oldest first, with every answer.</summary>
    public required IReadOnlyList<TracedDelivery> Deliveries { get; init; }
}

/// <summary>A version with what it was made from.</summary>
/// <param name="Version">The register version.</param>
/// <param name="At">When it came to be.</param>
/// <param name="Operation">What happened.</param>
/// <param name="State">What the credential was worth from then on.</param>
/// <param name="Change">What had happened at the source.</param>
/// <param name="RunId">The run, or the act by hand.</param>
/// <param name="MappingHash">The mapping's hash then; empty for an act by hand.</param>
/// <param name="PlanHash">The plan's hash; null for an act by hand.</param>
/// <param name="ApprovedBy">Who applied the plan; null where it applied itself.</param>
/// <param name="ClaimsHash">The claims' hash.</param>
/// <param name="KeyId">The key that signed; null where nothing was signed.</param>
/// <param name="By">Who did it by hand.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record TracedVersion(
    int Version,
    DateTimeOffset At,
    DeliveryOperation Operation,
    CredentialState State,
    SourceChange? Change,
    string RunId,
    string MappingHash,
    string? PlanHash,
    string? ApprovedBy,
    string? ClaimsHash,
    string? KeyId,
    string? By,
    string? Reason);

/// <summary>A message about a credential.</summary>
/// <param name="Destination">To whom.</param>
/// <param name="Version">The register version that it tells.</param>
/// <param name="Operation">What it tells.</param>
/// <param name="State">queued, retrying, accepted, refused, held, in-doubt or needless.</param>
/// <param name="HeldCode">Why it is held.</param>
/// <param name="IdempotencyKey">Its key, the same on every attempt.</param>
/// <param name="Attempts">The attempts, oldest first.</param>
public sealed record TracedDelivery(string Destination, int Version, DeliveryOperation Operation, string State, string? HeldCode, string IdempotencyKey, IReadOnlyList<TracedAttempt> Attempts);

/// <summary>An attempt to deliver, with the receiver's own words.</summary>
/// <param name="At">When.</param>
/// <param name="Outcome">accepted, retry, barred, refused or unanswered.</param>
/// <param name="Code">Our reading of it, as a code.</param>
/// <param name="Reason">The same in words.</param>
/// <param name="Answer">The receiver's raw answer.</param>
public sealed record TracedAttempt(DateTimeOffset At, string Outcome, string? Code, string? Reason, string? Answer);
