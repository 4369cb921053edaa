namespace LerBridge.Core.Credentials;

/// <summary>Ids that follow from what they name: a version-8 UUID of a hash (RFC 9562, section 5.8).</summary>
public static class HashedUuid
{
    /// <summary>The id as a URN.</summary>
    /// <param name="hash">At least 16 bytes, of which the first 16 count.</param>
    /// <returns><c>urn:uuid:…</c>, in lower case.</returns>
    public static string Urn(ReadOnlySpan<byte> hash) => $"urn:uuid:{Of(hash):D}";

    /// <summary>The id.</summary>
    /// <param name="hash">At least 16 bytes, of which the first 16 count.</param>
    public static Guid Of(ReadOnlySpan<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[16];
        hash[..16].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
