using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using LerBridge.Core.Records;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Records;

internal sealed class Sha256LanesTests
{
    [Test]
    public void Messages_of_every_length_around_the_ends_of_blocks_have_the_hash_of_the_platform()
    {
        var messages = Enumerable.Range(0, 400).Select(length => Enumerable.Range(0, length).Select(i => (byte)((i * 7) + length)).ToArray()).ToArray();

        Assert.That(Hashes(messages), Is.EqualTo(messages.Select(SHA256.HashData)));
    }

    // FIPS 180-4, the examples of SHA-256; and no message, one, or fewer than there are lanes.
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    [TestCase(4)]
    [TestCase(9)]
    public void However_many_there_are_each_has_its_own_hash(int count)
    {
        var messages = Enumerable.Range(0, count).Select(i => new byte[] { (byte)'a', (byte)'b', (byte)('c' + i) }).ToArray();

        var hashes = Hashes(messages);

        Assert.That(hashes, Is.EqualTo(messages.Select(SHA256.HashData)));
        Assert.That(count == 0 || Convert.ToHexStringLower(hashes[0]) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Is.True);
    }

    [Test]
    public void Any_messages_in_any_order_have_the_hashes_of_the_platform() => Prop.ForAll<byte[][]>(messages =>
    {
        var given = (messages ?? []).Select(message => message ?? []).ToArray();
        return Hashes(given).Zip(given).All(pair => pair.First.AsSpan().SequenceEqual(SHA256.HashData(pair.Second)));
    }).QuickCheckThrowOnFailure();

    private static byte[][] Hashes(byte[][] messages)
    {
        var hashes = new byte[messages.Length * Sha256Lanes.HashSize];
        Sha256Lanes.Hash(messages, hashes);
        return [.. hashes.Chunk(Sha256Lanes.HashSize)];
    }
}
