using System.Runtime.InteropServices;

namespace LerBridge.Storage;

/// <summary>Bytes as drivers take them.</summary>
internal static class Bytes
{
    /// <summary>The array behind a memory where it is exactly that array, else a copy.</summary>
    public static byte[] Of(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array is { } array && segment.Offset == 0 && segment.Count == array.Length ? array : memory.ToArray();
}
