using System.Security.Cryptography;
using LerBridge.Core.Pipeline;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Pipeline;

internal sealed class HashTreeTests
{
    // the definition of RFC 6962, section 2.1, as it stands there
    [Test]
    public void The_root_is_that_of_the_definition_for_any_number_of_leaves()
    {
        for (var count = 0; count <= 40; count++)
        {
            var leaves = Enumerable.Range(0, count).Select(i => new[] { (byte)i, (byte)(i * 7) }).ToArray();
            var tree = new HashTree();
            foreach (var leaf in leaves)
            {
                tree.Add(leaf);
            }

            Assert.That((tree.Root(), tree.Count), Is.EqualTo((Convert.ToHexStringLower(Defined(leaves)), (long)count)), $"{count} leaves");
        }
    }

    // the first known answers of the reference implementation of RFC 6962
    [Test]
    public void Known_roots_come_out()
    {
        var tree = new HashTree();
        var empty = tree.Root();
        tree.Add([]);

        Assert.That(empty, Is.EqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        Assert.That(tree.Root(), Is.EqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"));
    }

    private static byte[] Defined(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 0)
        {
            return SHA256.HashData([]);
        }

        if (leaves.Length == 1)
        {
            return SHA256.HashData([0, .. leaves[0]]);
        }

        var half = 1;
        while (half * 2 < leaves.Length)
        {
            half *= 2;
        }

        return SHA256.HashData([1, .. Defined(leaves[..half]), .. Defined(leaves[half..])]);
    }
}
