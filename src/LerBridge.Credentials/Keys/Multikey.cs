namespace LerBridge.Credentials.Keys;

/// <summary>A key with its kind in front (Controlled Identifiers 1.0, section 2.2.2 Multikey; multicodec names).</summary>
internal static class Multikey
{
    /// <summary>An RSA key of 8,192 bits has 1,422 characters.</summary>
    private const int MaxLength = 1536;

    private static readonly Form[] Forms =
    [
        new(KeyAlgorithm.Ed25519, [0xed, 0x01], 32, [0x80, 0x26], 32),
        new(KeyAlgorithm.P256, [0x80, 0x24], 33, [0x86, 0x26], 32),
        new(KeyAlgorithm.P384, [0x81, 0x24], 49, [0x87, 0x26], 48),
        new(KeyAlgorithm.Rsa, [0x85, 0x24], null, null, null),
    ];

    /// <summary>The <c>publicKeyMultibase</c> of a raw Ed25519 key, a compressed point, or an RSAPublicKey in DER.</summary>
    public static string EncodePublic(KeyAlgorithm algorithm, ReadOnlySpan<byte> key) => Multibase.EncodeBase58([.. FormOf(algorithm).PublicHeader, .. key]);

    /// <summary>The bytes of a <c>publicKeyMultibase</c> and what they are; null where it is none that we know.</summary>
    public static (KeyAlgorithm Algorithm, byte[] Key)? DecodePublic(string multibase) => Decode(multibase, form => (form.PublicHeader, form.PublicLength));

    /// <summary>The bytes of a <c>secretKeyMultibase</c> and what they are; null where it is none that we know.</summary>
    public static (KeyAlgorithm Algorithm, byte[] Key)? DecodeSecret(string multibase) => Decode(multibase, form => (form.SecretHeader, form.SecretLength));

    private static (KeyAlgorithm Algorithm, byte[] Key)? Decode(string multibase, Func<Form, (byte[]? Header, int? Length)> part)
    {
        if (multibase.Length > MaxLength || Multibase.Decode(multibase) is not { } bytes)
        {
            return null;
        }

        foreach (var form in Forms)
        {
            var (header, length) = part(form);
            if (header is not null && bytes.AsSpan().StartsWith(header) && (length is null || bytes.Length == header.Length + length))
            {
                return (form.Algorithm, bytes[header.Length..]);
            }
        }

        return null;
    }

    private static Form FormOf(KeyAlgorithm algorithm) => Array.Find(Forms, form => form.Algorithm == algorithm)
        ?? throw new ArgumentOutOfRangeException(nameof(algorithm));

    private sealed record Form(KeyAlgorithm Algorithm, byte[] PublicHeader, int? PublicLength, byte[]? SecretHeader, int? SecretLength);
}
