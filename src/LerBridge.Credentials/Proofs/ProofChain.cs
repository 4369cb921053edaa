using System.Text.Json;

namespace LerBridge.Credentials.Proofs;

/// <summary>What a proof covers besides the document: the proofs that it names in <c>previousProof</c> (VC Data Integrity 1.0, sections 4.3 and 4.5).</summary>
internal static class ProofChain
{
    /// <summary>The document without its proofs.</summary>
    public static JsonElement Unsecured(JsonElement document) => Secured(document, default) ?? throw new InvalidOperationException("No proof names a previous one.");

    /// <summary>The document as one of its proofs secures it: without proofs, but with those that the proof builds upon.</summary>
    /// <returns>Null where the proof names one that is not there.</returns>
    public static JsonElement? Secured(JsonElement document, JsonElement proof)
    {
        var previous = Json.Items(proof, "previousProof");
        if (previous.Count == 0 && Json.Member(document, "proof") is null)
        {
            return document;
        }

        var all = Json.Items(document, "proof");
        var matching = new List<JsonElement>();
        foreach (var name in previous)
        {
            var found = name.ValueKind == JsonValueKind.String ? all.Where(one => Json.Text(one, "id") == name.GetString()).ToArray() : [];
            if (found.Length == 0)
            {
                return null;
            }

            matching.AddRange(found);
        }

        return Json.Written(json =>
        {
            json.WriteStartObject();
            Json.WriteMembersBut(json, document, "proof");
            if (matching.Count > 0)
            {
                json.WriteStartArray("proof");
                matching.ForEach(one => one.WriteTo(json));
                json.WriteEndArray();
            }

            json.WriteEndObject();
        });
    }
}
