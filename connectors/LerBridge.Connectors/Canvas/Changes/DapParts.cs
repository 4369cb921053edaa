using System.IO.Compression;
using System.Runtime.CompilerServices;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Canvas.Changes;

/// <summary>The parts of a job's result as files, which are gone once this is disposed. Names and number of parts mean nothing; together they are the rows.</summary>
internal sealed class DapParts(string connector, string table) : IAsyncDisposable
{
    private const int MostLayers = 3;
    private static readonly byte[] Mark = "\n{\"end\":\"of the part\"}"u8.ToArray();
    private static readonly byte[] EndMark = Packed();

    private readonly List<FileStream> files = [];

    /// <summary>Takes a part in, and reads it through once: what is damaged is fetched again, not half used.</summary>
    /// <exception cref="RequestFailedException">It is damaged.</exception>
    public async Task AddAsync(FileStream file, CancellationToken cancellationToken)
    {
        try
        {
            if (!await IsWholeAsync(file, cancellationToken))
            {
                throw new RequestFailedException(FailureReason.Dropped);
            }
        }
        catch (InvalidDataException problem)
        {
            throw new RequestFailedException(FailureReason.Dropped, problem);
        }

        this.files.Add(file);
    }

    /// <summary>Every row of every part, each in the same instance. May be enumerated again.</summary>
    /// <exception cref="ConnectorException">A row cannot be read.</exception>
    public async IAsyncEnumerable<DapRow> RowsAsync(DapRow row, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in this.files)
        {
            await using var body = await OpenAsync(file, cancellationToken);
            using var lines = new JsonLines(body);
            while (await this.NextAsync(lines, row, cancellationToken))
            {
                yield return row;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in this.files)
        {
            await file.DisposeAsync();
        }

        this.files.Clear();
    }

    private async ValueTask<bool> NextAsync(JsonLines lines, DapRow row, CancellationToken cancellationToken)
    {
        try
        {
            if (await lines.NextAsync(cancellationToken) is not { } line)
            {
                return false;
            }

            row.Read(line.Span);
            return true;
        }
        catch (RequestFailedException)
        {
            throw new ConnectorException(FailureKind.Contract, ConnectorCodes.Unreadable, $"{connector}: a row of the table {table} of Canvas Data 2 is not as documented. Run again; where it stays, the source has changed.");
        }
    }

    // A reader of gzip takes the end of a file that breaks off for the end of its content. With a member of our own behind it (RFC 1952 §2.2) that one shows only where the file ended as it should.
    private static async Task<bool> IsWholeAsync(FileStream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var start = new byte[2];
        if (await file.ReadAtLeastAsync(start, 2, throwOnEndOfStream: false, cancellationToken) < 2 || start is not [0x1F, 0x8B])
        {
            return true;
        }

        file.Position = 0;
        await using var body = new GZipStream(new Borrowed(file) { Behind = EndMark }, CompressionMode.Decompress);
        var buffer = new byte[64 * 1024];
        var tail = Array.Empty<byte>();
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            tail = [.. tail, .. buffer[..read][Math.Max(0, read - Mark.Length)..]];
            tail = tail[Math.Max(0, tail.Length - Mark.Length)..];
        }

        return tail.AsSpan().SequenceEqual(Mark);
    }

    private static byte[] Packed()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Mark);
        }

        return packed.ToArray();
    }

    // Compressed once as documented, not at all where the wire has unpacked it, or twice where a proxy packed it again.
    private static async Task<Stream> OpenAsync(FileStream file, CancellationToken cancellationToken)
    {
        var layers = 0;
        var start = new byte[2];
        while (true)
        {
            var body = Layered(file, layers);
            var read = await body.ReadAtLeastAsync(start, 2, throwOnEndOfStream: false, cancellationToken);
            if (read == 2 && start[0] == 0x1F && start[1] == 0x8B && layers < MostLayers)
            {
                layers++;
                continue;
            }

            return Layered(file, layers);
        }
    }

    private static Stream Layered(FileStream file, int layers)
    {
        file.Position = 0;
        Stream body = new Borrowed(file);
        for (var layer = 0; layer < layers; layer++)
        {
            body = new GZipStream(body, CompressionMode.Decompress);
        }

        return body;
    }

    /// <summary>A file that stays open, and what is put behind it.</summary>
    private sealed class Borrowed(FileStream file) : ForwardStream
    {
        private int taken;

        /// <summary>What is read after the file.</summary>
        public byte[] Behind { get; init; } = [];

        protected override long Taken => file.Position;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await file.ReadAsync(buffer, cancellationToken);
            if (read == 0 && buffer.Length > 0 && this.taken < this.Behind.Length)
            {
                read = Math.Min(buffer.Length, this.Behind.Length - this.taken);
                this.Behind.AsSpan(this.taken, read).CopyTo(buffer.Span);
                this.taken += read;
            }

            return read;
        }
    }
}
