namespace LerBridge.Credentials.Keys;

/// <summary>A key that verifies. Thread-safe.</summary>
internal abstract class PublicKey : IDisposable
{
    /// <summary>What it verifies.</summary>
    public abstract KeyAlgorithm Algorithm { get; }

    /// <summary>The key as a Multikey.</summary>
    public abstract string Multibase { get; }

    /// <summary>The short name of the key, of letters that a URL fragment and a file name take: the Multikey, of an RSA key its thumbprint.</summary>
    public virtual string Id => this.Multibase;

    /// <summary>The key of a <c>publicKeyMultibase</c>.</summary>
    /// <returns>Null where the text is no key of a kind that we know, or the point is not on its curve.</returns>
    /// <exception cref="CryptoUnavailableException">It is an Ed25519 key and OpenSSL 3 is not on this machine.</exception>
    public static PublicKey? FromMultibase(string multibase) => Multikey.DecodePublic(multibase) is var (algorithm, bytes) ? From(algorithm, bytes) : null;

    /// <summary>The key of raw Ed25519 bytes, of a compressed or uncompressed point, or of an RSAPublicKey in DER.</summary>
    public static PublicKey? From(KeyAlgorithm algorithm, ReadOnlySpan<byte> bytes) => algorithm switch
    {
        KeyAlgorithm.Ed25519 => bytes.Length == 32 ? new Ed25519PublicKey(bytes) : null,
        KeyAlgorithm.Rsa => RsaPublicKey.FromPkcs1(bytes),
        _ => EcdsaPublicKey.FromPoint(algorithm, bytes),
    };

    /// <summary>True where <paramref name="signature"/> (64 bytes for Ed25519, r‖s for ECDSA, as long as the modulus for RSA) is this key's over <paramref name="data"/>.</summary>
    public abstract bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature);

    /// <inheritdoc/>
    public override string ToString() => $"{this.Algorithm} {this.Id}";

    /// <inheritdoc/>
    public void Dispose()
    {
        this.Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the native part.</summary>
    protected abstract void Dispose(bool disposing);
}
