using LerBridge.Credentials.Dids;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Proofs;

/// <summary>Keys that a verification method's URL itself tells: did:key, did:jwk, or a fragment that is a Multikey.</summary>
internal static class MethodKeys
{
    /// <returns>Null where the URL does not tell the key.</returns>
    public static PublicKey? OfUrl(string verificationMethod)
    {
        var hash = verificationMethod.IndexOf('#', StringComparison.Ordinal);
        var controller = hash < 0 ? verificationMethod : verificationMethod[..hash];
        if (IsOwnDocument(controller))
        {
            var document = DidKey.Resolve(controller) ?? DidJwk.Resolve(controller);

            // seen in the wild: the DID without a fragment, which has one method; a fragment that names another key names none of this DID
            return hash < 0 ? document?.Methods[0].Key : document?.Method(verificationMethod)?.Key;
        }

        return hash < 0 ? null : PublicKey.FromMultibase(verificationMethod[(hash + 1)..]);
    }

    /// <summary>True where a did:key or did:jwk that is known here is said to have a key that it has not.</summary>
    public static bool IsForeign(string verificationMethod)
    {
        var hash = verificationMethod.IndexOf('#', StringComparison.Ordinal);
        return hash >= 0
            && (DidKey.Resolve(verificationMethod[..hash]) ?? DidJwk.Resolve(verificationMethod[..hash])) is { } document
            && document.Method(verificationMethod) is null;
    }

    /// <summary>True for a DID that is its own document, so that nothing else may say what its keys are.</summary>
    public static bool IsOwnDocument(string did) => did.StartsWith("did:key:", StringComparison.Ordinal) || did.StartsWith("did:jwk:", StringComparison.Ordinal);
}
