using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace LerBridge.Credentials.Keys;

/// <summary>
/// A key that signs. It cannot be printed, logged or serialized by accident: it shows its public part only, and its bytes leave it
/// through <see cref="ExportPkcs8"/> alone, which <see cref="KeyFile"/> calls to encrypt them. Thread-safe.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
[JsonConverter(typeof(UnprintableConverter))]
internal abstract class SigningKey : IDisposable
{
    /// <summary>What it signs with.</summary>
    public KeyAlgorithm Algorithm => this.Public.Algorithm;

    /// <summary>Its public part.</summary>
    public abstract PublicKey Public { get; }

    /// <summary>A new key.</summary>
    /// <exception cref="CryptoUnavailableException">Ed25519 was asked for and OpenSSL 3 is not on this machine.</exception>
    public static SigningKey Generate(KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.Ed25519 => Ed25519Key.Generate(),
        KeyAlgorithm.Rsa => RsaKey.Create(),
        _ => EcdsaKey.Create(algorithm),
    };

    /// <summary>The key of a <c>secretKeyMultibase</c>, as test vectors give it.</summary>
    /// <returns>Null where the text is no secret key of a kind that we know.</returns>
    public static SigningKey? FromMultibase(string secretKeyMultibase)
    {
        if (Multikey.DecodeSecret(secretKeyMultibase) is not var (algorithm, secret))
        {
            return null;
        }

        try
        {
            return algorithm == KeyAlgorithm.Ed25519 ? Ed25519Key.FromSeed(secret) : EcdsaKey.FromScalar(algorithm, secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Signs: 64 bytes for Ed25519; r‖s for ECDSA, hashed with the curve's SHA-2; as long as the modulus for RSA.</summary>
    public abstract byte[] Sign(ReadOnlySpan<byte> data);

    /// <summary>The key as PKCS#8. The caller clears the bytes.</summary>
    internal abstract byte[] ExportPkcs8();

    /// <inheritdoc/>
    public sealed override string ToString() => $"signing key of {this.Public}";

    /// <inheritdoc/>
    public void Dispose()
    {
        this.Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the native part.</summary>
    protected abstract void Dispose(bool disposing);
}
