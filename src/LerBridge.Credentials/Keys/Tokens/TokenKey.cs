using System.Formats.Asn1;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace LerBridge.Credentials.Keys.Tokens;

/// <summary>
/// A private key that stays on a token (PKCS#11 Current Mechanisms 3.0, sections 2.3.6 ECDSA and 2.3.14 EdDSA). The token signs; what it must hash is hashed here, since few tokens do.
/// </summary>
[JsonConverter(typeof(UnprintableConverter))]
internal sealed class TokenKey : SigningKey
{
    private static readonly byte[] SelfTest = "lerbridge: does the private part fit the public one?"u8.ToArray();

    private readonly Token token;
    private readonly string label;

    private TokenKey(Token token, string label, PublicKey publicKey)
    {
        this.token = token;
        this.label = label;
        this.Public = publicKey;
    }

    public override PublicKey Public { get; }

    /// <summary>Finds the key of a label and tries it once.</summary>
    /// <exception cref="KeyFolderException">There is not exactly one such pair of keys, or of another kind than Ed25519, P-256 and P-384 (LB6124); or the token cannot be used (LB6121 to LB6125).</exception>
    /// <exception cref="CryptoUnavailableException">It is an Ed25519 key and OpenSSL 3, which verifies, is not on this machine.</exception>
    public static TokenKey Open(Token token, string label)
    {
        var publicKey = token.Use((library, login, session) => ReadPublic(library, session, PrivateKey(library, login, session, token, label), token, label));
        var key = new TokenKey(token, label, publicKey);
        if (!publicKey.Verify(SelfTest, key.Sign(SelfTest)))
        {
            key.Dispose();
            throw Unusable(token, label, "its private and its public object do not belong together");
        }

        return key;
    }

    public override byte[] Sign(ReadOnlySpan<byte> data)
    {
        // RFC 8032 hashes by itself; for ECDSA the token gets the hash and answers r‖s
        var input = this.Algorithm switch
        {
            KeyAlgorithm.Ed25519 => data.ToArray(),
            KeyAlgorithm.P384 => SHA384.HashData(data),
            _ => SHA256.HashData(data),
        };
        var mechanism = this.Algorithm == KeyAlgorithm.Ed25519 ? Ck.Eddsa : Ck.Ecdsa;
        return this.token.Use((library, login, session) => library.Sign(session, PrivateKey(library, login, session, this.token, this.label), mechanism, input));
    }

    internal override byte[] ExportPkcs8() => throw new InvalidOperationException("A key on a token never leaves it.");

    protected override void Dispose(bool disposing) => this.Public.Dispose();

    private static CULong PrivateKey(Pkcs11Library library, Token.Login login, CULong session, Token token, string label)
    {
        if (login.Keys.TryGetValue(label, out var known))
        {
            return known;
        }

        var found = library.Find(session, Ck.PrivateKey, Ck.Label, Encoding.UTF8.GetBytes(label));
        return found switch
        {
            [var one] => login.Keys.GetOrAdd(label, one),
            [] => throw Unusable(token, label, "there is no private key of this label"),
            _ => throw Unusable(token, label, "more than one private key has this label"),
        };
    }

    private static PublicKey ReadPublic(Pkcs11Library library, CULong session, CULong privateKey, Token token, string label)
    {
        // a pair has one id, or else one label; some tokens show the point on the private object as well
        var id = library.Read(session, privateKey, Ck.Id);
        var candidates = id is { Length: > 0 } ? library.Find(session, Ck.PublicKey, Ck.Id, id) : library.Find(session, Ck.PublicKey, Ck.Label, Encoding.UTF8.GetBytes(label));
        var source = candidates is [var one] ? one : privateKey;
        if (AlgorithmOf(library.Read(session, source, Ck.EcParams) ?? library.Read(session, privateKey, Ck.EcParams)) is not { } algorithm)
        {
            throw Unusable(token, label, "it is neither Ed25519 nor ECDSA on P-256 or P-384");
        }

        return library.Read(session, source, Ck.EcPoint) is { } point && PublicKey.From(algorithm, Point(point)) is { } key
            ? key
            : throw Unusable(token, label, "its public key is not on the token, or malformed");
    }

    /// <summary>CKA_EC_PARAMS: a named curve, as object identifier or, for Ed25519 in version 3.0, as text.</summary>
    private static KeyAlgorithm? AlgorithmOf(byte[]? parameters)
    {
        try
        {
            if (parameters is not { Length: > 1 })
            {
                return null;
            }

            var named = parameters[0] == (byte)UniversalTagNumber.PrintableString
                ? AsnDecoder.ReadCharacterString(parameters, AsnEncodingRules.DER, UniversalTagNumber.PrintableString, out _)
                : AsnDecoder.ReadObjectIdentifier(parameters, AsnEncodingRules.DER, out _);
            return named switch
            {
                "1.2.840.10045.3.1.7" => KeyAlgorithm.P256,
                "1.3.132.0.34" => KeyAlgorithm.P384,
                "1.3.101.112" or "edwards25519" => KeyAlgorithm.Ed25519,
                _ => null,
            };
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>CKA_EC_POINT: an OCTET STRING around the point; some tokens leave it off.</summary>
    private static byte[] Point(byte[] written)
    {
        try
        {
            var point = AsnDecoder.ReadOctetString(written, AsnEncodingRules.DER, out var consumed);
            return consumed == written.Length ? point : written;
        }
        catch (AsnContentException)
        {
            return written;
        }
    }

    private static KeyFolderException Unusable(Token token, string label, string why) => new(
        KeyTrouble.Terminal,
        "LB6124",
        $"The key \"{label}\" on {token.Name} cannot be used: {why}. Look at what the token holds with its vendor's tool, and correct LerBridge:Issuer:Token:KeyLabel.");
}
