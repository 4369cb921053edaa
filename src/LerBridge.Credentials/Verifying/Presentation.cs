using System.Text.Json;
using LerBridge.Credentials.Building;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Verifying;

/// <summary>A verifiable presentation: credentials that a holder shows together (VC Data Model 2.0, section 4.13; version 1.1, section 4.10).</summary>
internal static class Presentation
{
    private const string Version1 = "https://www.w3.org/2018/credentials/v1";
    private const string Credential = "verifiableCredential";

    /// <summary>The credentials in it.</summary>
    public static IEnumerable<EmbeddedCredential> Credentials(JsonElement presentation) =>
        EmbeddedCredential.Places(presentation, Credential, string.Empty).Select(one => new EmbeddedCredential(EmbeddedCredential.Embedded, one.Place, one.Value));

    /// <summary>Whether it has the form of one.</summary>
    public static VerificationCheck Form(JsonElement presentation)
    {
        var older = Json.Items(presentation, "@context") is [{ ValueKind: JsonValueKind.String } first, ..] && first.ValueEquals(Version1);
        var run = new LintRun(presentation, ours: false);
        if (!older && !(Json.Items(presentation, "@context") is [{ ValueKind: JsonValueKind.String } context, ..] && context.ValueEquals(Contexts.Credentials)))
        {
            run.Add(LintCodes.WrongContext, $"The first context must be {Contexts.Credentials}, or {Version1} of version 1.1.", "@context");
        }

        foreach (var name in (ReadOnlySpan<string>)["id", "holder"])
        {
            if (Json.Member(presentation, name) is not null && !((name == "id" ? Json.Text(presentation, name) : PresentedDocument.HolderOf(presentation)) is { } id && AbsoluteUri.IsOne(id)))
            {
                run.Add(LintCodes.NoUri, $"{name} is an absolute URI.", name);
            }
        }

        foreach (var one in Credentials(presentation))
        {
            if (one.Value.ValueKind != JsonValueKind.Object && !(older && one.Value.ValueKind == JsonValueKind.String))
            {
                run.Add(LintCodes.WrongKind, "A credential in a presentation is an object; one in a JWT stands in an EnvelopedVerifiableCredential.", Credential);
                break;
            }
        }

        return run.Problems.Count == 0
            ? new VerificationCheck("form", Verdict.Yes, $"It has the form of a verifiable presentation, VC Data Model {(older ? "1.1" : "2.0")}.")
            : new VerificationCheck("form", Verdict.No, string.Join(" ", run.Problems.Take(3).Select(problem => $"{problem.Code} {problem.Pointer}: {problem.Message}")));
    }

    /// <summary>It without the credentials that are JWTs as text, which say nothing to linked data.</summary>
    public static JsonElement WithoutJwts(JsonElement presentation)
    {
        var credentials = Json.Items(presentation, Credential);
        return credentials.All(one => one.ValueKind != JsonValueKind.String) ? presentation : Json.Written(json =>
        {
            json.WriteStartObject();
            Json.WriteMembersBut(json, presentation, Credential);
            json.WriteStartArray(Credential);
            foreach (var one in credentials.Where(one => one.ValueKind != JsonValueKind.String))
            {
                one.WriteTo(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>What a credential in it says, whether or not it is to be believed; null where it cannot be read.</summary>
    public static JsonElement? Open(JsonElement credential)
    {
        ReadOnlyMemory<byte>? jwt = credential.ValueKind == JsonValueKind.String ? System.Text.Encoding.UTF8.GetBytes(credential.GetString() ?? string.Empty)
            : EnvelopedCredential.IsOne(credential) ? EnvelopedCredential.Open(credential)
            : null;
        return jwt is { } text ? VcJwtVerifier.Look(text).Credential : credential;
    }
}
