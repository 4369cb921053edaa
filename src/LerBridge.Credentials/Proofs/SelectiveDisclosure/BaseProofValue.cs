using System.Diagnostics.CodeAnalysis;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Proofs.SelectiveDisclosure;

/// <summary>
/// What an <c>ecdsa-sd-2023</c> base proof carries, for the holder alone (https://www.w3.org/TR/vc-di-ecdsa/#serializebaseproofvalue, #parsebaseproofvalue).
/// </summary>
/// <param name="BaseSignature">The issuer's, over the options' hash, the key of this proof and the mandatory statements' hash.</param>
/// <param name="PublicKey">The key of this proof alone: multikey header and compressed point, 35 bytes.</param>
/// <param name="HmacKey">What the blank nodes' labels were made with, 32 bytes.</param>
/// <param name="Signatures">One for each statement that is not mandatory, in their order.</param>
/// <param name="MandatoryPointers">JSON pointers to what is always disclosed.</param>
internal sealed record BaseProofValue(byte[] BaseSignature, byte[] PublicKey, byte[] HmacKey, IReadOnlyList<byte[]> Signatures, IReadOnlyList<string> MandatoryPointers)
{
    private static ReadOnlySpan<byte> Header => [0xd9, 0x5d, 0x00];

    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out BaseProofValue? value) => ProofValueText.TryParse(bytes, Header, Read, out value);

    public string Write()
    {
        var cbor = new CborWriter();
        cbor.Array(5);
        cbor.Bytes(this.BaseSignature);
        cbor.Bytes(this.PublicKey);
        cbor.Bytes(this.HmacKey);
        cbor.Array(this.Signatures.Count);
        foreach (var signature in this.Signatures)
        {
            cbor.Bytes(signature);
        }

        cbor.Array(this.MandatoryPointers.Count);
        foreach (var pointer in this.MandatoryPointers)
        {
            cbor.Text(pointer);
        }

        return Multibase.EncodeBase64Url([.. Header, .. cbor.Written]);
    }

    private static BaseProofValue Read(ref CborReader cbor)
    {
        if (cbor.Array() != 5)
        {
            throw new FormatException("A base proof has five parts.");
        }

        return new BaseProofValue(
            cbor.Bytes(ProofValueText.SignatureSize),
            cbor.Bytes(ProofValueText.PublicKeySize),
            cbor.Bytes(ProofValueText.HmacKeySize),
            ProofValueText.ReadSignatures(ref cbor),
            ReadPointers(ref cbor));
    }

    private static string[] ReadPointers(ref CborReader cbor)
    {
        var pointers = new string[cbor.Array()];
        for (var i = 0; i < pointers.Length; i++)
        {
            pointers[i] = cbor.Text();
        }

        return pointers;
    }
}
