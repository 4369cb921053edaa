using System.Text.Json;

namespace LerBridge.Credentials.Proofs;

/// <summary>The rules for a proof's members that need neither key nor signature, for those who make proofs as for those who verify them (VC Data Integrity 1.0, section 2.1).</summary>
internal static class ProofForm
{
    /// <returns>Null where the members are well-formed; else what is wrong with them, as a sentence.</returns>
    public static string? Problem(JsonElement proof) =>
        Json.Member(proof, "created") is not null && Time(proof, "created") is null ? "Its created is not a date and time with a zone."
        : Json.Member(proof, "expires") is not null && Time(proof, "expires") is null ? "Its expires is not a date and time with a zone."
        : Json.Text(proof, "proofPurpose") is null ? "It lacks a proofPurpose."
        : Json.Member(proof, "verificationMethod") is { ValueKind: JsonValueKind.Object } ? "Its verificationMethod is an object; a proof names its key by a URL, and the key's own document has it."
        : Json.Text(proof, "verificationMethod") is not { } method || !AbsoluteUri.IsOne(method) ? "Its verificationMethod is no absolute URL."
        : !Json.Items(proof, "domain").All(IsText) || (Json.Member(proof, "challenge") is { } challenge && !IsText(challenge)) ? "Its domain or challenge is no text."
        : null;

    /// <summary>True for a value that is text.</summary>
    public static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;

    /// <summary>A point in time that a proof states; null where it states none that can be read.</summary>
    public static DateTimeOffset? Time(JsonElement proof, string name) => Json.Text(proof, name) is { } text && DateTimeStamp.TryParse(text, out var time) ? time : null;

    /// <summary>A JCS proof's own context must be what the document's begins with (https://www.w3.org/TR/vc-di-eddsa/#verify-proof-eddsa-jcs-2022).</summary>
    public static bool ContextFits(JsonElement document, JsonElement proof)
    {
        if (Json.Member(proof, "@context") is null)
        {
            return true;
        }

        var theirs = Json.Items(document, "@context");
        var its = Json.Items(proof, "@context");
        return its.Count <= theirs.Count && its.Zip(theirs).All(pair => JsonElement.DeepEquals(pair.First, pair.Second));
    }
}
