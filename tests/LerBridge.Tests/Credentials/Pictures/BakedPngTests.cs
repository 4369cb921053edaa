using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using LerBridge.Credentials;
using LerBridge.Credentials.Pictures;
using LerBridge.Credentials.Proofs;
using LerBridge.Tests.Credentials.Verifying;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Pictures;

[CancelAfter(120_000)]
internal sealed class BakedPngTests
{
    private const string Keyword = "openbadgecredential";
    private static readonly byte[] Signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    [TestCase("simple-json.png", "{")]
    [TestCase("simple-jwt.png", "ey")]
    [TestCase("simple-jwt_v1.png", "ey")]
    public void The_samples_are_read(string file, string start) =>
        Assert.That(Text(BakedPng.Read(File.ReadAllBytes(Shared.Path("standards/data/samples/ob3/" + file)))), Does.StartWith(start));

    [Test]
    public void A_checksum_is_the_published_one() => Assert.That(Crc32.Of("123456789"u8), Is.EqualTo(0xcbf43926));

    [Test]
    public void What_is_written_is_read_and_verifies_and_replaces_what_was_there()
    {
        var badge = Signed.Badge().Sign().Bytes();
        var sample = File.ReadAllBytes(Shared.Path("standards/data/samples/ob3/simple-jwt.png"));

        var (picture, refusal) = BakedPng.Write(sample, badge);
        var report = Signed.Verify(picture);

        Assert.That(refusal, Is.Null);
        Assert.That(report.Verified, Is.True, report.Text());
        Assert.That(report.Checks[0].Check, Is.EqualTo("picture"));
        Assert.That(BakedPng.Read(picture).Credential?.ToArray(), Is.EqualTo(badge));
        Assert.That(PngChunk.ReadAll(picture).Chunks.Where(chunk => chunk.Type != "iTXt").Select(chunk => chunk.Whole.ToArray()),
            Is.EqualTo(PngChunk.ReadAll(sample).Chunks.Where(chunk => chunk.Type != "iTXt").Select(chunk => chunk.Whole.ToArray())));
    }

    [TestCase("iTXt", false)]
    [TestCase("iTXt", true)]
    [TestCase("tEXt", false)]
    [TestCase("zTXt", true)]
    public void Other_ways_of_writing_text_are_read_too(string type, bool packed)
    {
        byte[] text = packed ? Packed("""{"a":1}"""u8.ToArray()) : """{"a":1}"""u8.ToArray();
        byte[] head = type switch
        {
            "iTXt" => [0, packed ? (byte)1 : (byte)0, 0, (byte)'e', (byte)'n', 0, (byte)'x', 0],
            "zTXt" => [0, 0],
            _ => [0],
        };

        Assert.That(Text(BakedPng.Read(Png(type, [.. Encoding.ASCII.GetBytes(Keyword), .. head, .. text]))), Is.EqualTo("""{"a":1}"""));
    }

    [TestCase("""{"@context":"https://w3id.org/openbadges/v2"}""", true)]
    [TestCase("https://college.example/assertions/1", false)]
    public void A_badge_of_the_version_before_is_read_where_the_picture_holds_it(string content, bool there)
    {
        var baked = BakedPng.Read(Png("tEXt", Encoding.ASCII.GetBytes("openbadges\0" + content)));

        Assert.That(baked.Credential is not null, Is.EqualTo(there));
        Assert.That(baked.Where, Does.Contain("Open Badges 2.0"));
    }

    [Test]
    public void Two_credentials_in_a_picture_are_one_too_many()
    {
        var one = PngChunk.Write("iTXt", Encoding.ASCII.GetBytes(Keyword + "\0\0\0\0\0{}"));

        Assert.That(BakedPng.Read(Picture(one, one)).Where, Does.Contain("more than one"));
    }

    [TestCase("no chunk")]
    [TestCase("broken off")]
    [TestCase("length")]
    [TestCase("checksum")]
    [TestCase("bomb")]
    [TestCase("no compression")]
    [TestCase("no zero")]
    [TestCase("no IHDR")]
    [TestCase("too large")]
    public void A_wrong_picture_is_refused(string flaw)
    {
        var right = Png("iTXt", Encoding.ASCII.GetBytes(Keyword + "\0\0\0\0\0{}"));
        switch (flaw)
        {
            case "length":
                BinaryPrimitives.WriteUInt32BigEndian(right.AsSpan(8), uint.MaxValue);
                break;
            case "checksum":
                right[^14] ^= 1;
                break;
        }

        var picture = flaw switch
        {
            "no chunk" => Picture(),
            "broken off" => right[..^13],
            "bomb" => Png("iTXt", [.. Encoding.ASCII.GetBytes(Keyword + "\0\u0001\0\0\0"), .. Packed(new byte[64 * 1024 * 1024])]),
            "no compression" => Png("iTXt", Encoding.ASCII.GetBytes(Keyword + "\0\u0001\0\0\0{}")),
            "no zero" => Png("iTXt", Encoding.ASCII.GetBytes(Keyword + "\0\0\0abc")),
            "no IHDR" => [.. Signature, .. PngChunk.Write("IEND", [])],
            "too large" => [.. right, .. new byte[BakedPicture.MaxBytes]],
            _ => right,
        };

        var report = Signed.Verify(picture);

        Assert.That(report.Checks.Select(check => (check.Check, check.Result)), Is.EqualTo(new[] { ("picture", Verdict.No) }), report.Text());
    }

    [Test]
    public void A_credential_that_is_none_and_a_picture_that_is_none_are_not_written()
    {
        Assert.That(BakedPng.Write(Picture(), "not json"u8.ToArray()).Refusal, Is.Not.Null);
        Assert.That(BakedPng.Write("GIF89a"u8.ToArray(), "{}"u8.ToArray()).Refusal, Does.Contain("no PNG"));
    }

    [Test]
    public void Any_damage_gets_an_answer()
    {
        var random = new Random(30);
        var right = Png("iTXt", [.. Encoding.ASCII.GetBytes(Keyword + "\0\u0001\0\0\0"), .. Packed(Signed.Badge().Sign().Bytes())]);
        for (var i = 0; i < 2_000; i++)
        {
            var damaged = right[..random.Next(9, right.Length + 1)];
            for (var j = random.Next(4); j >= 0; j--)
            {
                damaged[random.Next(8, damaged.Length)] = (byte)random.Next(256);
            }

            if (random.Next(2) == 0)
            {
                Mend(damaged);
            }

            var baked = BakedPng.Read(damaged);
            Assert.That(baked.Credential is null ? baked.Where : "read", Is.Not.Empty);
        }
    }

    /// <summary>Makes the checksums right again, so that the damage gets further.</summary>
    private static void Mend(byte[] png)
    {
        for (var at = 8; at + 12 <= png.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at));
            if (length > png.Length - at - 12)
            {
                return;
            }

            BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(at + 8 + (int)length), Crc32.Of(png.AsSpan(at + 4, (int)length + 4)));
            at += 12 + (int)length;
        }
    }

    private static byte[] Png(string type, byte[] data) => Picture(PngChunk.Write(type, data));

    private static byte[] Picture(params byte[][] chunks) =>
        [.. Signature, .. PngChunk.Write("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]), .. chunks.SelectMany(chunk => chunk), .. PngChunk.Write("IEND", [])];

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(bytes);
        }

        return packed.ToArray();
    }

    private static string Text(BakedCredential baked) => baked.Credential is { } text ? Encoding.UTF8.GetString(text.Span) : baked.Where;
}
