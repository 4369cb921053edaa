using System.Text.Json;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Building;

/// <summary>What another says of the issuer: a signed endorsement that stands in the issuer's profile, in every credential.</summary>
internal sealed class IssuerEndorsement
{
    private readonly JsonElement? credential;

    private IssuerEndorsement(ReadOnlyMemory<byte> bytes, JsonElement? credential)
    {
        this.Bytes = bytes;
        this.credential = credential;
    }

    /// <summary>A JWT, which only a credential that is a JWT itself can carry.</summary>
    public bool IsJwt => this.credential is null;

    /// <summary>It by itself, as it was given.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Reads an endorsement of an issuer, JSON or a JWT.</summary>
    /// <param name="bytes">The signed endorsement.</param>
    /// <param name="issuer">The DID of whom it must endorse.</param>
    /// <returns>The endorsement; or why it is none.</returns>
    public static (IssuerEndorsement? Endorsement, string? Refusal) Read(ReadOnlyMemory<byte> bytes, string issuer)
    {
        var text = bytes.Span.StartsWith("\ufeff"u8) ? bytes[3..] : bytes;
        var trimmed = text[..text.Span.TrimEnd(" \r\n"u8).Length];
        var jwt = JwsCompact.IsOne(trimmed.Span);
        var (document, refusal) = jwt ? (null, null) : JsonDoor.Open(trimmed, JsonDoor.MaxCredential);
        using (document)
        {
            var credential = document?.RootElement;
            if (jwt)
            {
                (credential, refusal) = VcJwtVerifier.Look(trimmed);
            }

            if (credential is not { } endorsement)
            {
                return (null, refusal ?? "It cannot be read.");
            }

            if (EndorsementLint.Problems(endorsement) is [var first, ..])
            {
                return (null, $"{first.Code} {first.Pointer}: {first.Message}");
            }

            if (!jwt && Json.Items(endorsement, "proof").Count == 0)
            {
                return (null, "It has no proof.");
            }

            return Json.Items(endorsement, "credentialSubject").Any(subject => Json.Text(subject, "id") == issuer)
                ? (new IssuerEndorsement(trimmed, jwt ? null : endorsement.Clone()), null)
                : (null, "It endorses another than the issuer.");
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        if (this.credential is { } document)
        {
            document.WriteTo(json);
        }
        else
        {
            json.WriteStringValue(this.Bytes.Span);
        }
    }
}
