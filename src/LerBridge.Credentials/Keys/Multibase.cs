using System.Buffers;
using System.Buffers.Text;

namespace LerBridge.Credentials.Keys;

/// <summary>Bytes as text with the base in the first character: <c>z</c> base58btc, <c>u</c> base64url (Controlled Identifiers 1.0, section 2.4).</summary>
internal static class Multibase
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly SearchValues<byte> Base64UrlLetters = SearchValues.Create([.. Alphabet.Select(letter => (byte)letter)]);

    public static string EncodeBase58(ReadOnlySpan<byte> bytes) => "z" + Base58.Encode(bytes);

    public static string EncodeBase64Url(ReadOnlySpan<byte> bytes) => "u" + Base64Url.EncodeToString(bytes);

    /// <returns>Null where the base is another one, or the text is not of that base.</returns>
    public static byte[]? Decode(string text)
    {
        if (text.Length < 2)
        {
            return null;
        }

        return text[0] switch
        {
            'z' => Base58.Decode(text.AsSpan(1)),
            'u' => DecodeBase64Url(text.AsSpan(1)),
            _ => null,
        };
    }

    /// <summary>base64url without padding, strictly: no white space, no padding, no bits left over.</summary>
    public static byte[]? DecodeBase64Url(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length];
        return System.Text.Ascii.FromUtf16(text, bytes, out _) == OperationStatus.Done ? DecodeBase64Url(bytes) : null;
    }

    /// <summary>The same of ASCII.</summary>
    public static byte[]? DecodeBase64Url(ReadOnlySpan<byte> text)
    {
        if (text.ContainsAnyExcept(Base64UrlLetters))
        {
            return null;
        }

        // a signature has one text: what the last letter says beyond the last byte is nothing
        var letter = text.IsEmpty ? 0 : Alphabet.IndexOf((char)text[^1], StringComparison.Ordinal);
        return (text.Length % 4) switch
        {
            1 => null,
            2 when (letter & 15) != 0 => null,
            3 when (letter & 3) != 0 => null,
            _ => Base64Url.DecodeFromUtf8(text),
        };
    }
}
