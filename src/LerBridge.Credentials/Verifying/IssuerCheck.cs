using System.Text.Json;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Verifying;

/// <summary>
/// Whether the key of a right proof is one by which the issuer asserts (VC Data Integrity 1.0, section 4.4 with Controlled Identifiers 1.0, section 3.3).
/// That a signer holds the key that its own URL names proves nothing of who the signer is: without the issuer's document the answer stays open.
/// </summary>
internal static class IssuerCheck
{
    private const string Name = "issuer";

    /// <summary>The id of a credential's issuer; null where it has none.</summary>
    public static string? IssuerOf(JsonElement credential) =>
        Json.Member(credential, "issuer") is { } issuer ? issuer.ValueKind == JsonValueKind.String ? issuer.GetString() : Json.Text(issuer, "id") : null;

    /// <summary>The key of a verification method, by the document at hand or else by its URL.</summary>
    public static PublicKey? FindKey(VerificationMaterial material, string method)
    {
        var document = material.Controller(ControllerOf(method));
        return document?.Method(method)?.Key ?? MethodKeys.OfUrl(method) ?? material.Key(method)?.Key;
    }

    /// <summary>Why a method's key is not at hand though something is: the document has the method without a key, or it is another's document.</summary>
    /// <returns>Null where there is no more to say.</returns>
    public static string? WhyNoKey(VerificationMaterial material, string method)
    {
        var controller = ControllerOf(method);
        if (material.Controller(controller) is { } document)
        {
            return document.Method(method) is { } listed
                ? $"The document of {Shown(controller)} has its verificationMethod, but no key that can be used: {listed.NoKey}."
                : $"The document of {Shown(controller)} does not have its verificationMethod.";
        }

        return material.Others(controller) is { Length: > 0 } others ? $"The key of its verificationMethod is not at hand: {others}." : null;
    }

    /// <summary>One right proof by a key of the issuer is enough; others may be of others.</summary>
    public static VerificationCheck Check(JsonElement credential, IReadOnlyList<ProofReport> proofs, VerificationMaterial material)
    {
        if (IssuerOf(credential) is not { Length: > 0 } issuer)
        {
            return new VerificationCheck(Name, Verdict.No, "The credential names no issuer.");
        }

        var right = proofs.Where(proof => proof is { Verdict: Verdict.Yes, Key: not null }).ToArray();
        if (right.Length == 0)
        {
            return new VerificationCheck(Name, Verdict.Unknown, "No proof is right, so nothing tells who signed.");
        }

        var answers = right.Select(proof => Judge(issuer, proof, material)).ToArray();
        return answers.FirstOrDefault(answer => answer.Result == Verdict.Yes)
            ?? answers.FirstOrDefault(answer => answer.Result == Verdict.Unknown)
            ?? answers[0];
    }

    private static VerificationCheck Judge(string issuer, ProofReport proof, VerificationMaterial material)
    {
        if (proof is { Method: { } url, Purpose: "assertionMethod" } && material.Key(url) is { } hosted && hosted.Key.Multibase == proof.Key?.Multibase)
        {
            // where the issuer has a document, that one decides
            if (material.Controller(issuer) is { } lister)
            {
                return Judge(lister, proof);
            }

            if (HostedKey.IsOfHost(url, issuer) && (hosted.Controller ?? issuer) == issuer)
            {
                return new VerificationCheck(Name, Verdict.Yes, "The issuer's own host serves the key that signed.");
            }
        }

        if (material.KeyInUrl && KeyInUrl(issuer, proof) is { } owner && material.Controller(owner) is null && proof.Purpose == "assertionMethod")
        {
            return new VerificationCheck(
                Name, Verdict.Yes, $"The URL of its key holds the key itself and lies under {Shown(owner)}, which was asked to count as the issuer's document. That the host is the signer's, nothing shows.");
        }

        // the key of a JWT may come without a name: then the issuer's document must have it under whatever name
        if ((proof.Method is { } method ? ControllerOf(method) : issuer) != issuer)
        {
            return new VerificationCheck(Name, Verdict.No, "The key that signed belongs to another than the issuer.");
        }

        if (proof.Purpose != "assertionMethod")
        {
            return new VerificationCheck(Name, Verdict.No, "The proof was not made to assert a credential.");
        }

        if (material.Controller(issuer) is not { } document)
        {
            return new VerificationCheck(
                Name, Verdict.Unknown, $"The document of {Shown(issuer)} is not at hand, so whether the key is the issuer's cannot be told. Give its did.json{material.WhyNot(issuer)}{(material.Others(issuer) is { Length: > 0 } others ? $"; {others}" : string.Empty)}.");
        }

        return Judge(document, proof);
    }

    private static VerificationCheck Judge(ControllerDocument document, ProofReport proof)
    {
        // a did:key without a fragment has its one method
        var listed = proof.Method is not { } method ? document.Methods.FirstOrDefault(one => one.Key?.Multibase == proof.Key?.Multibase)
            : document.Method(method) ?? (document.Id == method && document.Methods.Count == 1 ? document.Methods[0] : null);

        if (listed?.Flaw is { } flaw)
        {
            return new VerificationCheck(Name, Verdict.No, $"The issuer's document lists the key in a way that cannot be relied on: {flaw}.");
        }

        // a name proves nothing: the header of a JWT may bring another key under it
        if (listed is null || (listed.Key ?? MethodKeys.OfUrl(listed.Id))?.Multibase != proof.Key?.Multibase)
        {
            return new VerificationCheck(Name, Verdict.No, "The issuer's document does not list the key that signed.");
        }

        if (!document.AssertionMethods.Contains(listed.Id, StringComparer.Ordinal))
        {
            return new VerificationCheck(Name, Verdict.No, listed.Revoked is null
                ? "The issuer's document does not let the key assert credentials."
                : "The issuer has revoked the key that signed.");
        }

        if (listed.Revoked is not null)
        {
            return new VerificationCheck(Name, Verdict.No, "The issuer has revoked the key that signed.");
        }

        if (listed.Expires is { } expires && (proof.Created is not { } created || created > expires))
        {
            return new VerificationCheck(Name, Verdict.No, "The key had expired when the proof was made.");
        }

        return listed.Controller == document.Id
            ? new VerificationCheck(Name, Verdict.Yes, "The issuer's document lists the key for assertions.")
            : new VerificationCheck(Name, Verdict.No, "The issuer's document says that the key belongs to another.");
    }

    /// <summary>The issuer of a method that tells its key in its fragment and lies under the issuer's own https or did:web URL; null for any other.</summary>
    private static string? KeyInUrl(string issuer, ProofReport proof)
    {
        if (proof.Method is not { } method || !(method.StartsWith("https://", StringComparison.Ordinal) || method.StartsWith("did:web:", StringComparison.Ordinal)))
        {
            return null;
        }

        var owner = ControllerOf(method);
        return owner != method && (issuer == owner || issuer == method) && MethodKeys.OfUrl(method)?.Multibase == proof.Key?.Multibase ? owner : null;
    }

    private static string ControllerOf(string method)
    {
        var hash = method.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? method : method[..hash];
    }

    private static string Shown(string issuer) => issuer.Length > 200 ? "the issuer" : issuer;
}
