using System.Diagnostics.CodeAnalysis;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Proofs.SelectiveDisclosure;

/// <summary>
/// What an <c>ecdsa-sd-2023</c> derived proof carries, for verifiers (https://www.w3.org/TR/vc-di-ecdsa/#serializederivedproofvalue, #parsederivedproofvalue).
/// </summary>
/// <param name="BaseSignature">As in the base proof.</param>
/// <param name="PublicKey">As in the base proof.</param>
/// <param name="Signatures">Those of the disclosed statements that are not mandatory, in their order.</param>
/// <param name="Labels">For each blank node, by the number in its canonical label, the 32 bytes of the label that was signed.</param>
/// <param name="MandatoryIndexes">Which of the disclosed statements are the mandatory ones.</param>
internal sealed record DerivedProofValue(
    byte[] BaseSignature, byte[] PublicKey, IReadOnlyList<byte[]> Signatures, IReadOnlyDictionary<int, byte[]> Labels, IReadOnlyList<int> MandatoryIndexes)
{
    private static ReadOnlySpan<byte> Header => [0xd9, 0x5d, 0x01];

    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out DerivedProofValue? value) => ProofValueText.TryParse(bytes, Header, Read, out value);

    public string Write()
    {
        var cbor = new CborWriter();
        cbor.Array(5);
        cbor.Bytes(this.BaseSignature);
        cbor.Bytes(this.PublicKey);
        cbor.Array(this.Signatures.Count);
        foreach (var signature in this.Signatures)
        {
            cbor.Bytes(signature);
        }

        cbor.Map(this.Labels.Count);
        foreach (var (number, label) in this.Labels.OrderBy(pair => pair.Key))
        {
            cbor.Number(number);
            cbor.Bytes(label);
        }

        cbor.Array(this.MandatoryIndexes.Count);
        foreach (var index in this.MandatoryIndexes)
        {
            cbor.Number(index);
        }

        return Multibase.EncodeBase64Url([.. Header, .. cbor.Written]);
    }

    private static DerivedProofValue Read(ref CborReader cbor)
    {
        if (cbor.Array() != 5)
        {
            throw new FormatException("A derived proof has five parts.");
        }

        return new DerivedProofValue(
            cbor.Bytes(ProofValueText.SignatureSize),
            cbor.Bytes(ProofValueText.PublicKeySize),
            ProofValueText.ReadSignatures(ref cbor),
            ReadLabels(ref cbor),
            ReadIndexes(ref cbor));
    }

    private static Dictionary<int, byte[]> ReadLabels(ref CborReader cbor)
    {
        var count = cbor.Map();
        var labels = new Dictionary<int, byte[]>(count);
        for (var i = 0; i < count; i++)
        {
            if (!labels.TryAdd(cbor.Number(), cbor.Bytes(ProofValueText.LabelSize)))
            {
                throw new FormatException("Two labels are for the same blank node.");
            }
        }

        return labels;
    }

    private static int[] ReadIndexes(ref CborReader cbor)
    {
        var indexes = new int[cbor.Array()];
        for (var i = 0; i < indexes.Length; i++)
        {
            indexes[i] = cbor.Number();
        }

        return indexes;
    }
}
