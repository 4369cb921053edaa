using System.Security.Cryptography;

namespace LerBridge.Credentials.Keys;

/// <summary>An Ed25519 private key in OpenSSL's memory (RFC 8032, section 5.1).</summary>
internal sealed class Ed25519Key : SigningKey
{
    private readonly OpenSsl.PkeyHandle handle;
    private readonly MdContextPool contexts = new();

    private Ed25519Key(OpenSsl.PkeyHandle handle)
    {
        this.handle = handle;
        Span<byte> bytes = stackalloc byte[32];
        var length = (nuint)bytes.Length;
        Ed25519PublicKey.Check(OpenSsl.EVP_PKEY_get_raw_public_key(handle, bytes, ref length));
        this.Public = new Ed25519PublicKey(bytes);
    }

    public override PublicKey Public { get; }

    public static Ed25519Key Generate()
    {
        Span<byte> seed = stackalloc byte[32];
        try
        {
            RandomNumberGenerator.Fill(seed);
            return FromSeed(seed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    public static Ed25519Key FromSeed(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, 32);
        OpenSsl.Require();
        return new Ed25519Key(Ed25519PublicKey.Check(OpenSsl.EVP_PKEY_new_raw_private_key(OpenSsl.Ed25519, 0, seed, (nuint)seed.Length)));
    }

    public override byte[] Sign(ReadOnlySpan<byte> data)
    {
        var context = this.contexts.Rent();
        var signature = new byte[64];
        var length = (nuint)signature.Length;
        Ed25519PublicKey.Check(OpenSsl.EVP_DigestSignInit(context, 0, 0, 0, this.handle));
        Ed25519PublicKey.Check(OpenSsl.EVP_DigestSign(context, signature, ref length, data, (nuint)data.Length));
        this.contexts.Return(context);
        return signature;
    }

    internal override byte[] ExportPkcs8()
    {
        Span<byte> seed = stackalloc byte[32];
        try
        {
            var length = (nuint)seed.Length;
            Ed25519PublicKey.Check(OpenSsl.EVP_PKEY_get_raw_private_key(this.handle, seed, ref length));
            // RFC 8410, section 7: SEQUENCE { INTEGER 0, SEQUENCE { OID 1.3.101.112 }, OCTET STRING { OCTET STRING seed } }
            return [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20, .. seed];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    protected override void Dispose(bool disposing)
    {
        this.contexts.Dispose();
        this.handle.Dispose();
        this.Public.Dispose();
    }
}
