using System.Security.Cryptography;

namespace LerBridge.Credentials.Keys;

/// <summary>An RSA private key that signs RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, section 8.2.1), by .NET.</summary>
internal sealed class RsaKey : SigningKey
{
    /// <summary>What it signs is to be believed for decades: 2,048 bits are advised only until 2030 (NIST SP 800-57 part 1, table 2).</summary>
    private const int NewBits = 3072;

    private readonly RSA key;

    private RsaKey(RSA key)
    {
        this.key = key;
        var parameters = key.ExportParameters(includePrivateParameters: false);
        this.Public = RsaPublicKey.From(parameters.Modulus, parameters.Exponent)
            ?? throw new CryptographicException("The RSA key has not 2,048 to 8,192 bits, or an unusual exponent.");
    }

    public override PublicKey Public { get; }

    /// <param name="bits">From 2,048 to 8,192.</param>
    public static RsaKey Create(int bits = NewBits) => new(RSA.Create(bits));

    /// <exception cref="CryptographicException">It is no RSA key, or too short or long.</exception>
    public static RsaKey FromPkcs8(ReadOnlySpan<byte> pkcs8)
    {
        var key = RSA.Create();
        try
        {
            key.ImportPkcs8PrivateKey(pkcs8, out _);
            return new RsaKey(key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    // as with ECDsa, every call makes a context of its own: the one instance signs on any thread
    public override byte[] Sign(ReadOnlySpan<byte> data) => this.key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    internal override byte[] ExportPkcs8() => this.key.ExportPkcs8PrivateKey();

    protected override void Dispose(bool disposing)
    {
        this.key.Dispose();
        this.Public.Dispose();
    }
}
