using LerBridge.Credentials.Proofs.SelectiveDisclosure;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Proofs.SelectiveDisclosure;

/// <summary>The examples of RFC 8949, appendix A, that occur here, and what must be refused.</summary>
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

    private static void ReadArray(byte[] bytes)
    {
        var reader = new CborReader(bytes);
        reader.Array();
        reader.End();
    }
}
