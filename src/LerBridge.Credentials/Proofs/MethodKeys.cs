using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Proofs;

/// <summary>Keys that a verification method's URL itself tells: did:key, or a fragment that is a Multikey.</summary>
internal static class MethodKeys
{
    private const string DidKey = "did:key:";

    /// <returns>Null where the URL does not tell the key.</returns>
    public static PublicKey? OfUrl(string verificationMethod)
    {
        var hash = verificationMethod.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0)
        {
            return PublicKey.FromMultibase(verificationMethod[(hash + 1)..]);
        }

        // seen in the wild: the DID without a fragment
        return verificationMethod.StartsWith(DidKey, StringComparison.Ordinal) ? PublicKey.FromMultibase(verificationMethod[DidKey.Length..]) : null;
    }
}
