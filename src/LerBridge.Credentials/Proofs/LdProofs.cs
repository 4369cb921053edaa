using System.Text.Json;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs.SelectiveDisclosure;

namespace LerBridge.Credentials.Proofs;

/// <summary>The linked-data operations <c>sign</c>, <c>derive</c> and <c>verifyProof</c>, for <see cref="LdOperations"/>.</summary>
internal static class LdProofs
{
    public static IReadOnlyDictionary<string, LdOperation> Operations { get; } = new Dictionary<string, LdOperation>(StringComparer.Ordinal)
    {
        ["sign"] = Sign,
        ["derive"] = Derive,
        ["verifyProof"] = VerifyProof,
    };

    /// <summary>Options <c>proof</c> (all but proofValue), <c>key</c> {publicKeyMultibase, secretKeyMultibase} and, for ecdsa-sd-2023, <c>mandatoryPointers</c>; answers the credential with its proof.</summary>
    private static void Sign(LdQuestion question, Utf8JsonWriter output)
    {
        if (question.Option("proof") is not { ValueKind: JsonValueKind.Object } options || question.Option("key") is not { ValueKind: JsonValueKind.Object } pair)
        {
            throw new NotSupportedException("sign needs the options proof and key.");
        }

        using var key = SigningKey.FromMultibase(Json.Text(pair, "secretKeyMultibase") ?? string.Empty)
            ?? throw new NotSupportedException("key.secretKeyMultibase is no secret key of a kind that is known here.");
        if (Json.Text(pair, "publicKeyMultibase") is { } stated && stated != key.Public.Multibase)
        {
            throw new NotSupportedException("key.publicKeyMultibase is not the public part of key.secretKeyMultibase.");
        }

        using var document = question.ReadJson();
        if (SuiteTable.Find(options) == SuiteTable.EcdsaSd2023)
        {
            var unsecured = ProofChain.Unsecured(document.RootElement);
            var disclosure = new EcdsaSd2023(new Canonicalizers(question.Loader()));
            ProofSigner.WriteWithProof(output, unsecured, disclosure.MakeBaseProof(unsecured, options, Pointers(question, "mandatoryPointers"), key));
            return;
        }

        output.WriteRawValue(new ProofSigner(new Canonicalizers(question.Loader())).Sign(document.RootElement, options, key), skipInputValidation: true);
    }

    /// <summary>Option <c>selectivePointers</c>; answers the part of the credential that they and the base proof's own pointers select, with a derived proof.</summary>
    private static void Derive(LdQuestion question, Utf8JsonWriter output)
    {
        using var document = question.ReadJson();
        var unsecured = ProofChain.Unsecured(document.RootElement);
        var proof = Json.Items(document.RootElement, "proof").FirstOrDefault(one => SuiteTable.Find(one) == SuiteTable.EcdsaSd2023);
        if (proof.ValueKind != JsonValueKind.Object)
        {
            throw new NotSupportedException("derive needs a document with an ecdsa-sd-2023 base proof.");
        }

        new EcdsaSd2023(new Canonicalizers(question.Loader())).Derive(unsecured, proof, Pointers(question, "selectivePointers")).WriteTo(output);
    }

    private static string[] Pointers(LdQuestion question, string option) => question.Option(option) is { ValueKind: JsonValueKind.Array } given
        ? [.. given.EnumerateArray().Select(one => one.ValueKind == JsonValueKind.String ? one.GetString() ?? string.Empty : throw new NotSupportedException($"{option} is a list of JSON pointers."))]
        : [];

    /// <summary>
    /// True where a proof is right and none is wrong; the key may be in a document among <c>documents</c>. A proof of an unknown kind beside a right one says nothing. A verification that could not be done
    /// for want of a context is not a false one: it is an error with the code of JSON-LD.
    /// </summary>
    private static void VerifyProof(LdQuestion question, Utf8JsonWriter output)
    {
        using var document = question.ReadJson();
        var reports = new ProofVerifier(new Canonicalizers(question.Loader()), clock: null).Verify(document.RootElement, new DocumentKeys(question.Loader()).Find);
        var wrong = reports.Any(report => report.Verdict == Verdict.No);
        if (!wrong && reports.FirstOrDefault(report => report.ContextMissing) is { } undone)
        {
            throw new JsonLdException(JsonLdErrorCode.LoadingRemoteContextFailed, undone.Why);
        }

        output.WriteStartObject();
        output.WriteBoolean("verified", !wrong && reports.Any(report => report.Verdict == Verdict.Yes));
        output.WriteEndObject();
    }
}
