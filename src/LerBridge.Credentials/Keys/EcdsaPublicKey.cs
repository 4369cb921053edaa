using System.Numerics;
using System.Security.Cryptography;

namespace LerBridge.Credentials.Keys;

/// <summary>An ECDSA public key on P-256 or P-384, by .NET.</summary>
internal sealed class EcdsaPublicKey : PublicKey
{
    private static readonly BigInteger Prime256 = BigInteger.Pow(2, 256) - BigInteger.Pow(2, 224) + BigInteger.Pow(2, 192) + BigInteger.Pow(2, 96) - 1;
    private static readonly BigInteger Prime384 = BigInteger.Pow(2, 384) - BigInteger.Pow(2, 128) - BigInteger.Pow(2, 96) + BigInteger.Pow(2, 32) - 1;
    private static readonly BigInteger B256 = Parse("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
    private static readonly BigInteger B384 = Parse("b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef");

    private readonly ECDsa key;

    private EcdsaPublicKey(KeyAlgorithm algorithm, ECDsa key, ECPoint point)
    {
        this.Algorithm = algorithm;
        this.key = key;
        this.Point = point;
        var x = point.X ?? throw new ArgumentException("The point has no coordinates.", nameof(point));
        var y = point.Y ?? throw new ArgumentException("The point has no coordinates.", nameof(point));
        this.Multibase = Multikey.EncodePublic(algorithm, [(byte)(2 | (y[^1] & 1)), .. x]);
    }

    public override KeyAlgorithm Algorithm { get; }

    public override string Multibase { get; }

    /// <summary>The point on the curve.</summary>
    public ECPoint Point { get; }

    /// <summary>The key of a compressed (02 or 03) or uncompressed (04) point (SEC 1, section 2.3.4).</summary>
    public static EcdsaPublicKey? FromPoint(KeyAlgorithm algorithm, ReadOnlySpan<byte> encoded)
    {
        var size = SizeOf(algorithm);
        if (encoded.Length == (2 * size) + 1 && encoded[0] == 4)
        {
            return FromPoint(algorithm, new ECPoint { X = encoded.Slice(1, size).ToArray(), Y = encoded[(1 + size)..].ToArray() });
        }

        return encoded.Length == size + 1 && encoded[0] is 2 or 3 && Decompress(algorithm, encoded) is { } y
            ? FromPoint(algorithm, new ECPoint { X = encoded[1..].ToArray(), Y = y })
            : null;
    }

    /// <returns>Null where the point is not on the curve.</returns>
    public static EcdsaPublicKey? FromPoint(KeyAlgorithm algorithm, ECPoint point)
    {
        try
        {
            return new EcdsaPublicKey(algorithm, ECDsa.Create(new ECParameters { Curve = CurveOf(algorithm), Q = point }), point);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public override bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        signature.Length == 2 * SizeOf(this.Algorithm)
        && this.key.VerifyData(data, signature, HashOf(this.Algorithm), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    internal static ECCurve CurveOf(KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.P256 => ECCurve.NamedCurves.nistP256,
        KeyAlgorithm.P384 => ECCurve.NamedCurves.nistP384,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    internal static HashAlgorithmName HashOf(KeyAlgorithm algorithm) => algorithm == KeyAlgorithm.P384 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;

    internal static int SizeOf(KeyAlgorithm algorithm) => algorithm == KeyAlgorithm.P384 ? 48 : 32;

    protected override void Dispose(bool disposing) => this.key.Dispose();

    /// <summary>y from x: y² = x³ − 3x + b. Both primes are 3 modulo 4, so the root is the power (p + 1) / 4. .NET has no import of compressed points.</summary>
    private static byte[]? Decompress(KeyAlgorithm algorithm, ReadOnlySpan<byte> encoded)
    {
        var (p, b) = algorithm == KeyAlgorithm.P384 ? (Prime384, B384) : (Prime256, B256);
        var x = new BigInteger(encoded[1..], isUnsigned: true, isBigEndian: true);
        if (x >= p)
        {
            return null;
        }

        var right = ((x * x * x) - (3 * x) + b) % p;
        right = right.Sign < 0 ? right + p : right;
        var y = BigInteger.ModPow(right, (p + 1) / 4, p);
        if (y * y % p != right)
        {
            return null;
        }

        if ((y.IsEven ? 2 : 3) != encoded[0])
        {
            y = p - y;
        }

        var bytes = new byte[SizeOf(algorithm)];
        return y.TryWriteBytes(bytes.AsSpan(bytes.Length - y.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true) ? bytes : null;
    }

    private static BigInteger Parse(string hex) => new(Convert.FromHexString(hex), isUnsigned: true, isBigEndian: true);
}
