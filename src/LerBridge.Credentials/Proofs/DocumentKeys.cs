using LerBridge.Credentials.Dids;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Verifying;

namespace LerBridge.Credentials.Proofs;

/// <summary>
/// Keys of verification methods (Controlled Identifiers 1.0, section 3.3) in an order that lets no document or fragment speak for a DID that is its own key: first did:key and
/// did:jwk, then the documents at hand, then a fragment that is the key.
/// </summary>
/// <param name="documents">DID documents by their DID or by where did:web serves them, and key documents by the URL of the method.</param>
internal sealed class DocumentKeys(IContextLoader documents)
{
    /// <returns>Null where no key is at hand, or the document that should have it has none that can be relied on.</returns>
    /// <exception cref="JsonLdException">A document that was given cannot be read.</exception>
    public PublicKey? Find(string verificationMethod)
    {
        var hash = verificationMethod.IndexOf('#', StringComparison.Ordinal);
        var controller = hash < 0 ? verificationMethod : verificationMethod[..hash];
        if (MethodKeys.IsOwnDocument(controller))
        {
            return MethodKeys.OfUrl(verificationMethod);
        }

        if (this.Controller(controller) is { } document)
        {
            return document.Method(verificationMethod) is { Flaw: null } method ? method.Key : null;
        }

        return documents.TryLoad(verificationMethod, out var own) && HostedKey.Read(own) is { } hosted ? hosted.Key : MethodKeys.OfUrl(verificationMethod);
    }

    private ControllerDocument? Controller(string id)
    {
        var found = documents.TryLoad(id, out var json) || (DidWeb.TryGetUrl(id, out var url) && documents.TryLoad(url.AbsoluteUri, out json));

        // a document speaks for its own id alone, wherever it lies
        return found && ControllerDocument.Parse(json) is { Methods.Count: > 0 } document && document.Id == id ? document : null;
    }
}
