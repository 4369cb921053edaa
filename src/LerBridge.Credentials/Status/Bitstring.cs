using System.Buffers.Text;
using System.IO.Compression;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Status;

/// <summary>The bits of a status list (Bitstring Status List 1.0, sections 3.3 and 3.4). Bit 0 is the left-most bit of the first byte.</summary>
internal sealed class Bitstring
{
    /// <summary>The fewest bits a list may have, so that a place in it tells nothing about a person.</summary>
    public const int MinimumLength = 131_072;

    /// <summary>The most bytes that a list may unpack to: 134 million places. What is more is meant to hurt.</summary>
    private const int MaxBytes = 16 * 1024 * 1024;

    private readonly byte[] bytes;

    private Bitstring(byte[] bytes) => this.bytes = bytes;

    /// <summary>How many bits there are.</summary>
    public long Length => this.bytes.LongLength * 8;

    /// <summary>The bit of that index.</summary>
    public bool this[long index] => (this.bytes[index >> 3] & (0x80 >> (int)(index & 7))) != 0;

    /// <summary>The indices of the bits that are set, in order.</summary>
    public IReadOnlyCollection<int> Set()
    {
        var set = new List<int>();
        for (var at = 0; at < this.bytes.Length; at++)
        {
            for (var bit = 0; this.bytes[at] != 0 && bit < 8; bit++)
            {
                if ((this.bytes[at] & (0x80 >> bit)) != 0)
                {
                    set.Add((at * 8) + bit);
                }
            }
        }

        return set;
    }

    /// <summary>The <c>encodedList</c> of a list of <paramref name="length"/> bits: GZIP, base64url, <c>u</c> in front.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is below the minimum or no multiple of eight, or an index is outside.</exception>
    public static string Encode(int length, IReadOnlyCollection<int> set)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, MinimumLength);
        ArgumentOutOfRangeException.ThrowIfNotEqual(length % 8, 0, nameof(length));
        var bytes = new byte[length / 8];
        foreach (var index in set)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(set));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, length, nameof(set));
            bytes[index >> 3] |= (byte)(0x80 >> (index & 7));
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return "u" + Base64Url.EncodeToString(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    /// <returns>The bits, or what is wrong with the text.</returns>
    public static (Bitstring? Bits, StatusProblem? Problem) Decode(string encodedList)
    {
        if (encodedList is not ['u', ..] || Multibase.DecodeBase64Url(encodedList.AsSpan(1)) is not { } packed)
        {
            return (null, new StatusProblem(StatusProblem.Malformed, "encodedList is not base64url with a \"u\" in front"));
        }

        var (unpacked, why) = Gzip.Unpack(packed, MaxBytes);
        return unpacked is null ? (null, new StatusProblem(StatusProblem.Malformed, $"encodedList {why}")) : (new Bitstring(unpacked), null);
    }
}
