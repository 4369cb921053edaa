using System.Buffers.Binary;
using System.IO.Compression;

namespace LerBridge.Credentials.Status;

/// <summary>
/// One whole GZIP member (RFC 1952) and nothing after it. The platform's reader takes what is cut off, or followed by anything, for good as long as it unpacks; a signed list must be what it
/// was when it was made.
/// </summary>
internal static class Gzip
{
    private const int FixedHeader = 10;
    private const int Trailer = 8;

    /// <summary>The reader takes this much at the end byte by byte, which tells where the compressed data ends.</summary>
    private const int Slow = 64;

    /// <returns>What was packed; or why not, in words.</returns>
    public static (byte[]? Unpacked, string? Why) Unpack(byte[] packed, int limit)
    {
        if (HeaderLength(packed) is not { } header || packed.Length < header + Trailer)
        {
            return (null, "is not GZIP");
        }

        try
        {
            using var source = new ExactSource(packed, header);
            using var inflated = new DeflateStream(source, CompressionMode.Decompress);
            using var unpacked = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (int read; (read = inflated.Read(buffer)) > 0;)
            {
                if (unpacked.Length + read > limit)
                {
                    return (null, $"unpacks to more than {limit} bytes");
                }

                unpacked.Write(buffer, 0, read);
            }

            var trailer = packed.AsSpan(packed.Length - Trailer);
            var all = unpacked.ToArray();
            return source.Position != source.Length - Trailer
                || BinaryPrimitives.ReadUInt32LittleEndian(trailer) != Crc32.Of(all)
                || BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) != (uint)all.Length
                ? (null, "is cut off, damaged, or followed by something else")
                : (all, null);
        }
        catch (InvalidDataException)
        {
            return (null, "is not GZIP");
        }
    }

    // RFC 1952, section 2.3
    private static int? HeaderLength(ReadOnlySpan<byte> packed)
    {
        if (packed.Length < FixedHeader || packed is not [0x1f, 0x8b, 8, ..])
        {
            return null;
        }

        var flags = packed[3];
        var at = FixedHeader;
        if ((flags & 4) != 0)
        {
            if (packed.Length < at + 2)
            {
                return null;
            }

            at += 2 + BinaryPrimitives.ReadUInt16LittleEndian(packed[at..]);
        }

        // a file's name and a comment, each up to its zero
        for (var flag = 8; flag <= 16; flag *= 2)
        {
            if ((flags & flag) != 0)
            {
                var end = at < packed.Length ? packed[at..].IndexOf((byte)0) : -1;
                if (end < 0)
                {
                    return null;
                }

                at += end + 1;
            }
        }

        at += (flags & 2) != 0 ? 2 : 0;
        return at <= packed.Length ? at : null;
    }

    private sealed class ExactSource(byte[] packed, int header) : MemoryStream(packed, header, packed.Length - header, writable: false)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, this.Allowed(count));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..this.Allowed(buffer.Length)]);

        private int Allowed(int wanted)
        {
            var quick = this.Length - Slow - this.Position;
            return quick > 0 ? (int)Math.Min(quick, wanted) : Math.Min(1, wanted);
        }
    }
}
