using LerBridge.Credentials.Proofs.SelectiveDisclosure;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Proofs.SelectiveDisclosure;

/// <summary>The examples of RFC 8949, appendix A, that occur here, and what must be refused.</summary>
[CancelAfter(120_000)]
internal sealed class CborTests
{
    [TestCase(0, "00")]
    [TestCase(23, "17")]
    [TestCase(24, "1818")]
    [TestCase(100, "1864")]
    [TestCase(1000, "1903e8")]
    [TestCase(1000000, "1a000f4240")]
    public void Numbers_take_their_shortest_form_and_come_back(int number, string hex)
    {
        var writer = new CborWriter();

        writer.Number(number);

        var reader = new CborReader(writer.Written);
        Assert.That((Convert.ToHexStringLower(writer.Written), reader.Number()), Is.EqualTo((hex, number)));
    }

    [Test]
    public void Texts_and_bytes_come_back_whatever_their_length()
    {
        foreach (var length in new[] { 0, 23, 24, 255, 256, 65535, 65536 })
        {
            var writer = new CborWriter();
            writer.Text(new string('é', length));
            writer.Bytes(new byte[length]);
            var reader = new CborReader(writer.Written);
            Assert.That(reader.Text(), Has.Length.EqualTo(length));
            Assert.That(reader.Bytes().Length, Is.EqualTo(length));
            reader.End();
        }
    }

    [TestCase("9b7fffffffffffffff", "larger than what is there")]
    [TestCase("9f", "indefinite")]
    [TestCase("9c", "indefinite")]
    [TestCase("80ff", "left over")]
    [TestCase("40", "another kind")]
    [TestCase("", "end too early")]
    [TestCase("98", "end too early")]
    public void An_array_that_is_none_is_refused_before_anything_is_made_of_it(string hex, string why)
    {
        Assert.That(() => ReadArray(Convert.FromHexString(hex)), Throws.TypeOf<FormatException>().With.Message.Contains(why));
    }

    [TestCase(51)]
    [TestCase(52)]
    public void Any_bytes_are_a_proof_value_or_none(int seed)
    {
        // the heads of arrays, byte strings, texts, maps and numbers of every length form, and the two headers of proof values
        byte[] heads = [0x00, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x40, 0x41, 0x58, 0x59, 0x5a, 0x5b, 0x60, 0x78, 0x80, 0x85, 0x98, 0x9a, 0x9b, 0xa0, 0xa1, 0xb8, 0xbb, 0xff, 0xd9, 0x5d, 0x00, 0x01];
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(0, 60)];
            random.NextBytes(bytes);
            for (var at = 0; at < bytes.Length; at += random.Next(1, 9))
            {
                bytes[at] = heads[random.Next(heads.Length)];
            }

            byte[] value = [0xd9, 0x5d, (byte)random.Next(2), 0x85, .. bytes];

            Assert.That(BaseProofValue.TryParse(value, out _) && DerivedProofValue.TryParse(value, out _), Is.False, Convert.ToHexString(value));
        }
    }

    [Test]
    public void A_proof_value_that_was_changed_cut_or_drawn_out_is_read_or_refused()
    {
        byte[] good = Signed();
        var random = new Random(53);
        var read = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = good.ToList();
            for (var changes = random.Next(0, 4); changes > 0; changes--)
            {
                var place = random.Next(bytes.Count);
                switch (random.Next(3))
                {
                    case 0: bytes[place] = (byte)random.Next(256); break;
                    case 1: bytes.RemoveAt(place); break;
                    default: bytes.Insert(place, (byte)random.Next(256)); break;
                }
            }

            read += BaseProofValue.TryParse([.. bytes], out _) ? 1 : 0;
        }

        Assert.That(read, Is.InRange(1000, 19_000));
    }

    private static byte[] Signed() => LerBridge.Credentials.Keys.Multibase.Decode(
        new BaseProofValue(new byte[64], [0x80, 0x24, .. new byte[33]], new byte[32], [new byte[64], new byte[64]], ["/issuer", "/validFrom"]).Write()) ?? [];

    private static void ReadArray(byte[] bytes)
    {
        var reader = new CborReader(bytes);
        reader.Array();
        reader.End();
    }
}
