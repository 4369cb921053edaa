using System.Text.Json;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs.SelectiveDisclosure;

namespace LerBridge.Credentials.Proofs;

/// <summary>The proof suites that we know, by what a proof says of itself. To add one: its file, and a line here.</summary>
internal static class SuiteTable
{
    public static readonly ProofSuite EddsaRdfc2022 = Suites.EddsaRdfc2022.Instance; //               https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022
    public static readonly ProofSuite EddsaJcs2022 = Suites.EddsaJcs2022.Instance; //                 https://www.w3.org/TR/vc-di-eddsa/#eddsa-jcs-2022
    public static readonly ProofSuite EcdsaRdfc2019 = Suites.EcdsaRdfc2019.Instance; //               https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-rdfc-2019
    public static readonly ProofSuite EcdsaJcs2019 = Suites.EcdsaJcs2019.Instance; //                 https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-jcs-2019
    public static readonly ProofSuite EcdsaSd2023 = EcdsaSd2023Suite.Instance; //                     https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-sd-2023
    public static readonly ProofSuite Eddsa2022 = Suites.EddsaRdfc2022.Draft; //                      the name of eddsa-rdfc-2022 in drafts
    public static readonly ProofSuite Ed25519Signature2020 = Suites.Ed25519Signature2020.Instance; // https://www.w3.org/TR/vc-di-eddsa/#ed25519signature2020

    private static readonly ProofSuite[] All = [EddsaRdfc2022, EddsaJcs2022, EcdsaRdfc2019, EcdsaJcs2019, EcdsaSd2023, Eddsa2022, Ed25519Signature2020];

    /// <returns>Null where the proof is of a suite that we do not know.</returns>
    public static ProofSuite? Find(JsonElement proof)
    {
        var type = Json.Text(proof, "type");
        var cryptosuite = type == ProofSuite.DataIntegrity ? Json.Text(proof, "cryptosuite") : null;
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
