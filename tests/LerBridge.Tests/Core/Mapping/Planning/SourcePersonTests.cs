using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Core.Records;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Planning;

/// <summary>A site declares the columns of its files itself, and may forget the one that says whom a row is about.</summary>
internal sealed class SourcePersonTests
{
    private static readonly Field Course = new("course.id", FieldType.Text, false, "The course.", null, FieldTags.None, []);

    [Test]
    public void A_stream_that_does_not_say_whom_its_records_are_about_is_refused_with_its_place_and_what_to_do()
    {
        var found = Check(Course, Person("person.sis_id", FieldType.Text)).Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((found.Severity, found.Code, found.File, found.Line, found.Column), Is.EqualTo((Severity.Error, "LB2108", "rooms.yaml", 7, 11)));
            Assert.That(found.Message, Does.Contain("rooms").And.Contain("person.id"));
            Assert.That(found.Try, Does.Contain("person.id").And.Contain("Columns"));
        }
    }

    [Test]
    public void A_list_of_persons_is_no_person()
    {
        Assert.That(Check(Course, Person("person.id", FieldType.TextList)).Select(found => (found.Code, found.Severity)), Is.EqualTo(new[] { ("LB2108", Severity.Error) }));
    }

    [TestCase(FieldType.Text)]
    [TestCase(FieldType.Whole)]
    public void A_stream_that_says_it_is_not(FieldType type)
    {
        Assert.That(Check(Course, Person("person.id", type)), Is.Empty);
    }

    private static IReadOnlyList<Diagnostic> Check(params Field[] fields)
    {
        var text = Author.Small(name: "Room").Replace("stream: course_completions", "stream: rooms", StringComparison.Ordinal);
        var context = new MappingContext { Schemas = new Rooms(fields), Files = new Files(), IssuerDid = Author.Issuer, Destinations = ["folder"] };
        return MappingCompiler.Compile("rooms.yaml", text.Replace("  name: Room", "  name: Room\n  identifier: none", StringComparison.Ordinal), context).Diagnostics;
    }

    private static Field Person(string name, FieldType type) => new(name, type, false, "Of the person.", null, FieldTags.Id, []);

    private sealed class Rooms(Field[] fields) : IStreamSchemas
    {
        public IReadOnlyCollection<string> Connectors => ["canvas-main"];

        public IReadOnlyCollection<string> Streams(string connector) => ["rooms"];

        public RecordSchema? Find(string connector, string stream) => stream == "rooms" ? new RecordSchema("rooms", "site", fields, ["course.id"], null) : null;
    }
}
