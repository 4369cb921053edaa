using System.IO.Compression;
using System.Text;

namespace LerBridge.Credentials.Pictures;

/// <summary>
/// A PNG with a credential in an iTXt chunk of the keyword <c>openbadgecredential</c> (Open Badges 3.0, section 5.3.1; PNG, third edition, section 11.3.3). Written it is
/// never compressed; read it may be.
/// </summary>
internal static class BakedPng
{
    private const string Keyword = "openbadgecredential";
    private const string OlderKeyword = "openbadges";
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    public static bool IsOne(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    public static BakedCredential Read(ReadOnlyMemory<byte> png)
    {
        var (chunks, refusal) = PngChunk.ReadAll(png);
        if (refusal is not null)
        {
            return BakedCredential.Refused(refusal);
        }

        var current = chunks.Where(chunk => IsOf(chunk, Keyword)).ToArray();
        if (current.Length > 1)
        {
            return BakedCredential.Refused("It is a PNG with more than one credential in it, so nobody could say which one it shows.");
        }

        if (current is [var one])
        {
            return Text(one, Keyword) is { } text
                ? new BakedCredential(text, $"It lies in the chunk {one.Type} of a PNG.")
                : BakedCredential.Refused($"It is a PNG whose {Keyword} chunk cannot be read, or unpacks to more than {JsonDoor.MaxCredential} bytes.");
        }

        return chunks.FirstOrDefault(chunk => IsOf(chunk, OlderKeyword)) is { Type: not null } older ? ReadOlder(older) : BakedCredential.Refused("It is a PNG without a credential in it.");
    }

    /// <summary>Puts a credential into a picture, in place of one that it has.</summary>
    /// <param name="png">The picture.</param>
    /// <param name="credential">A signed credential, as JSON or as a JWT.</param>
    /// <returns>The picture with the credential; or why there is none.</returns>
    public static (byte[]? Picture, string? Refusal) Write(ReadOnlyMemory<byte> png, ReadOnlyMemory<byte> credential)
    {
        if (png.Length > BakedPicture.MaxBytes || !IsOne(png.Span))
        {
            return (null, $"The picture is no PNG of up to {BakedPicture.MaxBytes} bytes.");
        }

        if (Bakeable.Refusal(credential) is { } unfit)
        {
            return (null, unfit);
        }

        var (chunks, refusal) = PngChunk.ReadAll(png);
        if (refusal is not null)
        {
            return (null, refusal);
        }

        using var picture = new MemoryStream();
        picture.Write(Signature);
        foreach (var chunk in chunks.Where(chunk => !IsOf(chunk, Keyword) && !IsOf(chunk, OlderKeyword)))
        {
            if (chunk.Type == "IEND")
            {
                // keyword, not compressed, no language, no translation of the keyword
                picture.Write(PngChunk.Write("iTXt", [.. Encoding.ASCII.GetBytes(Keyword), 0, 0, 0, 0, 0, .. credential.Span]));
            }

            picture.Write(chunk.Whole.Span);
        }

        return (picture.ToArray(), null);
    }

    private static bool IsOf(PngChunk chunk, string keyword) =>
        chunk.Type is "iTXt" or "tEXt" or "zTXt"
        && chunk.Data.Length > keyword.Length
        && chunk.Data.Span[keyword.Length] == 0
        && Encoding.Latin1.GetString(chunk.Data.Span[..keyword.Length]) == keyword;

    private static BakedCredential ReadOlder(PngChunk chunk)
    {
        var text = Text(chunk, OlderKeyword);
        return text is { } found && Bakeable.Refusal(found) is null
            ? new BakedCredential(found, $"It lies in the chunk {chunk.Type} of a PNG, under the keyword of Open Badges 2.0.")
            : BakedCredential.Refused("It is a PNG with a badge of Open Badges 2.0 or before, whose assertion lies at a URL. Ask its issuer for one of Open Badges 3.0.");
    }

    /// <summary>The text of a chunk; null where it is malformed or too large.</summary>
    private static ReadOnlyMemory<byte>? Text(PngChunk chunk, string keyword)
    {
        var rest = chunk.Data[(keyword.Length + 1)..];
        switch (chunk.Type)
        {
            case "tEXt":
                return rest;
            case "zTXt":
                return rest.Length > 0 && rest.Span[0] == 0 ? Unpacked(rest[1..]) : null;
            default:
                // compression flag and method, then language and translated keyword, each with a zero at its end
                if (rest.Length < 4 || rest.Span[0] > 1 || rest.Span[1] != 0)
                {
                    return null;
                }

                var packed = rest.Span[0] == 1;
                rest = rest[2..];
                for (var i = 0; i < 2; i++)
                {
                    var end = rest.Span.IndexOf((byte)0);
                    if (end < 0)
                    {
                        return null;
                    }

                    rest = rest[(end + 1)..];
                }

                return packed ? Unpacked(rest) : rest;
        }
    }

    private static ReadOnlyMemory<byte>? Unpacked(ReadOnlyMemory<byte> packed)
    {
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            var bytes = new byte[JsonDoor.MaxCredential + 1];
            var length = zlib.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length <= JsonDoor.MaxCredential ? bytes.AsMemory(0, length) : (ReadOnlyMemory<byte>?)null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
