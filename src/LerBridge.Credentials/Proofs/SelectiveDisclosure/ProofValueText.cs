using System.Diagnostics.CodeAnalysis;

namespace LerBridge.Credentials.Proofs.SelectiveDisclosure;

/// <summary>What both forms of the proof value share: a header of three bytes, then CBOR.</summary>
internal static class ProofValueText
{
    public const int SignatureSize = 64;
    public const int PublicKeySize = 35;
    public const int HmacKeySize = 32;
    public const int LabelSize = 32;

    public delegate T Reading<T>(ref CborReader cbor);

    public static bool TryParse<T>(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> header, Reading<T> read, [NotNullWhen(true)] out T? value)
        where T : class
    {
        value = null;
        if (!bytes.StartsWith(header))
        {
            return false;
        }

        try
        {
            var cbor = new CborReader(bytes[header.Length..]);
            value = read(ref cbor);
            cbor.End();
            return true;
        }
        catch (FormatException)
        {
            value = null;
            return false;
        }
    }

    public static byte[][] ReadSignatures(ref CborReader cbor)
    {
        var signatures = new byte[cbor.Array()][];
        for (var i = 0; i < signatures.Length; i++)
        {
            signatures[i] = cbor.Bytes(SignatureSize);
        }

        return signatures;
    }
}
