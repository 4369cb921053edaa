using System.IO.Compression;
using System.Text.Json;
using LerBridge.Credentials.Status;
using LerBridge.Tests.Conformance;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Status;

[CancelAfter(120_000)]
internal sealed class BitstringTests
{
    private static readonly string[] Names = ["spec-all-zero", "edges", "1edtech-testlist"];
    private static readonly string[] NegativeNames = ["too-short", "no-multibase-prefix", "index-out-of-range"];

    [Conformance("Bitstring status lists", "w3c/vc-bitstring-status-list, 1EdTech validator")]
    [TestCaseSource(nameof(Names))]
    public void A_published_list_unpacks_to_its_bits(string name)
    {
        var vector = Vector("vectors", name);

        var (bits, problem) = Bitstring.Decode(vector.GetProperty("encodedList").GetString() ?? string.Empty);

        Assert.That(problem, Is.Null);
        Assert.That(bits?.Length, Is.EqualTo(vector.GetProperty("bytes").GetInt64() * 8));
        Assert.That(Set(bits), Is.EqualTo(vector.GetProperty("set").EnumerateArray().Select(index => index.GetInt64())));
    }

    [Conformance("Bitstring status lists", "w3c/vc-bitstring-status-list, 1EdTech validator")]
    [TestCaseSource(nameof(NegativeNames))]
    public void A_published_bad_list_or_index_is_refused_with_its_code(string name)
    {
        var vector = Vector("negative", name);
        var index = vector.TryGetProperty("statusListIndex", out var given) ? given.GetString() : "0";

        Assert.That(Look(vector.GetProperty("encodedList").GetString() ?? string.Empty, index).Problem?.Code, Is.EqualTo(vector.GetProperty("error").GetString()));
    }

    [Test]
    public void Bit_0_is_the_left_most()
    {
        var (bits, _) = Bitstring.Decode(Bitstring.Encode(131_072, [0, 9]));

        Assert.That(Set(bits), Is.EqualTo(new long[] { 0, 9 }));
    }

    [FsCheck.NUnit.Property(MaxTest = 30, Replay = "20260601,7919")]
    public bool What_is_encoded_is_decoded(ushort[] indices)
    {
        var set = indices.Select(index => (int)index).ToHashSet();
        var (bits, _) = Bitstring.Decode(Bitstring.Encode(131_072, set));
        return Set(bits).SequenceEqual(set.Order().Select(index => (long)index));
    }

    [Test]
    public void A_list_that_unpacks_to_more_than_it_should_is_refused_without_unpacking_it_all()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 64; i++)
            {
                gzip.Write(zeros);
            }
        }

        var (bits, problem) = Bitstring.Decode("u" + System.Buffers.Text.Base64Url.EncodeToString(packed.ToArray()));

        Assert.That(bits, Is.Null);
        Assert.That(problem?.Code, Is.EqualTo(StatusProblem.Malformed));
    }

    [TestCase(0, 8)]
    [TestCase(0, 4)]
    [TestCase(0, 1)]
    [TestCase(0, 20)]
    [TestCase(1, 0)]
    [TestCase(1000, 0)]
    [TestCase(-8, 0)]
    [TestCase(-1, 0)]
    public void A_list_that_is_cut_off_damaged_or_followed_by_something_is_refused(int junk, int cut)
    {
        var packed = System.Buffers.Text.Base64Url.DecodeFromChars(Bitstring.Encode(131_072, Enumerable.Range(0, 5000).Select(i => i * 26 % 131_072).ToHashSet()).AsSpan(1));
        byte[] changed = junk switch
        {
            -8 => [.. packed, .. packed[^8..]],
            -1 => [.. packed[..^8], (byte)(packed[^8] ^ 1), .. packed[^7..]],
            _ => [.. packed[..^cut], .. new byte[junk]],
        };

        var (bits, problem) = Bitstring.Decode("u" + System.Buffers.Text.Base64Url.EncodeToString(changed));

        Assert.That(bits, Is.Null);
        Assert.That(problem?.Code, Is.EqualTo(StatusProblem.Malformed));
        Assert.That(Bitstring.Decode("u" + System.Buffers.Text.Base64Url.EncodeToString(packed)).Bits, Is.Not.Null);
    }

    [TestCase(0)]
    [TestCase(4)]
    [TestCase(8)]
    [TestCase(16)]
    [TestCase(30)]
    public void What_a_header_may_have_is_passed_over(int flags)
    {
        var packed = System.Buffers.Text.Base64Url.DecodeFromChars(Bitstring.Encode(131_072, [7]).AsSpan(1));
        List<byte> header = [.. packed[..10]];
        header[3] = (byte)flags;
        header.AddRange((flags & 4) != 0 ? [3, 0, 1, 2, 3] : []);
        header.AddRange((flags & 8) != 0 ? "name\0"u8.ToArray() : []);
        header.AddRange((flags & 16) != 0 ? "comment\0"u8.ToArray() : []);
        header.AddRange((flags & 2) != 0 ? [1, 2] : []);

        var (bits, problem) = Bitstring.Decode("u" + System.Buffers.Text.Base64Url.EncodeToString([.. header, .. packed[10..]]));

        Assert.That(Set(bits), Is.EqualTo(new long[] { 7 }), problem?.Why);
        Assert.That(Bitstring.Decode("u" + System.Buffers.Text.Base64Url.EncodeToString([.. header])).Bits, Is.Null);
    }

    [TestCase("[ { \"type\": \"BitstringStatusList\", {0} } ]", true)]
    [TestCase("{ \"type\": [ \"BitstringStatusList\", \"Own\" ], {0} }", true)]
    [TestCase("{ \"type\": \"Own\", {0} }", false)]
    [TestCase("[ { \"type\": \"BitstringStatusList\", {0} }, { } ]", false)]
    public void One_value_and_a_list_of_one_are_the_same(string subject, bool right)
    {
        var members = $"\"statusPurpose\": [ \"revocation\" ], \"encodedList\": \"{Bitstring.Encode(131_072, [])}\"";
        using var json = JsonDocument.Parse($"{{ \"credentialSubject\": {subject.Replace("{0}", members, StringComparison.Ordinal)} }}");

        Assert.That(StatusList.Read(json.RootElement).List is not null, Is.EqualTo(right));
    }

    [TestCase("300000", false)]
    [TestCase("0", false)]
    [TestCase("-1", true)]
    [TestCase("\"300000\"", true)]
    [TestCase("null", true)]
    public void A_ttl_that_is_no_span_of_time_is_noticed(string ttl, bool odd)
    {
        using var json = JsonDocument.Parse($$"""{ "credentialSubject": { "type": "BitstringStatusList", "statusPurpose": "revocation", "ttl": {{ttl}}, "encodedList": "{{Bitstring.Encode(131_072, [])}}" } }""");

        Assert.That(StatusList.Read(json.RootElement).List?.HasOddTtl, Is.EqualTo(odd));
    }

    [TestCase("")]
    [TestCase("u")]
    [TestCase("uAAAA")]
    [TestCase("u====")]
    [TestCase("zH4sIAAAAAAAA")]
    public void Text_that_is_no_list_is_refused(string text)
    {
        Assert.That(Look(text, "0").Problem, Is.Not.Null);
    }

    [TestCase(1000)]
    [TestCase(131_071)]
    [TestCase(131_073)]
    public void A_list_too_short_or_no_multiple_of_eight_is_never_made(int length) =>
        Assert.That(() => Bitstring.Encode(length, []), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase(-1)]
    [TestCase(131_072)]
    public void A_bit_outside_the_list_is_never_set(int index) =>
        Assert.That(() => Bitstring.Encode(131_072, [index]), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase("\"94567\"", true)]
    [TestCase("94567", true)]
    [TestCase("\"-1\"", false)]
    [TestCase("-1", false)]
    [TestCase("\"1.5\"", false)]
    [TestCase("1.5", false)]
    [TestCase("\" 1\"", false)]
    [TestCase("null", false)]
    public void An_index_is_read_as_text_or_number_and_must_be_whole(string index, bool right)
    {
        using var json = JsonDocument.Parse($$"""{"statusPurpose":"revocation","statusListCredential":"https://x.example/1","statusListIndex":{{index}}}""");

        Assert.That(StatusListEntry.Read(json.RootElement).Entry is not null, Is.EqualTo(right));
    }

    [Test]
    public void Another_purpose_than_the_lists_is_refused()
    {
        Assert.That(Look(Bitstring.Encode(131_072, []), "1", "suspension").Problem?.Code, Is.EqualTo(StatusProblem.Verification));
    }

    private static IEnumerable<long> Set(Bitstring? bits)
    {
        for (var i = 0L; bits is not null && i < bits.Length; i++)
        {
            if (bits[i])
            {
                yield return i;
            }
        }
    }

    private static (uint Status, StatusProblem? Problem) Look(string encoded, string? index, string purpose = "revocation")
    {
        using var credential = JsonDocument.Parse($$"""{"credentialSubject":{"type":"BitstringStatusList","statusPurpose":"revocation","encodedList":"{{encoded}}"} }""");
        using var status = JsonDocument.Parse($$"""{"statusPurpose":"{{purpose}}","statusListCredential":"https://x.example/1","statusListIndex":"{{index}}"}""");
        var (list, problem) = StatusList.Read(credential.RootElement);
        var (entry, unreadable) = StatusListEntry.Read(status.RootElement);
        return list is not null && entry is not null ? list.Look(entry) : (0, problem ?? unreadable);
    }

    private static JsonElement Vector(string part, string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Shared.Path("suites/bitstring-status-list/vectors.json")));
        return json.RootElement.GetProperty(part).EnumerateArray().Single(vector => vector.GetProperty("name").GetString() == name).Clone();
    }
}
