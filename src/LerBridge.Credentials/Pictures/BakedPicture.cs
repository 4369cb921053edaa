using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Verifying;

namespace LerBridge.Credentials.Pictures;

/// <summary>Pictures with a credential in them (Open Badges 3.0, section 5.3: baked badges). Which kind it is, the bytes tell, not the name of the file.</summary>
internal static class BakedPicture
{
    /// <summary>The most bytes that a picture may have.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>True for what can be nothing but a PNG or an SVG: no credential begins so.</summary>
    public static bool IsOne(ReadOnlySpan<byte> bytes) => BakedPng.IsOne(bytes) || BakedSvg.IsOne(bytes);

    public static BakedCredential Read(ReadOnlyMemory<byte> picture) =>
        picture.Length > MaxBytes ? BakedCredential.Refused($"It has more than {MaxBytes} bytes.")
        : BakedPng.IsOne(picture.Span) ? BakedPng.Read(picture)
        : BakedSvg.Read(picture);

    /// <summary>Puts a credential into a picture, in place of one that it has.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="credential">A signed credential, as JSON or as a JWT; white space around it is left out.</param>
    /// <returns>The picture with the credential; or why there is none.</returns>
    public static (byte[]? Picture, string? Refusal) Write(ReadOnlyMemory<byte> picture, ReadOnlyMemory<byte> credential)
    {
        var text = credential.Span.StartsWith("\ufeff"u8) ? credential[3..] : credential;
        var trimmed = text[..text.Span.TrimEnd(" \t\r\n"u8).Length];
        return IsOne(trimmed.Span) ? (null, "It is a picture itself. Take the credential out of it first.")
            : Unsigned(trimmed) is { } unsigned ? (null, unsigned)
            : BakedPng.IsOne(picture.Span) ? BakedPng.Write(picture, trimmed)
            : BakedSvg.IsOne(picture.Span) ? BakedSvg.Write(picture, trimmed)
            : (null, "The picture is neither a PNG nor an SVG.");
    }

    /// <summary>Why a credential is not worth a picture; null where it is signed, rightly or not.</summary>
    private static string? Unsigned(ReadOnlyMemory<byte> credential)
    {
        if (JwsCompact.IsOne(credential.Span))
        {
            return null;
        }

        var (document, refusal) = JsonDoor.Open(credential, JsonDoor.MaxCredential);
        using (document)
        {
            return document is null ? refusal
                : document.RootElement.TryGetProperty("proof"u8, out _) || EnvelopedCredential.Open(document.RootElement) is not null ? null
                : "It has no proof, so nobody could tell whose it is: sign it first.";
        }
    }
}
