using LerBridge.Core.Diagnostics;
using LerBridge.Core.Records;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Columns;

[TestFixture]
internal sealed class ColumnSettingsTests
{
    [Test]
    public void Declared_columns_replace_their_defaults_and_add_fields_of_the_site()
    {
        var schema = Schema("position_history", """
            "Key": [ "person.id", "position.id" ],
            "Columns": [ { "Field": "person.id", "Source": "Worker", "Type": "text" },
                         { "Field": "site.badge_level", "Source": "Badge Level", "Type": "whole", "Optional": true, "Tags": [ "rating" ] },
                         { "Field": "position.start", "Source": "Start", "Type": "date", "Format": "MM/dd/yyyy" } ]
            """);

        var badge = schema.Fields[schema.Slot("site.badge_level")];
        Assert.That(schema.Fields.Count(field => field.Name == "person.id"), Is.EqualTo(1));
        Assert.That((badge.Type, badge.Optional, badge.Tags, badge.IsRestricted), Is.EqualTo((FieldType.Whole, true, FieldTags.Rating, true)));
        Assert.That(schema.TryGetSlot("job.family", out _), Is.True, "the other defaults stay");
    }

    [Test]
    public void The_spell_is_numbered_by_the_run_unless_a_column_supplies_it()
    {
        var computed = Schema("position_history", "\"Columns\": []");
        var supplied = Schema("position_history", """ "Columns": [ { "Field": "spell", "Source": "Spell_Number" } ] """);

        Assert.That(computed.Sequence, Is.Not.Null);
        Assert.That((computed.Sequence?.Field, computed.Sequence?.OrderBy), Is.EqualTo(("spell", "position.start")));
        Assert.That(computed.Sequence?.GroupBy, Is.EqualTo(new[] { "person.id", "position.id" }));
        Assert.That(supplied.Sequence, Is.Null);
        Assert.That(supplied.Key.Select(slot => supplied.Fields[slot].Name), Is.EqualTo(new[] { "person.id", "position.id", "spell" }));
        Assert.That(computed.Key.Select(slot => computed.Fields[slot].Name), Is.EqualTo(new[] { "person.id", "position.id", "spell" }));
    }

    [Test]
    public void A_known_field_keeps_its_meaning_wherever_it_is_read()
    {
        var schema = Schema("course_completions", """
            "Key": [ "person.id", "course.id" ],
            "Columns": [ { "Field": "person.id", "Source": "ID" }, { "Field": "course.id", "Source": "Course" },
                         { "Field": "person.email", "Source": "Mail" }, { "Field": "ended_on", "Source": "End" } ]
            """);

        Assert.That(schema.Fields[schema.Slot("person.email")].Tags, Is.EqualTo(FieldTags.Contact));
        Assert.That(schema.Fields[schema.Slot("ended_on")].Type, Is.EqualTo(FieldType.Date));
        Assert.That(schema.DateField, Is.EqualTo("ended_on"));
    }

    [TestCase("""{ "Field": "person.emial", "Source": "A" }""", "Did you mean \"person.email\"?")]
    [TestCase("""{ "Field": "badge", "Source": "A" }""", "site.")]
    [TestCase("""{ "Field": "site.Größe", "Source": "A" }""", "site.")]
    [TestCase("""{ "Field": "ended_on", "Source": "A", "Type": "text" }""", "Leave Type out")]
    [TestCase("""{ "Field": "site.x", "Source": "A", "Format": "yyyy" }""", "Leave it out")]
    [TestCase("""{ "Field": "site.x", "Source": "A", "Tags": [ "raiting" ] }""", "Did you mean \"rating\"?")]
    [TestCase("""{ "Field": "site.a", "Source": "A" }""", "Keep one")]
    public void A_wrong_column_is_reported_with_what_to_write(string column, string advice)
    {
        var problem = Problems("x", $$""" "Key": [ "site.a" ], "Columns": [ { "Field": "site.a", "Source": "A" }, {{column}} ] """).Single();

        Assert.That(problem.Code, Is.EqualTo("LB5001"));
        Assert.That(problem.Try, Does.Contain(advice));
    }

    private static RecordSchema Schema(string stream, string settings)
    {
        var (connector, problems) = SettingsOf.Connector(Json(stream, settings));
        Assert.That(problems, Is.Empty, string.Join("; ", problems.Select(problem => problem.Message)));
        return connector.Streams.Single();
    }

    private static IReadOnlyList<Diagnostic> Problems(string stream, string settings) => SettingsOf.Connector(Json(stream, settings)).Problems;

    private static string Json(string stream, string settings) =>
        $$"""{ "Kind": "Delimited", "Directory": "./drop", "Streams": { "{{stream}}": { "Files": "*.csv", {{settings}} } } }""";
}
