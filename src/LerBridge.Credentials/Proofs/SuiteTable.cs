using System.Text.Json;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Proofs;

/// <summary>The proof suites that we know, by what a proof says of itself.</summary>
internal static class SuiteTable
{
    private const string DataIntegrity = "DataIntegrityProof";

    public static readonly ProofSuite EddsaRdfc2022 = new(
        DataIntegrity, "eddsa-rdfc-2022", Transformation.Rdfc10, [KeyAlgorithm.Ed25519], "https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022");

    public static readonly ProofSuite EddsaJcs2022 = new(
        DataIntegrity, "eddsa-jcs-2022", Transformation.Jcs, [KeyAlgorithm.Ed25519], "https://www.w3.org/TR/vc-di-eddsa/#eddsa-jcs-2022");

    public static readonly ProofSuite EcdsaRdfc2019 = new(
        DataIntegrity, "ecdsa-rdfc-2019", Transformation.Rdfc10, [KeyAlgorithm.P256, KeyAlgorithm.P384], "https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-rdfc-2019");

    public static readonly ProofSuite EcdsaJcs2019 = new(
        DataIntegrity, "ecdsa-jcs-2019", Transformation.Jcs, [KeyAlgorithm.P256, KeyAlgorithm.P384], "https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-jcs-2019");

    /// <summary>Signed through <see cref="SelectiveDisclosure.EcdsaSd2023"/>, since a base proof needs to be told what is mandatory.</summary>
    public static readonly ProofSuite EcdsaSd2023 = new(
        DataIntegrity, "ecdsa-sd-2023", Transformation.EachStatement, [KeyAlgorithm.P256], "https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-sd-2023")
    { Signs = false };

    /// <summary>The name that <see cref="EddsaRdfc2022"/> had in drafts.</summary>
    public static readonly ProofSuite Eddsa2022 = EddsaRdfc2022 with { Cryptosuite = "eddsa-2022", Signs = false };

    /// <summary>The proof type from before Data Integrity, which older wallets know.</summary>
    public static readonly ProofSuite Ed25519Signature2020 = new(
        "Ed25519Signature2020", null, Transformation.Rdfc10, [KeyAlgorithm.Ed25519], "https://www.w3.org/TR/vc-di-eddsa/#ed25519signature2020");

    private static readonly ProofSuite[] All = [EddsaRdfc2022, EddsaJcs2022, EcdsaRdfc2019, EcdsaJcs2019, EcdsaSd2023, Eddsa2022, Ed25519Signature2020];

    /// <returns>Null where the proof is of a suite that we do not know.</returns>
    public static ProofSuite? Find(JsonElement proof)
    {
        var type = Json.Text(proof, "type");
        var cryptosuite = type == DataIntegrity ? Json.Text(proof, "cryptosuite") : null;
        return Array.Find(All, suite => suite.Type == type && suite.Cryptosuite == cryptosuite);
    }

    /// <summary>The suite that a key of ours signs credentials with.</summary>
    public static ProofSuite DefaultFor(KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.Ed25519 => EddsaRdfc2022,
        KeyAlgorithm.P256 or KeyAlgorithm.P384 => EcdsaRdfc2019,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), "No suite signs with such a key."),
    };
}
