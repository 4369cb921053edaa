using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LerBridge.Core.Records;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Records;

internal sealed class RecordCodecTests
{
    private static readonly RecordSchema Schema = new(
        "course_completions",
        "2026-09-01",
        [
            new Field("person.id", FieldType.Text, Optional: false, "The person."),
            new Field("course.id", FieldType.Text, Optional: false, "The course."),
            new Field("grade.score", FieldType.Number, Optional: true, "The score."),
            new Field("course.concluded", FieldType.Bool, Optional: false, "Whether it is over."),
            new Field("course.end", FieldType.Date, Optional: true, "Its end."),
            new Field("completed_at", FieldType.Time, Optional: true, "When."),
            new Field("section.ids", FieldType.TextList, Optional: false, "The sections."),
        ],
        ["course.id", "person.id"],
        "course.end");

    private readonly RecordCodec codec = new(Schema);

    [Test]
    public void Content_is_ordered_by_name_and_leaves_out_what_is_missing_and_the_record_date()
    {
        var record = Sample();

        var content = Encoding.UTF8.GetString(this.codec.Encode(record));

        Assert.That(content, Is.EqualTo("""{"completed_at":"2026-05-08T21:14:03Z","course.concluded":true,"course.end":"2026-05-15","course.id":"4711","grade.score":86.5,"person.id":"88","section.ids":["1","2"]}"""));
    }

    [Test]
    public void What_is_read_back_equals_what_was_written()
    {
        var record = Sample();

        var back = this.codec.Decode(this.codec.Encode(record));

        for (var slot = 0; slot < Schema.RecordDateSlot; slot++)
        {
            Assert.That(back[slot], Is.EqualTo(record[slot]), Schema.Fields[slot].Name);
        }
    }

    [Test]
    public void The_record_date_is_no_part_of_the_fingerprint()
    {
        var today = Sample();
        var tomorrow = Sample();
        tomorrow[Schema.RecordDateSlot] = Value.Of((DateOnly?)new DateOnly(2026, 6, 2));

        Assert.That(RecordCodec.Fingerprint(this.codec.Encode(tomorrow)), Is.EqualTo(RecordCodec.Fingerprint(this.codec.Encode(today))));
    }

    [Test]
    public void Numbers_that_are_equal_give_the_same_bytes_however_they_were_written()
    {
        var written = Sample();
        written["grade.score"] = Value.Of((decimal?)86.50m);

        Assert.That(this.codec.Encode(written), Is.EqualTo(this.codec.Encode(Sample())));
    }

    [FsCheck.NUnit.Property]
    public void A_number_is_written_as_dividing_its_zeros_away_would_write_it(decimal number)
    {
        var record = Sample();
        record["grade.score"] = Value.Of((decimal?)number);

        var expected = (number / 1.0000000000000000000000000000m).ToString(System.Globalization.CultureInfo.InvariantCulture);

        Assert.That(Encoding.UTF8.GetString(this.codec.Encode(record)), Does.Contain($"\"grade.score\":{expected},"));
    }

    [Test]
    public void Keys_of_different_records_never_run_into_each_other()
    {
        var one = Sample();
        one["course.id"] = Value.Of("a\",\"b");
        one["person.id"] = Value.Of("c");
        var other = Sample();
        other["course.id"] = Value.Of("a");
        other["person.id"] = Value.Of("b\",\"c");

        Assert.That(this.codec.Key(one), Is.Not.EqualTo(this.codec.Key(other)));
    }

    [Test]
    public void A_key_with_a_missing_part_is_no_key()
    {
        var record = Sample();
        record["person.id"] = default;

        Assert.That(this.codec.Key(record), Is.Null);
    }

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public Property Any_text_and_number_survives(NonNull<string> text, decimal number) => WellFormed(text.Get).Implies(() =>
    {
        var record = Sample();
        record["course.id"] = Value.Of(text.Get);
        record["grade.score"] = Value.Of((decimal?)number);

        var back = this.codec.Decode(this.codec.Encode(record));

        return back["course.id"] == record["course.id"] && back["grade.score"].Number == number;
    });

    [Test]
    public void A_value_does_not_print_what_it_holds()
    {
        Assert.That(Value.Of("Ana Ruiz").ToString(), Is.EqualTo("Text"));
    }

    private static SourceRecord Sample()
    {
        var record = new SourceRecord(Schema);
        record["person.id"] = Value.Of("88");
        record["course.id"] = Value.Of("4711");
        record["grade.score"] = Value.Of((decimal?)86.5m);
        record["course.concluded"] = Value.Of((bool?)true);
        record["course.end"] = Value.Of((DateOnly?)new DateOnly(2026, 5, 15));
        record["completed_at"] = Value.Of((DateTimeOffset?)new DateTimeOffset(2026, 5, 8, 16, 14, 3, TimeSpan.FromHours(-5)));
        record["section.ids"] = Value.Of(ImmutableArray.Create("1", "2"));
        record[Schema.RecordDateSlot] = Value.Of((DateOnly?)new DateOnly(2026, 6, 1));
        return record;
    }

    private static bool WellFormed(string text)
    {
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
