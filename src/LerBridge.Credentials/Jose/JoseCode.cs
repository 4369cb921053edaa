namespace LerBridge.Credentials.Jose;

/// <summary>Why a JWT is not made or not believed.</summary>
internal enum JoseCode
{
    /// <summary>It has more bytes than are read.</summary>
    Oversize,

    /// <summary>It is not three segments with points between them.</summary>
    NotCompact,

    /// <summary>A segment is not base64url, strictly.</summary>
    NotBase64Url,

    /// <summary>Header or payload is no JSON object, or has a name twice.</summary>
    NotJson,

    /// <summary>The header names extensions that must be understood, and none is.</summary>
    Critical,

    /// <summary>The header has a member that the profile does not allow.</summary>
    HeaderMember,

    /// <summary>The <c>typ</c> is not that of a credential.</summary>
    Type,

    /// <summary>The <c>alg</c> is no signature with a public key: <c>none</c>, or symmetric.</summary>
    Unsigned,

    /// <summary>The <c>alg</c> is not verified here.</summary>
    AlgorithmUnknown,

    /// <summary>The profile does not allow the <c>alg</c>.</summary>
    AlgorithmNotAllowed,

    /// <summary>No key is named, or the one that is named is not at hand.</summary>
    KeyMissing,

    /// <summary>The key in the header cannot be used.</summary>
    KeyUnusable,

    /// <summary>The key is for another algorithm, or <c>kid</c> and <c>jwk</c> are two keys.</summary>
    KeyMismatch,

    /// <summary>This machine cannot verify with such a key.</summary>
    KeyUnsupported,

    /// <summary>The signature is not right.</summary>
    Signature,

    /// <summary>A registered claim that the profile requires is missing, or what it would repeat is.</summary>
    ClaimMissing,

    /// <summary>A registered claim says something else than the credential.</summary>
    ClaimMismatch,

    /// <summary>The subject has no <c>id</c>, which <c>sub</c> repeats.</summary>
    NoSubjectId,
}
