using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LerBridge.Connectors.Shared.OAuth;

/// <summary>A signed assertion (RFC 7523 §3): who asks, in whose name, of whom, and for how long.</summary>
internal static class Assertion
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(4);

    public static string Make(OAuthOptions options, DateTimeOffset now)
    {
        var key = options.PrivateKey ?? throw new InvalidOperationException("An assertion needs a key.");
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("iss", options.ClientId);
            writer.WriteString("sub", options.Subject ?? options.ClientId);
            writer.WriteString("aud", options.Audience ?? options.TokenUrl.AbsoluteUri);
            writer.WriteNumber("iat", now.ToUnixTimeSeconds());
            writer.WriteNumber("exp", (now + Life).ToUnixTimeSeconds());
            writer.WriteEndObject();
        }

        var signed = $"{Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(buffer.ToArray())}";
        using var rsa = RSA.Create();
        rsa.ImportFromPem(key.Reveal());
        return $"{signed}.{Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }
}
