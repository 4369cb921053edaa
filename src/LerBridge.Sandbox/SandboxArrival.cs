namespace LerBridge.Sandbox;

/// <summary>One thing that the registry received.</summary>
/// <param name="Sequence">1 for the first arrival.</param>
/// <param name="Kind">A credential, or the change of a status.</param>
/// <param name="Key">The Idempotency-Key.</param>
/// <param name="CredentialId">The credential's id.</param>
/// <param name="ValidFrom">The credential's validFrom as it was written, which tells its versions apart; null for a status.</param>
/// <param name="Status">revoked, suspended or valid; null for a credential.</param>
/// <param name="Sha256">SHA-256 of the body, lower-case hex.</param>
/// <param name="Times">How often a request with this key arrived.</param>
/// <param name="ReceivedAt">When the first of them did.</param>
/// <param name="ContentType">The Content-Type as sent.</param>
/// <param name="Body">The document as it was received.</param>
public sealed record SandboxArrival(
    int Sequence,
    SandboxArrivalKind Kind,
    string Key,
    string CredentialId,
    string? ValidFrom,
    string? Status,
    string Sha256,
    int Times,
    DateTimeOffset ReceivedAt,
    string ContentType,
    ReadOnlyMemory<byte> Body);
