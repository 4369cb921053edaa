using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;

namespace LerBridge.Credentials.Keys;

/// <summary>
/// A private key as an encrypted PKCS#8 PEM file (RFC 5958; PBES2 of RFC 8018: PBKDF2 with HMAC-SHA-256, AES-256-CBC), as <c>openssl pkey</c> reads and writes it.
/// Only its owner may read the file.
/// </summary>
internal static class KeyFile
{
    private const string Label = "ENCRYPTED PRIVATE KEY";
    private const string Ed25519Oid = "1.3.101.112";
    private const string EcOid = "1.2.840.10045.2.1";
    private const string RsaOid = "1.2.840.113549.1.1.1";
    private const int MaxBytes = 16 * 1024;

    // about 0.1 s on the slowest machine aimed at; the file tells the number, so that it can rise
    private static readonly PbeParameters Protection = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 300_000);

    /// <summary>Writes a key to a file that is not there yet.</summary>
    public static void Write(string path, SigningKey key, Passphrase passphrase)
    {
        var plain = key.ExportPkcs8();
        byte[] encrypted;
        try
        {
            encrypted = Pkcs8PrivateKeyInfo.Decode(plain, out _, skipCopy: true).Encrypt(passphrase.Reveal, Protection);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }

        PrivateFiles.Write(path, Encoding.ASCII.GetBytes(PemEncoding.WriteString(Label, encrypted) + "\n"), FileMode.CreateNew);
    }

    /// <exception cref="KeyFolderException">The passphrase is wrong (LB6101), or the file holds no key of ours (LB6104).</exception>
    /// <exception cref="CryptoUnavailableException">It is an Ed25519 key and OpenSSL 3 is not on this machine.</exception>
    public static SigningKey Read(string path, Passphrase passphrase)
    {
        var info = new FileInfo(path);
        if (info.Length > MaxBytes)
        {
            throw NoKey(path, "it is too large");
        }

        var pem = File.ReadAllText(path);
        if (!PemEncoding.TryFind(pem, out var fields) || !pem.AsSpan()[fields.Label].SequenceEqual(Label))
        {
            throw NoKey(path, $"it has no \"{Label}\" section");
        }

        var encrypted = Convert.FromBase64String(pem[fields.Base64Data]);
        var key = Decrypt(path, encrypted, passphrase);
        return key;
    }

    private static SigningKey Decrypt(string path, byte[] encrypted, Passphrase passphrase)
    {
        Pkcs8PrivateKeyInfo info;
        try
        {
            info = Pkcs8PrivateKeyInfo.DecryptAndDecode(passphrase.Reveal, encrypted, out _);
        }
        catch (CryptographicException problem)
        {
            throw new KeyFolderException(
                KeyTrouble.Credentials,
                "LB6101",
                $"The key file {path} does not open with the configured passphrase. Check LerBridge:Issuer:KeyPassphraseFile; without the right one only the backup of both helps.",
                problem);
        }

        return info.AlgorithmId.Value switch
        {
            Ed25519Oid => FromRfc8410(path, info.PrivateKeyBytes.Span),
            EcOid => FromPkcs8(path, info, EcdsaKey.FromPkcs8, "its elliptic-curve key is on another curve than P-256 and P-384, or malformed"),
            RsaOid => FromPkcs8(path, info, RsaKey.FromPkcs8, "its RSA key has not 2,048 to 8,192 bits, or is malformed"),
            _ => throw NoKey(path, "its algorithm is neither Ed25519 nor ECDSA nor RSA"),
        };
    }

    private static Ed25519Key FromRfc8410(string path, ReadOnlySpan<byte> octets) =>
        octets.Length == 34 && octets[0] == 0x04 && octets[1] == 0x20 ? Ed25519Key.FromSeed(octets[2..]) : throw NoKey(path, "its Ed25519 key is malformed");

    private static SigningKey FromPkcs8(string path, Pkcs8PrivateKeyInfo info, Func<ReadOnlySpan<byte>, SigningKey> read, string otherwise)
    {
        var plain = info.Encode();
        try
        {
            return read(plain);
        }
        catch (CryptographicException problem)
        {
            throw NoKey(path, otherwise, problem);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static KeyFolderException NoKey(string path, string why, Exception? inner = null) =>
        new(KeyTrouble.Terminal, "LB6104", $"{path} is not a key file of ours: {why}. Restore it from a backup.", inner);
}
