using System.Text.Json;

namespace LerBridge.Credentials.Proofs;

/// <summary>The two questions by which a presentation is told from a credential (VC Data Model 2.0, section 4.13).</summary>
internal static class PresentedDocument
{
    /// <summary>True for a presentation. What says that it is a credential besides is judged as one, by the stricter rules.</summary>
    public static bool IsOne(JsonElement document) => Has(document, "VerifiablePresentation") && !Has(document, "VerifiableCredential");

    /// <summary>Who shows it, as it says itself; null where it does not say.</summary>
    public static string? HolderOf(JsonElement presentation) =>
        Json.Member(presentation, "holder") is { } holder ? holder.ValueKind == JsonValueKind.String ? holder.GetString() : Json.Text(holder, "id") : null;

    private static bool Has(JsonElement document, string type) => Json.Items(document, "type").Any(one => one.ValueKind == JsonValueKind.String && one.ValueEquals(type));
}
