using LerBridge.Credentials.Keys;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Keys;

[CancelAfter(120_000)]
internal sealed class Base58Tests
{
    // draft-msporny-base58-03, section 5
    [TestCase("48656c6c6f20576f726c6421", "2NEpo7TZRRrLZSi2U")]
    [TestCase("54686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920646f672e", "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z")]
    [TestCase("0000287fb4cd", "11233QC4")]
    [TestCase("", "")]
    [TestCase("00", "1")]
    public void Published_examples_encode_and_decode(string hex, string text)
    {
        var bytes = Convert.FromHexString(hex);

        Assert.That(Base58.Encode(bytes), Is.EqualTo(text));
        Assert.That(Base58.Decode(text), Is.EqualTo(bytes));
    }

    [TestCase("0")]
    [TestCase("O")]
    [TestCase("l")]
    [TestCase("I")]
    [TestCase("2NEpo7TZ RrLZSi2U")]
    [TestCase("é")]
    public void Characters_outside_the_alphabet_are_refused(string text) => Assert.That(Base58.Decode(text), Is.Null);

    [Test]
    public void Very_long_text_is_refused_before_any_work() => Assert.That(Base58.Decode(new string('2', 1_000_000)), Is.Null);

    [FsCheck.NUnit.Property(Replay = "20260601,7919")]
    public bool Any_bytes_come_back(byte[] bytes) => Base58.Decode(Base58.Encode(bytes)) is { } back && back.AsSpan().SequenceEqual(bytes);
}
