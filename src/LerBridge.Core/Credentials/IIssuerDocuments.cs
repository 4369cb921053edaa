namespace LerBridge.Core.Credentials;

/// <summary>Makes the documents that a verifier needs and that any plain web host can serve.</summary>
public interface IIssuerDocuments
{
    /// <summary>The issuer's DID document, from the keys in every state (DID Core 1.0; did:web).</summary>
    ReadOnlyMemory<byte> DidDocument();

    /// <summary>A signed status list credential (Bitstring Status List 1.0, section 2.1).</summary>
    ReadOnlyMemory<byte> StatusList(StatusListContent content);

    /// <summary>Reads a status list that was published, in whichever form, with its signature.</summary>
    /// <param name="document">The file's bytes.</param>
    /// <returns>What it says; null where it is no status list of this issuer, or not signed by a key of this issuer that is still believed.</returns>
    StatusListContent? OpenStatusList(ReadOnlyMemory<byte> document);

    /// <summary>The places in status lists that a signed credential of the issuer names.</summary>
    /// <param name="document">The credential as it was signed, in whichever form.</param>
    /// <returns>The places; null where the document cannot be read, or names a place that is none of a list of this issuer.</returns>
    IReadOnlyList<StatusEntry>? PlacesIn(ReadOnlyMemory<byte> document);

    /// <summary>Whether lists are published as JWTs besides, which <see cref="StatusListJwt"/> makes.</summary>
    bool HasJwtLists => false;

    /// <summary>The same list as a JWT, for the credentials that are JWTs themselves; null where the issuer has no key for JWTs.</summary>
    ReadOnlyMemory<byte>? StatusListJwt(StatusListContent content) => null;
}

/// <summary>The content of a status list.</summary>
/// <param name="Number">Its number: <c>/status/{n}.json</c>, and as a JWT <c>/status/{n}.jwt</c>.</param>
/// <param name="Purpose">What its bits mean.</param>
/// <param name="Length">How many bits it has: at least 131,072.</param>
/// <param name="SetBits">The indices of the bits that are set.</param>
/// <param name="ValidFrom">When it was made.</param>
/// <param name="ValidUntil">Until when it may be relied on; a new one is published before.</param>
public sealed record StatusListContent(
    int Number,
    StatusPurpose Purpose,
    int Length,
    IReadOnlyCollection<int> SetBits,
    DateTimeOffset ValidFrom,
    DateTimeOffset ValidUntil);
