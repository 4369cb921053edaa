using System.Security.Cryptography;
using System.Text;
using LerBridge.Core.Credentials;

namespace LerBridge.Core.Mapping.Running;

/// <summary>
/// The ids of result descriptions: version-8 UUIDs (RFC 9562, section 5.8) of SHA-256 over the achievement's id, the result's name and its type, a line feed between
/// them. Remembered by achievement, of which a run has few.
/// </summary>
internal sealed class DerivedIds
{
    private const int Most = 4096;

    private readonly Dictionary<byte[], byte[][]> known = new(BytesComparer.Instance);

    /// <summary>The ids, encoded and quoted, one per result.</summary>
    public byte[][] For(ReadOnlySpan<byte> achievementId, ResultItem[] results)
    {
        var lookup = this.known.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(achievementId, out var ids))
        {
            return ids;
        }

        if (this.known.Count >= Most)
        {
            this.known.Clear();
        }

        var achievement = Encoding.UTF8.GetString(achievementId);
        ids = Array.ConvertAll(results, result => Id($"{achievement}\n{result.Name}\n{result.Type}"));
        this.known.Add(achievementId.ToArray(), ids);
        return ids;
    }

    private static byte[] Id(string text)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return Encoding.ASCII.GetBytes($"\"{HashedUuid.Urn(hash)}\"");
    }

    private sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static BytesComparer Instance { get; } = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => this.GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
