using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Jose;

/// <summary>A JSON Web Signature in its compact form, taken apart and not yet believed (RFC 7515, sections 3.1 and 7.1).</summary>
internal sealed class JwsCompact : IDisposable
{
    /// <summary>The most bytes that are read: those of a credential with an embedded proof.</summary>
    public const int MaxBytes = JsonDoor.MaxCredential;

    private const int MaxHeader = 16 * 1024;

    private readonly JsonDocument header;

    private JwsCompact(JsonDocument header, ReadOnlyMemory<byte> signingInput, byte[] payload, byte[] signature)
    {
        this.header = header;
        this.SigningInput = signingInput;
        this.Payload = payload;
        this.Signature = signature;
    }

    /// <summary>The protected header: an object without a name twice.</summary>
    public JsonElement Header => this.header.RootElement;

    /// <summary>The bytes that are signed: the first two segments as they stand.</summary>
    public ReadOnlyMemory<byte> SigningInput { get; }

    /// <summary>The payload's bytes.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The signature's bytes.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>True where the text can be nothing but a compact JWS: JSON begins otherwise.</summary>
    public static bool IsOne(ReadOnlySpan<byte> text) => text.StartsWith("ey"u8) && text.Contains((byte)'.');

    /// <summary>Takes a text apart (RFC 7515, section 5.2, steps 1 to 7).</summary>
    public static (JwsCompact? Jws, JoseRefusal? Refusal) Parse(ReadOnlyMemory<byte> text)
    {
        if (text.Length > MaxBytes)
        {
            return Refuse(JoseCode.Oversize, string.Create(CultureInfo.InvariantCulture, $"It has more than {MaxBytes} bytes."));
        }

        // 1. the segments
        var bytes = text.Span;
        var first = bytes.IndexOf((byte)'.');
        var second = first < 0 ? -1 : bytes[(first + 1)..].IndexOf((byte)'.') + first + 1;
        if (first < 0 || second == first || bytes[(second + 1)..].Contains((byte)'.'))
        {
            return Refuse(JoseCode.NotCompact, "It is not a compact JWS: three segments with points between them.");
        }

        // 2. the header's bytes, 6. the payload's, 7. the signature's
        if (first > MaxHeader)
        {
            return Refuse(JoseCode.Oversize, string.Create(CultureInfo.InvariantCulture, $"Its header has more than {MaxHeader} characters."));
        }

        if (Multibase.DecodeBase64Url(bytes[..first]) is not { } header
            || Multibase.DecodeBase64Url(bytes[(first + 1)..second]) is not { } payload
            || Multibase.DecodeBase64Url(bytes[(second + 1)..]) is not { } signature)
        {
            return Refuse(JoseCode.NotBase64Url, "A segment of it is not base64url without padding.");
        }

        // 3. the header is a JSON object, 4. without a name twice
        var (document, refusal) = JsonDoor.Open(header, MaxHeader);
        if (document is null)
        {
            return Refuse(JoseCode.NotJson, "Its header cannot be read. " + refusal);
        }

        // 5. no extension is understood here, so none may be critical (section 4.1.11)
        if (document.RootElement.TryGetProperty("crit", out _))
        {
            document.Dispose();
            return Refuse(JoseCode.Critical, "Its header demands an extension that is not known here.");
        }

        return (new JwsCompact(document, text[..second], payload, signature), null);
    }

    /// <summary>Signs (RFC 7515, section 5.1).</summary>
    public static byte[] Write(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, SigningKey key)
    {
        byte[] input = [.. Encode(header), (byte)'.', .. Encode(payload)];
        return [.. input, (byte)'.', .. Encode(key.Sign(input))];
    }

    public void Dispose() => this.header.Dispose();

    private static byte[] Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToUtf8(bytes);

    private static (JwsCompact?, JoseRefusal) Refuse(JoseCode code, string why) => (null, new JoseRefusal(code, why));
}
