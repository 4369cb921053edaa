using LerBridge.Credentials;
using LerBridge.Credentials.JsonLd;

namespace LerBridge.Tests.Credentials.Proofs;

/// <summary>The contexts that the standards' vectors use and the product does not ship.</summary>
internal static class VectorContexts
{
    public static Canonicalizers Canonicalizers => new(new EmbeddedContexts(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["https://www.w3.org/ns/credentials/examples/v2"] = Shared.Path("standards/data/contexts/w3c/credentials-examples-v2.jsonld"),
    }));
}
