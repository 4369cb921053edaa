using System.Security.Cryptography;

namespace LerBridge.Credentials.Keys;

/// <summary>An Ed25519 public key in OpenSSL's memory.</summary>
internal sealed class Ed25519PublicKey : PublicKey
{
    private readonly OpenSsl.PkeyHandle handle;
    private readonly MdContextPool contexts = new();

    public Ed25519PublicKey(ReadOnlySpan<byte> bytes)
    {
        OpenSsl.Require();
        this.handle = Check(OpenSsl.EVP_PKEY_new_raw_public_key(OpenSsl.Ed25519, 0, bytes, (nuint)bytes.Length));
        this.Multibase = Multikey.EncodePublic(KeyAlgorithm.Ed25519, bytes);
    }

    public override KeyAlgorithm Algorithm => KeyAlgorithm.Ed25519;

    public override string Multibase { get; }

    public override bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != 64)
        {
            return false;
        }

        var context = this.contexts.Rent();
        Check(OpenSsl.EVP_DigestVerifyInit(context, 0, 0, 0, this.handle));
        var valid = OpenSsl.EVP_DigestVerify(context, signature, (nuint)signature.Length, data, (nuint)data.Length) == 1;
        if (!valid)
        {
            // the queue is per thread: what stays in it would be blamed on the next caller, .NET's own TLS among them
            OpenSsl.ERR_clear_error();
        }

        this.contexts.Return(context);
        return valid;
    }

    internal static void Check(int result)
    {
        if (result != 1)
        {
            throw Failed();
        }
    }

    internal static OpenSsl.PkeyHandle Check(OpenSsl.PkeyHandle key)
    {
        if (key.IsInvalid)
        {
            key.Dispose();
            throw Failed();
        }

        return key;
    }

    protected override void Dispose(bool disposing)
    {
        this.contexts.Dispose();
        this.handle.Dispose();
    }

    private static CryptographicException Failed()
    {
        OpenSsl.ERR_clear_error();
        return new CryptographicException("OpenSSL refused an Ed25519 operation.");
    }
}
