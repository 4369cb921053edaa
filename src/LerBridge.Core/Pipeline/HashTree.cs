using System.Buffers;
using System.Security.Cryptography;

namespace LerBridge.Core.Pipeline;

/// <summary>The root of a hash tree over leaves that come one after the other (RFC 6962, section 2.1: SHA-256, 0x00 before leaves and 0x01 before nodes), in memory that grows with its height alone.</summary>
internal sealed class HashTree
{
    private readonly Stack<(int Height, byte[] Hash)> roots = new();

    /// <summary>How many leaves it has.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a leaf.</summary>
    public void Add(ReadOnlySpan<byte> leaf)
    {
        var length = leaf.Length + 1;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        rented[0] = 0;
        leaf.CopyTo(rented.AsSpan(1));
        var (height, node) = (0, SHA256.HashData(rented.AsSpan(0, length)));
        ArrayPool<byte>.Shared.Return(rented);
        while (this.roots.TryPeek(out var left) && left.Height == height)
        {
            node = Join(this.roots.Pop().Hash, node);
            height++;
        }

        this.roots.Push((height, node));
        this.Count++;
    }

    /// <summary>The root so far, in hex; that of nothing is the hash of nothing.</summary>
    public string Root()
    {
        byte[]? right = null;
        foreach (var (_, hash) in this.roots)
        {
            right = right is null ? hash : Join(hash, right);
        }

        return Convert.ToHexStringLower(right ?? SHA256.HashData([]));
    }

    private static byte[] Join(byte[] left, byte[] right)
    {
        Span<byte> both = stackalloc byte[1 + (2 * SHA256.HashSizeInBytes)];
        both[0] = 1;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + SHA256.HashSizeInBytes)..]);
        return SHA256.HashData(both);
    }
}
