using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LerBridge.Sandbox.Canvas;

/// <summary>Answers in a content encoding, as they are said to be or not.</summary>
internal static class PackedAnswers
{
    /// <summary>Answers, packed as a word says: gzip, deflate, raw-deflate, br; gzip-twice, gzip-unsaid, gzip-untrue.</summary>
    public static async Task PackAsync(HttpContext context, string how, Func<Task> answer)
    {
        var wire = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var whole = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(whole));
        try
        {
            await answer();
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        finally
        {
            context.Features.Set(wire);
        }

        var plain = whole.ToArray();
        var (said, body) = how switch
        {
            "gzip" => ("gzip", Gzip(plain)),
            "deflate" => ("deflate", Through(plain, to => new ZLibStream(to, CompressionLevel.Fastest, leaveOpen: true))),
            "raw-deflate" => ("deflate", Through(plain, to => new DeflateStream(to, CompressionLevel.Fastest, leaveOpen: true))),
            "br" => ("br", Through(plain, to => new BrotliStream(to, CompressionLevel.Fastest, leaveOpen: true))),
            "gzip-twice" => ("gzip", Gzip(Gzip(plain))),
            "gzip-unsaid" => (null, Gzip(plain)),
            "gzip-untrue" => ("gzip", plain),
            _ => throw new InvalidOperationException($"There is no encoding \"{how}\"."),
        };
        if (said is not null)
        {
            context.Response.Headers.ContentEncoding = said;
        }

        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static byte[] Gzip(byte[] bytes) => Through(bytes, to => new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true));

    private static byte[] Through(byte[] bytes, Func<Stream, Stream> pack)
    {
        using var packed = new MemoryStream();
        using (var stream = pack(packed))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }
}
