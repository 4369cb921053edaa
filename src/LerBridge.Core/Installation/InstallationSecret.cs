using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LerBridge.Core.Credentials;

namespace LerBridge.Core.Installation;

/// <summary>
/// The secret from which an installation derives its identifiers and hides persons. Made once, never changed: another secret would issue everything anew.
/// It cannot be printed; what is derived from it can.
/// </summary>
[DebuggerDisplay("(installation secret)")]
public sealed class InstallationSecret
{
    /// <summary>Its length in bytes.</summary>
    public const int Length = 32;

    private readonly byte[] key;

    /// <summary>Wraps the bytes of an opened secret.</summary>
    internal InstallationSecret(ReadOnlySpan<byte> key) => this.key = key.ToArray();

    /// <summary>The id of a credential: a version-8 UUID (RFC 9562, section 5.8) from mapping, person, group and generation, as a URN.</summary>
    public string CredentialId(string mapping, string personId, string group, int generation) =>
        HashedUuid.Urn(this.Derive("credential", mapping, personId, group, generation.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The id of a person who is first met in a source.</summary>
    public string PersonId(string connector, string sourceKey) => HashedUuid.Of(this.Derive("person", connector, sourceKey)).ToString("D");

    /// <summary>The subject's id in an issuer's credentials: pairwise, so that two issuers' credentials cannot be joined by it.</summary>
    public string SubjectId(string personId, string issuer) => HashedUuid.Urn(this.Derive("subject", personId, issuer));

    /// <summary>Personal text as a keyed hash: the only form in which it reaches output, logs and metrics.</summary>
    public string Redact(string personal) => Convert.ToHexStringLower(this.Derive("redact", personal).AsSpan(0, 8));

    /// <summary>Never the secret.</summary>
    public override string ToString() => "(installation secret)";

    internal byte[] Reveal() => [.. this.key];

    // Each part is preceded by its length, so that ("ab", "c") and ("a", "bc") differ.
    private byte[] Derive(params ReadOnlySpan<string> parts)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, this.key);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            mac.AppendData(length);
            mac.AppendData(bytes);
        }

        return mac.GetHashAndReset();
    }
}
