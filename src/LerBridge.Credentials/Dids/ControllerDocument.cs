using System.Globalization;
using System.Text.Json;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Dids;

/// <summary>What a DID document says of the keys that may sign credentials (Controlled Identifiers 1.0; DID Core 1.0).</summary>
/// <param name="Id">The DID.</param>
/// <param name="Methods">Its verification methods.</param>
/// <param name="AssertionMethods">The absolute ids of those that may make assertions.</param>
internal sealed record ControllerDocument(string Id, IReadOnlyList<VerificationMethod> Methods, IReadOnlyList<string> AssertionMethods)
{
    private const int MaxMethods = 200;

    /// <summary>The absolute ids of those by which the controller may show who they are.</summary>
    public IReadOnlyList<string> Authentications { get; init; } = [];

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
        foreach (var method in Items(document, "verificationMethod"))
        {
            if (Read(method, id) is { } read)
            {
                methods.Add(read);
            }
        }

        var assertions = Relationship(document, "assertionMethod", id, methods);
        var authentications = Relationship(document, "authentication", id, methods);
        return methods.Count <= MaxMethods && assertions.Count <= MaxMethods && authentications.Count <= MaxMethods
            ? new ControllerDocument(id, methods, assertions) { Authentications = authentications }
            : null;
    }

    /// <summary>The methods of a relationship, by name or in it (Controlled Identifiers 1.0, section 2.3); those in it are added to the others.</summary>
    private static List<string> Relationship(JsonElement document, string name, string id, List<VerificationMethod> methods)
    {
        var related = new List<string>();
        foreach (var method in Items(document, name))
        {
            if (method.ValueKind == JsonValueKind.String)
            {
                related.Add(Absolute(method.GetString(), id));
            }
            else if (Read(method, id) is { } embedded)
            {
                methods.Add(embedded);
                related.Add(embedded.Id);
            }
        }

        return related;
    }

    private static VerificationMethod? Read(JsonElement method, string did)
    {
        if (Text(method, "id") is not { Length: > 0 } id)
        {
            return null;
        }

        var key = Text(method, "publicKeyMultibase") is { } multibase
            ? PublicKey.FromMultibase(multibase)
            : method.TryGetProperty("publicKeyJwk", out var jwk) ? Jwk.Parse(jwk) : null;
        return new VerificationMethod(Absolute(id, did), Text(method, "controller") ?? did, key, Time(method, "expires"), Time(method, "revoked"));
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

    private static DateTimeOffset? Time(JsonElement element, string name) =>
        Text(element, name) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
