using System.Buffers.Text;

namespace LerBridge.Credentials.Keys;

/// <summary>Bytes as text with the base in the first character: <c>z</c> base58btc, <c>u</c> base64url (Controlled Identifiers 1.0, section 2.4).</summary>
internal static class Multibase
{
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
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return null;
            }
        }

        return Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
    }
}
