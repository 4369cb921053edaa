using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LerBridge.Core.Records;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Records;

/// <summary>Canonical content is what the platform's own writer writes: fingerprints that stand in ledgers stay what they are.</summary>
internal sealed class CanonicalWriterTests
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [Test]
    public void Every_character_is_written_as_the_platform_writes_it_wherever_it_stands()
    {
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var text = "Clinical " + (char)code + " judgement";

            Assert.That(Written(Value.Of(text)), Is.EqualTo(Expected(text)), $"U+{code:X4}");
        }
    }

    [Test]
    public void Any_text_is_written_as_the_platform_writes_it() =>
        Prop.ForAll<string>(text => Written(Value.Of(text ?? string.Empty)) == Expected(text ?? string.Empty)).QuickCheckThrowOnFailure();

    [TestCase("0", "0")]
    [TestCase("0.00", "0")]
    [TestCase("5", "5")]
    [TestCase("-5", "-5")]
    [TestCase("100", "100")]
    [TestCase("12.50", "12.5")]
    [TestCase("12.00", "12")]
    [TestCase("0.05", "0.05")]
    [TestCase("-0.050", "-0.05")]
    [TestCase("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [TestCase("9223372036854775807", "9223372036854775807")]
    [TestCase("9223372036854775808", "9223372036854775808")]
    [TestCase("-79228162514264337593543950335", "-79228162514264337593543950335")]
    [TestCase("7.9228162514264337593543950335", "7.9228162514264337593543950335")]
    public void A_number_has_no_zeros_at_its_end_and_no_exponent(string number, string expected) =>
        Assert.That(Written(Value.Of((decimal?)decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture))), Is.EqualTo(expected));

    [Test]
    public void Any_number_is_kept_and_written_as_its_own_text() => Prop.ForAll<decimal>(number =>
    {
        var value = Value.Of((decimal?)number);
        return value.Number == number && value == Value.Of((decimal?)(number / 1.00m)) && Written(value) == RecordCodec.TextOf(value);
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Any_day_and_list_of_texts_is_written_as_the_platform_writes_it() => Prop.ForAll<DateTime, string[]>((day, list) =>
    {
        ImmutableArray<string> texts = [.. (list ?? []).Select(text => text ?? string.Empty)];
        return Written(Value.Of((DateOnly?)DateOnly.FromDateTime(day))) == Expected(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
            && Written(Value.Of(texts)) == $"[{string.Join(',', texts.Select(Expected))}]";
    }).QuickCheckThrowOnFailure();

    [Test]
    public void A_record_without_a_value_is_an_empty_object_and_one_after_a_long_one_is_whole()
    {
        var schema = new RecordSchema("s", "1", [new Field("a", FieldType.Text, true, "."), new Field(new string('n', 60), FieldType.Text, true, ".")], ["a"], null);
        var codec = new RecordCodec(schema);
        var full = new SourceRecord(schema) { ["a"] = Value.Of(new string('x', 100_000)), [new string('n', 60)] = Value.Of("y") };

        Assert.That(Encoding.UTF8.GetString(codec.Encode(new SourceRecord(schema))), Is.EqualTo("{}"));
        Assert.That(Encoding.UTF8.GetString(codec.Encode(full)), Is.EqualTo($$"""{"a":"{{new string('x', 100_000)}}","{{new string('n', 60)}}":"y"}"""));
        Assert.That(Encoding.UTF8.GetString(codec.Encode(new SourceRecord(schema) { ["a"] = Value.Of("z") })), Is.EqualTo("""{"a":"z"}"""));
    }

    private static string Written(Value value)
    {
        var writer = new CanonicalWriter();
        writer.Write(in value);
        return Encoding.UTF8.GetString(writer.Take());
    }

    private static string Expected(string text)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Relaxed);
        writer.WriteStringValue(text);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
