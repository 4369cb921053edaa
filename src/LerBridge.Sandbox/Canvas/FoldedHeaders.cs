using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LerBridge.Sandbox.Canvas;

/// <summary>
/// Header values over several lines (obsolete since RFC 7230 section 3.2.4, recorded at a real site all the same). Kestrel refuses to write a line break into a
/// header, so a mark that occurs in no address and no body stands for it until the bytes leave.
/// </summary>
internal static class FoldedHeaders
{
    public const string Fold = "^";

    public static void Listen(ListenOptions options)
    {
        options.Protocols = HttpProtocols.Http1;
        options.Use(next => async connection =>
        {
            var wire = connection.Transport;
            await using var folding = new FoldingStream(wire.Output.AsStream());
            connection.Transport = new Duplex(wire.Input, PipeWriter.Create(folding, new StreamPipeWriterOptions(leaveOpen: true)));
            try
            {
                await next(connection);
            }
            finally
            {
                await connection.Transport.Output.CompleteAsync();
                connection.Transport = wire;
            }
        });
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class FoldingStream(Stream inner) : Stream
    {
        private static readonly byte[] LineBreak = "\r\n  "u8.ToArray();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            // only in the head: a file in the body may hold any byte
            while (HeadOf(buffer.Span).IndexOf((byte)'^') is >= 0 and var at)
            {
                await inner.WriteAsync(buffer[..at], cancellationToken);
                await inner.WriteAsync(LineBreak, cancellationToken);
                buffer = buffer[(at + 1)..];
            }

            await inner.WriteAsync(buffer, cancellationToken);
        }

        // folded lines are written one by one, so a head may go on in the next stretch: it begins with a parameter of a link
        private static ReadOnlySpan<byte> HeadOf(ReadOnlySpan<byte> bytes) => bytes.StartsWith("HTTP/"u8) || bytes.StartsWith("<http"u8) || bytes.StartsWith("</"u8)
            ? bytes.IndexOf("\r\n\r\n"u8) is >= 0 and var end ? bytes[..end] : bytes
            : [];

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
