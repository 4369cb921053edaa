namespace LerBridge.Core.Credentials;

/// <summary>Everything that a credential says before it is signed.</summary>
public sealed record CredentialDraft
{
    /// <summary>The credential's id, <c>urn:uuid:…</c>; the same for every version of it.</summary>
    public required string Id { get; init; }

    /// <summary>The profile it is built by.</summary>
    public required CredentialProfile Profile { get; init; }

    /// <summary>
    /// What the mapping says: a UTF-8 JSON object with <c>name</c>, <c>awardedDate</c>, <c>credentialSubject</c> and so on, in the form of the credential itself,
    /// without the members that the engine fills (mapping/v1 §4.5).
    /// </summary>
    public required ReadOnlyMemory<byte> Claims { get; init; }

    /// <summary>The subject's id: a pairwise <c>urn:uuid:</c> until a wallet binds its own.</summary>
    public required string SubjectId { get; init; }

    /// <summary>From when it is valid, in whole seconds. A correction is newer than what it corrects.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>The places in status lists that were allotted to it.</summary>
    public required IReadOnlyList<StatusEntry> Status { get; init; }
}

/// <summary>A place in a status list.</summary>
/// <param name="Purpose">What a set bit there means.</param>
/// <param name="List">The list's number, 1 and up: <c>/status/{n}.json</c>.</param>
/// <param name="Index">The bit's index.</param>
public sealed record StatusEntry(StatusPurpose Purpose, int List, int Index);

/// <summary>What a set bit of a status list means (Bitstring Status List 1.0, section 2.2).</summary>
public enum StatusPurpose
{
    /// <summary>Withdrawn for good.</summary>
    Revocation,

    /// <summary>Not to be relied on for now.</summary>
    Suspension,
}
