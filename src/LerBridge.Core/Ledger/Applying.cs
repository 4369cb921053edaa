using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;

namespace LerBridge.Core.Ledger;

/// <summary>A row of the plan that is about to be applied.</summary>
public sealed record PlannedChange
{
    /// <summary>What was decided.</summary>
    public required Decision Decision { get; init; }

    /// <summary>The status entries of the credential: allotted now for a new one, the same as ever for others. Empty where no credential is concerned.</summary>
    public required IReadOnlyList<StatusEntry> Status { get; init; }

    /// <summary>The <c>validFrom</c> of the version before; null for a new credential.</summary>
    public DateTimeOffset? PreviousValidFrom { get; init; }

    /// <summary>What the credential is worth before the change; null for a new one.</summary>
    public CredentialState? State { get; init; }
}

/// <summary>What applying a row came to. Rows without a credential change have neither version nor messages.</summary>
public sealed record AppliedChange
{
    /// <summary>The row; its kind may have become held or failed at the last check.</summary>
    public required Decision Decision { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What comes before <see cref="Version"/>: the revocation of the credential it replaces, or the correction before it is reinstated.</summary>
    public IReadOnlyList<EarlierVersion> Earlier { get; init; } = [];

    /// <summary>The new version of the credential; null where it does not change.</summary>
    public CredentialVersion? Version { get; init; }

    /// <summary>What destinations are to be told.</summary>
    public IReadOnlyList<NewMessage> Messages { get; init; } = [];

    /// <summary>Destinations that a credential which stands unchanged may go to: the newest message to each is queued where it was held.</summary>
    public IReadOnlyList<string> Released { get; init; } = [];
}

/// <summary>A version that is written before the one that a row ends with, and what destinations are to be told of it.</summary>
public sealed record EarlierVersion(CredentialVersion Version, IReadOnlyList<NewMessage> Messages);

/// <summary>A new version of a credential in the register.</summary>
public sealed record CredentialVersion
{
    /// <summary>The credential's id.</summary>
    public required string CredentialId { get; init; }

    /// <summary>Its register version: one more than before.</summary>
    public required int Version { get; init; }

    /// <summary>What it is worth from now on.</summary>
    public required CredentialState State { get; init; }

    /// <summary>When this version came to be.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened.</summary>
    public required DeliveryOperation Operation { get; init; }

    /// <summary>The newly signed credential; null where only the status changed.</summary>
    public IssuedCredential? Issued { get; init; }

    /// <summary>The <c>validFrom</c> of <see cref="Issued"/>.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>The subject's id.</summary>
    public string? SubjectId { get; init; }

    /// <summary>The person as a keyed hash, as it appears outside.</summary>
    public required string Person { get; init; }

    /// <summary>What had happened at the source; null where a person did it by hand.</summary>
    public SourceChange? Change { get; init; }

    /// <summary>Why it is suspended or revoked, where it is from this version on.</summary>
    public StopCause? Cause { get; init; }

    /// <summary>Why, as a code.</summary>
    public string? Code { get; init; }

    /// <summary>Why, in words.</summary>
    public string? Reason { get; init; }

    /// <summary>Who did it by hand; null for a run.</summary>
    public string? By { get; init; }
}

/// <summary>A message for the outbox.</summary>
/// <param name="Destination">The destination's name.</param>
/// <param name="IdempotencyKey">The key of (destination, credential, version, operation).</param>
/// <param name="Operation">What is told.</param>
/// <param name="HeldCode">Where delivery is held: why, as a code; null for a message that is due at once.</param>
public sealed record NewMessage(string Destination, string IdempotencyKey, DeliveryOperation Operation, string? HeldCode);

/// <summary>What one part of applying came to.</summary>
/// <param name="Taken">Rows taken from the plan.</param>
/// <param name="Changed">The rows whose kind differs from what was planned, as they are now.</param>
public sealed record ApplyResult(int Taken, IReadOnlyList<Decision> Changed);
