using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Proofs.SelectiveDisclosure;

/// <summary>
/// <c>ecdsa-sd-2023</c> by its names: https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-sd-2023. Its algorithms are those of <see cref="EcdsaSd2023"/>, which is told what is mandatory and what is
/// shown; so it does not sign as suites over whole documents do.
/// </summary>
internal sealed class EcdsaSd2023Suite : ProofSuite
{
    public static readonly EcdsaSd2023Suite Instance = new() { Signs = false };

    private EcdsaSd2023Suite()
        : base(DataIntegrity, "ecdsa-sd-2023", Transformation.EachStatement, [KeyAlgorithm.P256], "https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-sd-2023")
    {
    }
}
