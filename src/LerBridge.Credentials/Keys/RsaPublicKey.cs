using System.Security.Cryptography;

namespace LerBridge.Credentials.Keys;

/// <summary>An RSA public key that verifies RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, section 8.2.2), by .NET.</summary>
internal sealed class RsaPublicKey : PublicKey
{
    /// <summary>RFC 7518, section 3.3.</summary>
    public const int MinBits = 2048;

    /// <summary>A verification costs the square of the length.</summary>
    public const int MaxBits = 8192;

    private readonly RSA key;
    private readonly byte[] modulus;
    private readonly byte[] exponent;
    private readonly Lazy<string> multibase;
    private readonly Lazy<string> id;

    private RsaPublicKey(RSA key, ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent)
    {
        this.key = key;
        this.modulus = modulus.ToArray();
        this.exponent = exponent.ToArray();
        this.multibase = new Lazy<string>(() => Multikey.EncodePublic(KeyAlgorithm.Rsa, this.key.ExportRSAPublicKey()));
        this.id = new Lazy<string>(() => Jwk.Thumbprint(this));
    }

    public override KeyAlgorithm Algorithm => KeyAlgorithm.Rsa;

    public override string Multibase => this.multibase.Value;

    /// <summary>The thumbprint (RFC 7638): the Multikey is too long for a file name.</summary>
    public override string Id => this.id.Value;

    /// <summary>n, big-endian, without leading zeros.</summary>
    public ReadOnlySpan<byte> Modulus => this.modulus;

    /// <summary>e, big-endian, without leading zeros.</summary>
    public ReadOnlySpan<byte> Exponent => this.exponent;

    /// <returns>Null where n has not 2,048 to 8,192 bits, is even, or e is not an odd number of at most 32 bits from 3 up; or where either has leading zeros.</returns>
    public static RsaPublicKey? From(ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent)
    {
        if (!IsModulus(modulus) || !IsExponent(exponent))
        {
            return null;
        }

        try
        {
            return new RsaPublicKey(RSA.Create(new RSAParameters { Modulus = modulus.ToArray(), Exponent = exponent.ToArray() }), modulus, exponent);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The key of a Multikey: an RSAPublicKey in DER (RFC 8017, appendix A.1.1).</summary>
    /// <returns>Null also where the DER is not the shortest, so that a key has one Multikey.</returns>
    public static RsaPublicKey? FromPkcs1(ReadOnlySpan<byte> der)
    {
        using var read = RSA.Create();
        try
        {
            read.ImportRSAPublicKey(der, out _);
        }
        catch (CryptographicException)
        {
            return null;
        }

        var parameters = read.ExportParameters(includePrivateParameters: false);
        return der.SequenceEqual(read.ExportRSAPublicKey()) ? From(parameters.Modulus, parameters.Exponent) : null;
    }

    public override bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        signature.Length == this.modulus.Length && this.key.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    protected override void Dispose(bool disposing) => this.key.Dispose();

    private static bool IsModulus(ReadOnlySpan<byte> modulus)
    {
        if (modulus.Length is < MinBits / 8 or > MaxBits / 8 || (modulus[^1] & 1) == 0)
        {
            return false;
        }

        var bits = (modulus.Length * 8) - byte.LeadingZeroCount(modulus[0]);
        return modulus[0] != 0 && bits >= MinBits;
    }

    private static bool IsExponent(ReadOnlySpan<byte> exponent) =>
        exponent.Length is >= 1 and <= 4 && exponent[0] != 0 && (exponent[^1] & 1) == 1 && !(exponent.Length == 1 && exponent[0] == 1);
}
