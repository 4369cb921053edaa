using System.Security.Cryptography;
using System.Text.Json;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials.Verifying;

/// <summary>Whether every word of a credential means something by contexts that are at hand.</summary>
internal static class ContextCheck
{
    private const string Name = "context";
    private const string Defined = "Its contexts define every term that it uses.";
    private const string EndorsementJwt = "endorsementJwt";

    public static VerificationCheck Check(JsonElement credential, IReadOnlyList<ProofReport> reports, IDocumentCanonicalizer canonicalizer, Descent descent)
    {
        if (reports.Any(report => report is { Verdict: Verdict.Yes, OverRdf: true }))
        {
            // a right proof over RDF was made in safe mode, which is the same question
            return new VerificationCheck(Name, Verdict.Yes, Defined);
        }

        if (reports.FirstOrDefault(report => report.Poisoned) is { } poisoned)
        {
            descent.Poisoned = true;
            return new VerificationCheck(Name, Verdict.No, poisoned.Why);
        }

        try
        {
            canonicalizer.Rdfc10(WithoutEndorsementJwts(ProofChain.Unsecured(credential)), HashAlgorithmName.SHA256);
            return new VerificationCheck(Name, Verdict.Yes, Defined);
        }
        catch (CanonicalizationException problem)
        {
            descent.Poisoned |= problem.InnerException is PoisonGraphException;
            return new VerificationCheck(Name, problem.ContextMissing ? Verdict.Unknown : Verdict.No, problem.Message);
        }
    }

    /// <summary>
    /// Open Badges 3.0 has the member and its published context no term for it. Under a JWT that hurts nothing; a proof over RDF fails by itself.
    /// </summary>
    public static JsonElement WithoutEndorsementJwts(JsonElement document) => document.GetRawText().Contains(EndorsementJwt, StringComparison.Ordinal)
        ? Json.Written(json => WriteWithout(json, document))
        : document;

    private static void WriteWithout(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject().Where(member => member.Name != EndorsementJwt))
                {
                    json.WritePropertyName(member.Name);
                    WriteWithout(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteWithout(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
