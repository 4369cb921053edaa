using System.Collections.Immutable;
using System.Text;
using LerBridge.Core.Records;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Records;

internal sealed class RecordListTests
{
    private static readonly ItemSchema Courses = new(
        [
            new Field("transcript.id", FieldType.Text, Optional: false, "The row."),
            new Field("grade.letter", FieldType.Text, Optional: true, "The grade."),
            new Field("credit.earned", FieldType.Number, Optional: true, "The credit."),
            new Field("honors", FieldType.TextList, Optional: false, "The honors."),
        ],
        "transcript.id");

    private static readonly RecordSchema Schema = new("academic_history", "2026-09-01", [new Field("person.id", FieldType.Text, Optional: false, "The person."), Field.List("courses", Courses, "The courses.")], ["person.id"], null);

    private readonly RecordCodec codec = new(Schema);

    [Test]
    public void Items_are_objects_ordered_by_name_in_the_order_of_the_list()
    {
        Assert.That(Encoding.UTF8.GetString(this.codec.Encode(Record(Course("t2", "B", 3.0m), Course("t1", null, 4m)))), Is.EqualTo(
            """{"courses":[{"credit.earned":3,"grade.letter":"B","honors":["Dean's List"],"transcript.id":"t2"},{"credit.earned":4,"honors":["Dean's List"],"transcript.id":"t1"}],"person.id":"p1"}"""));
    }

    [Test]
    public void What_is_read_back_equals_what_was_written()
    {
        var record = Record(Course("t1", "A", 3m), Course("t2", null, null));

        var back = this.codec.Decode(this.codec.Encode(record));

        Assert.That(back["courses"], Is.EqualTo(record["courses"]));
        Assert.That(this.codec.Encode(back), Is.EqualTo(this.codec.Encode(record)));
    }

    [Test]
    public void A_field_that_items_no_longer_have_is_passed_over()
    {
        var back = this.codec.Decode("""{"courses":[{"gone":{"a":[1]},"transcript.id":"t1"}],"person.id":"p1"}"""u8);

        Assert.That(back["courses"].Items.Single()["transcript.id"].Text, Is.EqualTo("t1"));
    }

    [Test]
    public void An_empty_list_is_no_missing_one()
    {
        var back = this.codec.Decode(this.codec.Encode(Record()));

        Assert.That((back["courses"].IsMissing, back["courses"].Items.Length), Is.EqualTo((false, 0)));
    }

    [Test]
    public void A_changed_item_changes_the_fingerprint_and_so_does_another_order()
    {
        var first = Fingerprint(Course("t1", "A", 3m), Course("t2", "B", 3m));

        Assert.That(Fingerprint(Course("t1", "A", 3.00m), Course("t2", "B", 3m)), Is.EqualTo(first));
        Assert.That(Fingerprint(Course("t1", "B", 3m), Course("t2", "B", 3m)), Is.Not.EqualTo(first));
        Assert.That(Fingerprint(Course("t2", "B", 3m), Course("t1", "A", 3m)), Is.Not.EqualTo(first));
    }

    [Test]
    public void Items_are_equal_by_what_they_hold()
    {
        var (one, same, other) = (Course("t1", "A", 3m), Course("t1", "A", 3.0m), Course("t1", "A", null));

        Assert.That(one, Is.EqualTo(same));
        Assert.That(one.GetHashCode(), Is.EqualTo(same.GetHashCode()));
        Assert.That(one, Is.Not.EqualTo(other));
    }

    [Test]
    public void A_field_within_a_list_is_found_by_its_path()
    {
        Assert.That(Schema.Find("courses.grade.letter")?.Name, Is.EqualTo("grade.letter"));
        Assert.That(Schema.Find("courses.grade"), Is.Null);
        Assert.That(Schema.Find("person.id")?.Name, Is.EqualTo("person.id"));
        Assert.That(Schema.AllFields.Select(one => one.Path), Does.Contain("courses.credit.earned").And.Contains("courses"));
    }

    [Test]
    public void A_list_within_a_list_is_a_bug() =>
        Assert.Throws<ArgumentException>(() => _ = new ItemSchema([Field.List("courses", Courses, "The courses.")]));

    private static SourceRecord Record(params ImmutableArray<RecordItem> courses)
    {
        var record = new SourceRecord(Schema);
        record["person.id"] = Value.Of("p1");
        record["courses"] = Value.Of(courses);
        return record;
    }

    private static RecordItem Course(string id, string? letter, decimal? earned)
    {
        var item = new RecordItem(Courses);
        item["transcript.id"] = Value.Of(id);
        item["grade.letter"] = Value.Of(letter);
        item["credit.earned"] = Value.Of(earned);
        item["honors"] = Value.Of(["Dean's List"]);
        return item;
    }

    private string Fingerprint(params ImmutableArray<RecordItem> courses) => RecordCodec.Fingerprint(this.codec.Encode(Record(courses)));
}
