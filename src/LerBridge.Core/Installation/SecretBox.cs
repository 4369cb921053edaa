using System.Buffers.Binary;
using System.Security.Cryptography;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Settings;

namespace LerBridge.Core.Installation;

/// <summary>
/// Seals the installation secret under the key passphrase: AES-256-GCM (NIST SP 800-38D) with a key from PBKDF2-HMAC-SHA-256 (RFC 8018).
/// Layout: version (1 byte), iterations (4, big endian), salt (16), nonce (12), tag (16), ciphertext (32).
/// </summary>
public static class SecretBox
{
    private const byte Version = 1;
    private const int Iterations = 210_000;
    private const int SaltAt = 5;
    private const int NonceAt = SaltAt + 16;
    private const int TagAt = NonceAt + 12;
    private const int CipherAt = TagAt + 16;

    /// <summary>Opens the secret of an installation, or makes it on first use.</summary>
    /// <exception cref="KeyException">The passphrase does not open it; a new one is never made then.</exception>
    public static async Task<InstallationSecret> OpenOrCreateAsync(IInstallationStore store, Secret passphrase, CancellationToken cancellationToken)
    {
        var kept = await store.ReadSecretAsync(cancellationToken);
        if (kept is null)
        {
            var fresh = RandomNumberGenerator.GetBytes(InstallationSecret.Length);
            kept = await store.AddSecretAsync(Seal(fresh, passphrase), cancellationToken);
        }

        return Open(kept, passphrase);
    }

    internal static byte[] Seal(ReadOnlySpan<byte> secret, Secret passphrase)
    {
        var box = new byte[CipherAt + secret.Length];
        box[0] = Version;
        BinaryPrimitives.WriteInt32BigEndian(box.AsSpan(1), Iterations);
        RandomNumberGenerator.Fill(box.AsSpan(SaltAt, TagAt - SaltAt));
        using var cipher = Cipher(passphrase, box);
        cipher.Encrypt(box.AsSpan(NonceAt, 12), secret, box.AsSpan(CipherAt), box.AsSpan(TagAt, 16), box.AsSpan(0, SaltAt));
        return box;
    }

    internal static InstallationSecret Open(byte[] box, Secret passphrase)
    {
        if (box.Length != CipherAt + InstallationSecret.Length || box[0] != Version)
        {
            throw new KeyException(FailureKind.Contract, "LB6201", "The installation secret in the ledger is of a form this version does not know. Restore the ledger from a backup, or run the version that wrote it.");
        }

        var secret = new byte[InstallationSecret.Length];
        try
        {
            using var cipher = Cipher(passphrase, box);
            cipher.Decrypt(box.AsSpan(NonceAt, 12), box.AsSpan(CipherAt), box.AsSpan(TagAt, 16), secret, box.AsSpan(0, SaltAt));
            return new InstallationSecret(secret);
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw new KeyException(FailureKind.Credentials, "LB6202", "The key passphrase does not open the installation secret in the ledger. Give the passphrase that this ledger was first used with (LerBridge:Issuer:KeyPassphraseFile); a new secret is never made over an old one.", mismatch);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static AesGcm Cipher(Secret passphrase, ReadOnlySpan<byte> box)
    {
        var iterations = BinaryPrimitives.ReadInt32BigEndian(box[1..]);
        if (iterations is < 1 or > 10_000_000)
        {
            throw new KeyException(FailureKind.Contract, "LB6201", "The installation secret in the ledger is damaged. Restore the ledger from a backup.");
        }

        var password = passphrase.RevealBytes();
        var key = Rfc2898DeriveBytes.Pbkdf2(password, box.Slice(SaltAt, 16), iterations, HashAlgorithmName.SHA256, 32);
        CryptographicOperations.ZeroMemory(password);
        try
        {
            return new AesGcm(key, 16);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
