using System.Security.Cryptography;

namespace LerBridge.Credentials.Keys;

/// <summary>An ECDSA private key on P-256 or P-384, by .NET.</summary>
internal sealed class EcdsaKey : SigningKey
{
    private readonly ECDsa key;
    private readonly HashAlgorithmName hash;

    private EcdsaKey(KeyAlgorithm algorithm, ECDsa key)
    {
        this.key = key;
        this.hash = EcdsaPublicKey.HashOf(algorithm);
        this.Public = EcdsaPublicKey.FromPoint(algorithm, key.ExportParameters(includePrivateParameters: false).Q)
            ?? throw new CryptographicException("The key is not on its curve.");
    }

    public override PublicKey Public { get; }

    public static EcdsaKey Create(KeyAlgorithm algorithm) => new(algorithm, ECDsa.Create(EcdsaPublicKey.CurveOf(algorithm)));

    public static EcdsaKey FromScalar(KeyAlgorithm algorithm, byte[] scalar) =>
        new(algorithm, ECDsa.Create(new ECParameters { Curve = EcdsaPublicKey.CurveOf(algorithm), D = scalar }));

    /// <exception cref="CryptographicException">It is no elliptic-curve key, or on another curve.</exception>
    public static EcdsaKey FromPkcs8(ReadOnlySpan<byte> pkcs8)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(pkcs8, out _);
            var oid = key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value;
            return oid switch
            {
                "1.2.840.10045.3.1.7" => new EcdsaKey(KeyAlgorithm.P256, key),
                "1.3.132.0.34" => new EcdsaKey(KeyAlgorithm.P384, key),
                _ => throw new CryptographicException("The key is on a curve other than P-256 and P-384."),
            };
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    // the one instance signs on any thread: .NET's ECDsa over OpenSSL, CNG and Security.framework makes a context of its own per call
    public override byte[] Sign(ReadOnlySpan<byte> data)
    {
        var signature = new byte[this.key.GetMaxSignatureSize(DSASignatureFormat.IeeeP1363FixedFieldConcatenation)];
        return this.key.TrySignData(data, signature, this.hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, out var written) && written == signature.Length
            ? signature
            : throw new CryptographicException("The key gave a signature of unexpected length.");
    }

    internal override byte[] ExportPkcs8() => this.key.ExportPkcs8PrivateKey();

    protected override void Dispose(bool disposing)
    {
        this.key.Dispose();
        this.Public.Dispose();
    }
}
