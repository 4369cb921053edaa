using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;

namespace LerBridge.Core.Records;

/// <summary>
/// SHA-256 (FIPS 180-4) of many short messages, eight of them side by side in the lanes of vectors. A platform's own hash takes about a microsecond for a message of two hundred bytes, most of it
/// spent on the way in and out; a night of unchanged records is hashed and nothing else. Where the machine has no such vectors, the platform's own hash is used.
/// </summary>
internal static class Sha256Lanes
{
    /// <summary>The bytes of one hash.</summary>
    public const int HashSize = 32;

    private const int Lanes = 8;
    private const int BlockSize = 64;

    // From the byte order of the standard to that of the machine.
    private static readonly Vector256<byte> Swap = Vector256.Create((byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);

    private static readonly uint[] Start = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    private static readonly uint[] Constants =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>Hashes messages.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="hashes">Where their hashes are put, one after the other.</param>
    public static void Hash(ReadOnlySpan<byte[]> messages, Span<byte> hashes)
    {
        if (Avx2.IsSupported && messages.Length >= Lanes / 2)
        {
            InLanes(messages, hashes);
            return;
        }

        for (var i = 0; i < messages.Length; i++)
        {
            SHA256.HashData(messages[i], hashes.Slice(i * HashSize, HashSize));
        }
    }

    // Every lane works through a message of its own, block by block, and takes the next one when it is done.
    private static void InLanes(ReadOnlySpan<byte[]> messages, Span<byte> hashes)
    {
        Span<Vector256<uint>> state = stackalloc Vector256<uint>[8];
        Span<Vector256<uint>> words = stackalloc Vector256<uint>[BlockSize];
        Span<byte> ends = stackalloc byte[Lanes * BlockSize * 2];
        Span<int> message = stackalloc int[Lanes];
        Span<int> block = stackalloc int[Lanes];
        var (next, open) = (0, 0);
        for (var lane = 0; lane < Lanes; lane++)
        {
            open += Take(messages, lane, ref next, message, block, state, ends) ? 1 : 0;
        }

        while (open > 0)
        {
            for (var half = 0; half < 2; half++)
            {
                for (var lane = 0; lane < Lanes; lane++)
                {
                    var bytes = BlockOf(messages, lane, message[lane], block[lane], ends).Slice(half * Vector256<byte>.Count, Vector256<byte>.Count);
                    words[(half * Lanes) + lane] = Avx2.Shuffle(Vector256.Create(bytes), Swap).AsUInt32();
                }

                Transpose(words.Slice(half * Lanes, Lanes));
            }

            Compress(state, words);
            for (var lane = 0; lane < Lanes; lane++)
            {
                if (message[lane] < 0 || ++block[lane] < BlocksOf(messages[message[lane]].Length))
                {
                    continue;
                }

                var own = MemoryMarshal.Cast<Vector256<uint>, uint>(state);
                var hash = hashes.Slice(message[lane] * HashSize, HashSize);
                for (var word = 0; word < 8; word++)
                {
                    BinaryPrimitives.WriteUInt32BigEndian(hash[(word * 4)..], own[(word * Lanes) + lane]);
                }

                open -= Take(messages, lane, ref next, message, block, state, ends) ? 0 : 1;
            }
        }
    }

    private static bool Take(ReadOnlySpan<byte[]> messages, int lane, ref int next, Span<int> message, Span<int> block, Span<Vector256<uint>> state, Span<byte> ends)
    {
        if (next == messages.Length)
        {
            message[lane] = -1;
            return false;
        }

        (message[lane], block[lane]) = (next, 0);
        var own = MemoryMarshal.Cast<Vector256<uint>, uint>(state);
        for (var word = 0; word < 8; word++)
        {
            own[(word * Lanes) + lane] = Start[word];
        }

        // The last one or two blocks: the rest, a bit, zeros, the length in bits.
        var text = messages[next++];
        var end = ends.Slice(lane * BlockSize * 2, BlockSize * 2);
        var whole = text.Length / BlockSize * BlockSize;
        end.Clear();
        text.AsSpan(whole).CopyTo(end);
        end[text.Length - whole] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(end[((BlocksOf(text.Length) * BlockSize) - whole - 8)..], (ulong)text.Length * 8);
        return true;
    }

    private static int BlocksOf(int length) => ((length + 8) / BlockSize) + 1;

    private static ReadOnlySpan<byte> BlockOf(ReadOnlySpan<byte[]> messages, int lane, int message, int block, ReadOnlySpan<byte> ends)
    {
        var end = ends.Slice(lane * BlockSize * 2, BlockSize * 2);
        if (message < 0)
        {
            return end[..BlockSize];
        }

        var text = messages[message];
        var whole = text.Length / BlockSize;
        return block < whole ? text.AsSpan(block * BlockSize, BlockSize) : end.Slice((block - whole) * BlockSize, BlockSize);
    }

    // Eight lanes of eight words become eight words of eight lanes.
    private static void Transpose(Span<Vector256<uint>> rows)
    {
        var (a, b) = (Avx2.UnpackLow(rows[0], rows[1]).AsUInt64(), Avx2.UnpackHigh(rows[0], rows[1]).AsUInt64());
        var (c, d) = (Avx2.UnpackLow(rows[2], rows[3]).AsUInt64(), Avx2.UnpackHigh(rows[2], rows[3]).AsUInt64());
        var (e, f) = (Avx2.UnpackLow(rows[4], rows[5]).AsUInt64(), Avx2.UnpackHigh(rows[4], rows[5]).AsUInt64());
        var (g, h) = (Avx2.UnpackLow(rows[6], rows[7]).AsUInt64(), Avx2.UnpackHigh(rows[6], rows[7]).AsUInt64());
        (rows[0], rows[4]) = Halves(Avx2.UnpackLow(a, c), Avx2.UnpackLow(e, g));
        (rows[1], rows[5]) = Halves(Avx2.UnpackHigh(a, c), Avx2.UnpackHigh(e, g));
        (rows[2], rows[6]) = Halves(Avx2.UnpackLow(b, d), Avx2.UnpackLow(f, h));
        (rows[3], rows[7]) = Halves(Avx2.UnpackHigh(b, d), Avx2.UnpackHigh(f, h));
    }

    private static (Vector256<uint> Low, Vector256<uint> High) Halves(Vector256<ulong> one, Vector256<ulong> other) =>
        (Avx2.Permute2x128(one, other, 0x20).AsUInt32(), Avx2.Permute2x128(one, other, 0x31).AsUInt32());

    private static void Compress(Span<Vector256<uint>> state, Span<Vector256<uint>> words)
    {
        for (var t = 16; t < BlockSize; t++)
        {
            var (before, late) = (words[t - 15], words[t - 2]);
            var first = Turn(before, 7) ^ Turn(before, 18) ^ (before >> 3);
            var second = Turn(late, 17) ^ Turn(late, 19) ^ (late >> 10);
            words[t] = words[t - 16] + first + words[t - 7] + second;
        }

        var (a, b, c, d, e, f, g, h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
        for (var t = 0; t < BlockSize; t += 8)
        {
            Round(a, b, c, ref d, e, f, g, ref h, words[t] + Vector256.Create(Constants[t]));
            Round(h, a, b, ref c, d, e, f, ref g, words[t + 1] + Vector256.Create(Constants[t + 1]));
            Round(g, h, a, ref b, c, d, e, ref f, words[t + 2] + Vector256.Create(Constants[t + 2]));
            Round(f, g, h, ref a, b, c, d, ref e, words[t + 3] + Vector256.Create(Constants[t + 3]));
            Round(e, f, g, ref h, a, b, c, ref d, words[t + 4] + Vector256.Create(Constants[t + 4]));
            Round(d, e, f, ref g, h, a, b, ref c, words[t + 5] + Vector256.Create(Constants[t + 5]));
            Round(c, d, e, ref f, g, h, a, ref b, words[t + 6] + Vector256.Create(Constants[t + 6]));
            Round(b, c, d, ref e, f, g, h, ref a, words[t + 7] + Vector256.Create(Constants[t + 7]));
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(Vector256<uint> a, Vector256<uint> b, Vector256<uint> c, ref Vector256<uint> d, Vector256<uint> e, Vector256<uint> f, Vector256<uint> g, ref Vector256<uint> h, Vector256<uint> word)
    {
        var first = h + (Turn(e, 6) ^ Turn(e, 11) ^ Turn(e, 25)) + (g ^ (e & (f ^ g))) + word;
        d += first;
        h = first + (Turn(a, 2) ^ Turn(a, 13) ^ Turn(a, 22)) + ((a & b) | (c & (a | b)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Turn(Vector256<uint> word, [ConstantExpected] byte bits) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateRight(word, bits) : (word >> bits) | (word << (32 - bits));
}
