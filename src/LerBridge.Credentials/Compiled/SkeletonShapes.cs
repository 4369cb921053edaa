using System.Buffers.Binary;
using System.Numerics;

namespace LerBridge.Credentials.Compiled;

/// <summary>The shapes of documents with one skeleton; they differ in the values that belong to the shape, such as types.</summary>
internal sealed class SkeletonShapes(byte[] skeleton)
{
    private readonly Lock gate = new();

    public Shape[] Shapes { get; private set; } = [];

    /// <summary>How often a document of this skeleton was compiled, with or without success.</summary>
    public int Attempts { get; private set; }

    public bool Is(ReadOnlySpan<byte> other) => other.SequenceEqual(skeleton);

    public void Add(Shape? shape)
    {
        lock (this.gate)
        {
            this.Attempts++;
            if (shape is not null)
            {
                this.Shapes = [.. this.Shapes, shape];
            }
        }
    }

    /// <summary>A quick key; equality is decided by <see cref="Is"/>.</summary>
    public static ulong KeyOf(ReadOnlySpan<byte> skeleton)
    {
        const ulong Prime = 0x9E3779B97F4A7C15;
        var hash = (ulong)skeleton.Length * Prime;
        while (skeleton.Length >= 8)
        {
            hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(skeleton)) * Prime, 29);
            skeleton = skeleton[8..];
        }

        foreach (var b in skeleton)
        {
            hash = (hash ^ b) * Prime;
        }

        return hash ^ (hash >> 32);
    }
}
