using System.Text.Json;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Status;

/// <summary>
/// The older list of 1EdTech (https://purl.imsglobal.org/spec/vcrl/v1p0): an unsigned document that names what is revoked. It is worth as much as the way by which it came.
/// </summary>
/// <param name="Issuer">Whose it is; null where it does not say.</param>
/// <param name="Revoked">The ids of the revoked credentials, with the reason where one is given.</param>
internal sealed record RevocationList(string? Issuer, IReadOnlyDictionary<string, string?> Revoked)
{
    public const string EntryType = "1EdTechRevocationList";

    /// <summary>True for a document that can be nothing else.</summary>
    public static bool IsOne(JsonElement document) => Json.Member(document, "revokedCredential") is not null;

    /// <returns>Null where the list is malformed.</returns>
    public static RevocationList? Read(JsonElement document)
    {
        var revoked = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var item in Json.Items(document, "revokedCredential"))
        {
            if (Json.Text(item, "id") is not { Length: > 0 } id)
            {
                return null;
            }

            // what is listed is revoked unless the list takes it back
            if (Json.Member(item, "revoked") is not { ValueKind: JsonValueKind.False })
            {
                revoked[id] = Json.Text(item, "revocationReason");
            }
        }

        var issuer = Json.Member(document, "issuer") is { ValueKind: JsonValueKind.Object } profile ? Json.Text(profile, "id") : Json.Text(document, "issuer");
        return new RevocationList(issuer, revoked);
    }
}
