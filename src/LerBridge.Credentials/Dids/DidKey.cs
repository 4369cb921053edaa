using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Dids;

/// <summary>did:key: a DID that is its own key (https://w3c-ccg.github.io/did-key-spec/).</summary>
internal static class DidKey
{
    private const string Prefix = "did:key:";

    public static string Of(PublicKey key) => Prefix + key.Multibase;

    /// <summary>The verification method of a did:key.</summary>
    public static string MethodOf(PublicKey key) => $"{Prefix}{key.Multibase}#{key.Multibase}";

    /// <returns>Null where the text is no did:key of a kind that we know.</returns>
    public static ControllerDocument? Resolve(string did)
    {
        if (!did.StartsWith(Prefix, StringComparison.Ordinal) || PublicKey.FromMultibase(did[Prefix.Length..]) is not { } key)
        {
            return null;
        }

        var id = $"{did}#{key.Multibase}";
        return new ControllerDocument(did, [new VerificationMethod(id, did, key, null, null)], [id]) { Authentications = [id] };
    }
}
