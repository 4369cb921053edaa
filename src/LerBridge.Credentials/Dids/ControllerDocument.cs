using System.Text.Json;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Dids;

/// <summary>What a DID document says of the keys that may sign credentials (Controlled Identifiers 1.0; DID Core 1.0).</summary>
/// <param name="Id">The DID.</param>
/// <param name="Methods">Its verification methods.</param>
/// <param name="AssertionMethods">The absolute ids of those that may make assertions.</param>
internal sealed record ControllerDocument(string Id, IReadOnlyList<VerificationMethod> Methods, IReadOnlyList<string> AssertionMethods)
{
    private const int MaxMethods = 200;

    /// <summary>The method of that id; null where there is none.</summary>
    public VerificationMethod? Method(string id) => this.Methods.FirstOrDefault(method => method.Id == id);

    /// <returns>Null where it is no controller document, or lists more than 200 methods.</returns>
    public static ControllerDocument? Parse(JsonElement document)
    {
        if (Text(document, "id") is not { Length: > 0 } id)
        {
            return null;
        }

        var methods = new List<VerificationMethod>();
        var assertions = new List<string>();
        foreach (var method in Items(document, "verificationMethod"))
        {
            if (Read(method, id) is { } read)
            {
                methods.Add(read);
            }
        }

        foreach (var assertion in Items(document, "assertionMethod"))
        {
            if (assertion.ValueKind == JsonValueKind.String)
            {
                assertions.Add(Absolute(assertion.GetString(), id));
            }
            else if (Read(assertion, id) is { } embedded)
            {
                methods.Add(embedded);
                assertions.Add(embedded.Id);
            }
        }

        return methods.Count <= MaxMethods && assertions.Count <= MaxMethods ? new ControllerDocument(id, WithoutTwins(methods), assertions) : null;
    }

    /// <summary>Of two methods with one id nobody can tell which is meant (DID Core 1.0, section 5.2 forbids them).</summary>
    private static List<VerificationMethod> WithoutTwins(List<VerificationMethod> methods)
    {
        var twins = methods.CountBy(method => method.Id, StringComparer.Ordinal).Where(pair => pair.Value > 1).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        return twins.Count == 0 ? methods : methods.ConvertAll(method => twins.Contains(method.Id) ? method with { Flaw = "two methods have its id" } : method);
    }

    private static VerificationMethod? Read(JsonElement method, string did)
    {
        if (Text(method, "id") is not { Length: > 0 } id)
        {
            return null;
        }

        // what cannot be read is not as good as absent: a key whose revocation is misspelled is a revoked key
        var flaw = Text(method, "controller") is not { Length: > 0 } ? "it names no controller"
            : !TryTime(method, "expires", out _) ? "its expires is no date and time with a zone"
            : !TryTime(method, "revoked", out _) ? "its revoked is no date and time with a zone"
            : null;
        TryTime(method, "expires", out var expires);
        TryTime(method, "revoked", out var revoked);
        var (key, noKey) = ReadKey(method);
        return new VerificationMethod(Absolute(id, did), Text(method, "controller") ?? did, key, expires, revoked) { Flaw = flaw, NoKey = noKey };
    }

    private static (PublicKey? Key, string? Why) ReadKey(JsonElement method)
    {
        if (method.TryGetProperty("publicKeyMultibase", out _))
        {
            return Text(method, "publicKeyMultibase") is { } multibase && PublicKey.FromMultibase(multibase) is { } key
                ? (key, null)
                : (null, "its publicKeyMultibase is no public key of a kind that is known here");
        }

        if (method.TryGetProperty("publicKeyJwk", out var jwk))
        {
            var (key, refusal) = Jwk.Read(jwk);
            return (key, refusal?.TrimEnd('.'));
        }

        return (null, method.TryGetProperty("publicKeyBase58", out _)
            ? "its key is written as publicKeyBase58, an older form that says nothing of its kind"
            : "it has neither publicKeyMultibase nor publicKeyJwk");
    }

    private static string Absolute(string? id, string did) => id is ['#', ..] ? did + id : id ?? string.Empty;

    private static IEnumerable<JsonElement> Items(JsonElement document, string name)
    {
        if (!document.TryGetProperty(name, out var value))
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Take(MaxMethods + 1) : [value];
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <returns>False where the member is there and no dateTimeStamp (Controlled Identifiers 1.0, section 2.2).</returns>
    private static bool TryTime(JsonElement method, string name, out DateTimeOffset? time)
    {
        time = null;
        if (!method.TryGetProperty(name, out _))
        {
            return true;
        }

        if (Text(method, name) is not { } text || !DateTimeStamp.TryParse(text, out var read))
        {
            return false;
        }

        time = read;
        return true;
    }
}
