using LerBridge.Core.Mapping;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Running;

/// <summary>The rules of a block with <c>value:</c>: lookup and max_length (mapping/v1 §4.1).</summary>
internal sealed class ValueRulesTests
{
    private const string Tables = "tables:\n  words:\n    value: text\n    rows: { A: excellent, B: good }\n  grades:\n    key: letter\n    columns: { points: number }\n    rows:\n      - { letter: B, points: 3, says: well done }\n";

    [TestCase("{ value: = grade.letter, lookup: words }", "good")]
    [TestCase("{ value: = grade.letter, lookup: grades.says }", "well done")]
    [TestCase("{ value: B, lookup: words }", "good")]
    [TestCase("{ value: '${grade.letter}', lookup: words }", "good")]
    [TestCase("{ value: = course.code, lookup: words, if_missing: { use: not told } }", "not told")]
    [TestCase("{ value: = course.name, max_length: 16 }", "Clinical Care II")]
    public void A_value_is_looked_up_and_held_against_its_length(string value, string expected)
    {
        var claims = Author.Claims(Author.Plan(Author.Small(before: Tables, inSubject: $"narrative: {value}")).Mapper.Map(Author.Ana()));

        Assert.That((string?)claims["credentialSubject"]?["narrative"], Is.EqualTo(expected));
    }

    [Test]
    public void What_is_not_in_the_table_can_hold_the_record_and_names_table_and_field()
    {
        var result = Author.Plan(Author.Small(before: Tables, inSubject: "narrative: { value: = course.code, lookup: words, if_missing: hold }")).Mapper.Map(Author.Ana());

        Assert.That((result as MapResult.Hold)?.Reason, Has.Property("Code").EqualTo("LB3201").And.Property("Text").EqualTo("No row in table words (key key) for course.code."));
    }

    [TestCase("Clinical Care II", 15, true)]
    [TestCase("Clinical Care II", 16, false)]
    [TestCase("\"e\u0301te\u0301\"", 3, true)]
    [TestCase("e\u0301te\u0301", 3, false)]
    public void A_text_that_is_too_long_holds_the_record(string name, int most, bool held)
    {
        var result = Author.Plan(Author.Small(inSubject: $"narrative: {{ value: = course.name, max_length: {most} }}")).Mapper.Map(Author.Ana($"course.name = {name}"));

        Assert.That((result as MapResult.Hold)?.Reason.Code, Is.EqualTo(held ? "LB3208" : null), result.ToString());
    }

    [TestCase("lookup: word", "LB1107")]
    [TestCase("lookup: grades", "LB3102")]
    [TestCase("lookup: grades.sayz", "LB3102")]
    [TestCase("lookup: words.value", "LB3102")]
    [TestCase("lookup: grades.points", "LB2102")]
    public void A_lookup_that_gives_no_text_is_one_message(string lookup, string code)
    {
        Assert.That(Author.Single(Author.Small(before: Tables, inSubject: $"narrative: {{ value: = grade.letter, {lookup}, if_missing: omit }}")).Code, Is.EqualTo(code));
    }

    [Test]
    public void What_never_keeps_out_is_kept_out_behind_a_lookup_too()
    {
        Assert.That(Author.Single(Author.Small(before: Tables + "never: [grade.letter]\n", inSubject: "narrative: { value: = grade.letter, lookup: words }")).Code, Is.EqualTo("LB2302"));
    }
}
