using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Building;

/// <summary>A hash over what an issuer fills into everything that it signs, and the form in which it signs.</summary>
internal static class IssuerTerms
{
    /// <summary>The hash, in hex.</summary>
    /// <param name="issuer">What is filled in.</param>
    /// <param name="format">The form of JWT; null for embedded proofs.</param>
    /// <param name="olderWallets">Whether a proof for older wallets stands beside.</param>
    /// <param name="keys">The keys: another key of the same kind changes nothing, since rotating is routine.</param>
    public static string Of(IssuerProfile issuer, JwtProfile? format, bool olderWallets, KeyRing keys)
    {
        var written = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(written))
        {
            json.WriteStartArray();
            issuer.Write(json);
            json.WriteStringValue(issuer.PublicBaseUrl);
            json.WriteBooleanValue(issuer.Schemas);
            json.WriteBooleanValue(olderWallets);
            json.WriteStringValue(format?.Name);
            json.WriteStringValue((format is null ? keys.Active : keys.ActiveFor(KeyUse.Jwt))?.Algorithm.ToString());
            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(written.WrittenSpan));
    }
}
