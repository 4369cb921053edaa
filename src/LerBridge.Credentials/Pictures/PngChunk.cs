using System.Buffers.Binary;

namespace LerBridge.Credentials.Pictures;

/// <summary>A chunk of a PNG (PNG, third edition, section 5.3).</summary>
/// <param name="Type">Four letters.</param>
/// <param name="Data">What is in it.</param>
/// <param name="Whole">The chunk with its length, type and checksum.</param>
internal readonly record struct PngChunk(string Type, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Whole)
{
    private const int Around = 12;
    private const int MaxChunks = 100_000;

    /// <summary>The chunks of a PNG up to its end; what follows the end is no part of the picture.</summary>
    /// <returns>The chunks, or why there are none.</returns>
    public static (IReadOnlyList<PngChunk> Chunks, string? Refusal) ReadAll(ReadOnlyMemory<byte> png)
    {
        var chunks = new List<PngChunk>();
        for (var rest = png[8..]; chunks.Count < MaxChunks;)
        {
            if (rest.Length < Around || BinaryPrimitives.ReadUInt32BigEndian(rest.Span) is var length && length > rest.Length - Around)
            {
                return ([], "It is a PNG that breaks off, or a chunk of it is longer than the file.");
            }

            var whole = rest[..(Around + (int)length)];
            if (Crc32.Of(whole.Span[4..^4]) != BinaryPrimitives.ReadUInt32BigEndian(whole.Span[^4..]))
            {
                return ([], "It is a PNG with a chunk whose checksum is not right: it was damaged or changed.");
            }

            chunks.Add(new PngChunk(System.Text.Encoding.Latin1.GetString(whole.Span[4..8]), whole[8..^4], whole));
            if (chunks[0].Type != "IHDR")
            {
                return ([], "It is a PNG that does not begin with IHDR.");
            }

            if (chunks[^1].Type == "IEND")
            {
                return (chunks, null);
            }

            rest = rest[whole.Length..];
        }

        return ([], $"It is a PNG of more than {MaxChunks} chunks.");
    }

    /// <summary>A chunk as it is written.</summary>
    public static byte[] Write(string type, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[Around + data.Length];
        BinaryPrimitives.WriteUInt32BigEndian(chunk, (uint)data.Length);
        System.Text.Encoding.Latin1.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc32.Of(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }
}
