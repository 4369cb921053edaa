using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LerBridge.Sandbox.Population;

/// <summary>GUIDs that look like a vendor's (version 4) and are the same on every start.</summary>
internal static class MadeUpGuid
{
    public static Guid Of(string kind, string key)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(kind + "|" + key), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    public static Guid Of(string kind, long key) => Of(kind, key.ToString(CultureInfo.InvariantCulture));

    /// <summary>Forty letters and digits, as Canvas makes its uuids.</summary>
    public static string Letters(string kind, long key)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz012345678901";
        var hash = SHA512.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind}|{key}")));
        return string.Create(40, hash, static (span, bytes) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = Alphabet[bytes[i] & 63];
            }
        });
    }
}
