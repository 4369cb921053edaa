using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Expressions;

internal sealed class OperatorTests
{
    [TestCase("1 + 2 * 3", "7")]
    [TestCase("(1 + 2) * 3", "9")]
    [TestCase("10 - 2 - 3", "5")]
    [TestCase("12 / 4 / 3", "1")]
    [TestCase("-2 * -3", "6")]
    [TestCase("- 2 + 5", "3")]
    [TestCase("1 / 3", "0.3333333333333333333333333333")]
    [TestCase("0.1 + 0.2", "0.3")]
    [TestCase("2.50 & \"\"", "2.5")]
    [TestCase("1 & 2 + 3", "15")]
    [TestCase("\"a\" & \"b\" = \"ab\"", "true")]
    [TestCase("course.start ?? ended_on ?? date(\"2026-01-01\")", "2026-01-01")]
    [TestCase("course.sis_id ?? \"x\" & \"y\"", "xy")]
    [TestCase("(course.sis_id ?? \"x\") & \"y\"", "xy")]
    [TestCase("course.sis_id ?? \"a\" = \"a\"", "true")]
    [TestCase("not 1 = 2", "true")]
    [TestCase("not true or true", "true")]
    [TestCase("true or false and false", "true")]
    [TestCase("(true or false) and false", "false")]
    [TestCase("not not true", "true")]
    [TestCase("5 between 1 and 9 and false", "false")]
    [TestCase("5 between 1 and 4 or true", "true")]
    [TestCase("5 between 5 and 5", "true")]
    [TestCase("1 + 1 between 2 and 1 + 1", "true")]
    [TestCase("\"b\" in [\"a\", \"b\"]", "true")]
    [TestCase("not \"c\" in [\"a\", \"b\"]", "true")]
    [TestCase("\"NUR-210\" matches \"^[A-Z]{3}-\"", "true")]
    [TestCase("\"xNUR-210\" matches \"NUR\"", "true")]
    [TestCase("\"i\" matches \"İ\"", "false")]
    [TestCase("\"say \"\"hi\"\"\"", "say \"hi\"")]
    [TestCase("\"\\n\"", "\\n")]
    [TestCase("\"a\" < \"B\"", "false")]
    [TestCase("date(\"2026-05-08\") < date(\"2026-05-09\")", "true")]
    [TestCase("1.0 = 1", "true")]
    [TestCase("[1, 2] = [1, 2]", "true")]
    [TestCase("course.code = missing", "false")]
    [TestCase("course.sis_id = missing", "true")]
    [TestCase("course.sis_id = \"a\"", "false")]
    [TestCase("course.sis_id != \"a\"", "true")]
    [TestCase("course.sis_id = term.sis", "LB1102")]
    [TestCase("course.sis_id in [\"a\"]", "false")]
    [TestCase("course.sis_id matches \"a\"", "false")]
    [TestCase("grade[\"letter\"]", "B")]
    [TestCase("section.names", "[Day]")]
    public void Operators_bind_as_the_language_says(string formula, string result)
    {
        Assert.That(result.StartsWith("LB", StringComparison.Ordinal) ? Formulas.Codes(formula) : Formulas.Eval(formula), Is.EqualTo(result));
    }

    [TestCase("1 < 2 < 3", "LB1202")]
    [TestCase("1 = 1 = true", "LB1202")]
    [TestCase("1 +", "LB1202")]
    [TestCase("(1", "LB1202")]
    [TestCase("1)", "LB1202")]
    [TestCase("\"open", "LB1202")]
    [TestCase("5 between 1", "LB1202")]
    [TestCase("a => a", "LB1202")]
    [TestCase("course.", "LB1202")]
    [TestCase("if(true, 1, 2", "LB1202")]
    [TestCase("2x", "LB1202")]
    [TestCase("course.name == \"a\"", "LB1203")]
    [TestCase("true && false", "LB1203")]
    [TestCase("true || false", "LB1203")]
    [TestCase("!true", "LB1203")]
    [TestCase("course.name <> \"a\"", "LB1203")]
    [TestCase("'a'", "LB1203")]
    [TestCase("“a”", "LB1203")]
    [TestCase("true ? 1", "LB1203")]
    [TestCase("if(true; 1; 2)", "LB1203")]
    [TestCase("99999999999999999999999999999999", "LB1202")]
    public void What_cannot_be_read_says_so(string formula, string codes)
    {
        Assert.That(Formulas.Codes(formula), Is.EqualTo(codes));
    }

    [TestCase("1 + \"a\"", "LB2102")]
    [TestCase("ended_on + 1", "LB2102")]
    [TestCase("1 = \"a\"", "LB2102")]
    [TestCase("completed_at < ended_on", "LB2102")]
    [TestCase("true < false", "LB2102")]
    [TestCase("[1, \"a\"]", "LB2102")]
    [TestCase("section.names & \"a\"", "LB2102")]
    [TestCase("course.name.first", "LB1102")]
    [TestCase("course.name[\"a\"]", "LB2102")]
    [TestCase("grades[\"a\"]", "LB1107")]
    [TestCase("course.name in \"a\"", "LB2102")]
    [TestCase("course.name matches course.code", "LB2107")]
    [TestCase("course.name matches \"(?=a)\"", "LB2107")]
    [TestCase("course.name matches \"(\"", "LB2107")]
    [TestCase("enrolment.state = \"complete\"", "LB2106")]
    [TestCase("enrolment.state in [\"completed\", \"actve\"]", "LB2106")]
    [TestCase("course.nmae", "LB1102")]
    [TestCase("course.nmae & course.titel", "LB1102 LB1102")]
    [TestCase("lower(course.nmae) = 1", "LB1102")]
    [TestCase("grade.score > 1", "LB2105")]
    [TestCase("grade.score + 1", "LB2105")]
    [TestCase("-grade.score", "LB2105")]
    [TestCase("course.name ?? \"a\"", "LB1306")]
    [TestCase("course.name = missing", "LB1305")]
    public void What_cannot_be_right_is_one_message(string formula, string codes)
    {
        Assert.That(Formulas.Codes(formula), Is.EqualTo(codes));
    }

    [TestCase("course.name", "LB2102")]
    [TestCase("missing", "LB2102")]
    [TestCase("any(section.names, n => grade.score > 1)", "LB2105")]
    public void A_condition_is_true_or_false_and_never_missing(string formula, string codes)
    {
        Assert.That(Formulas.ConditionCodes(formula), Is.EqualTo(codes));
    }

    [Test]
    public void A_division_by_zero_fails_the_record_and_nothing_else()
    {
        var plan = Author.Plan(Author.Small(inSubject: "creditsEarned: = 10 / ((grade.score ?? 0) - 86.5)"));

        var failed = plan.Mapper.Map(Author.Ana());
        var issued = plan.Mapper.Map(Author.Ana("grade.score = 96.5"));

        Assert.That(failed, Is.InstanceOf<LerBridge.Core.Mapping.MapResult.Fail>());
        Assert.That(Author.Claims(issued)["credentialSubject"]?["creditsEarned"]?.ToJsonString(), Is.EqualTo("1"));
    }

    [Test]
    public void A_formula_that_is_nested_without_end_is_too_costly()
    {
        Assert.That(Formulas.Codes(new string('(', 500) + "1" + new string(')', 500)), Is.EqualTo("LB2401"));
        Assert.That(Formulas.Codes(string.Join(" + ", Enumerable.Repeat("1", 1000))), Is.EqualTo("LB2401"));
        Assert.That(Formulas.Codes("\"" + new string('a', 9000) + "\""), Is.EqualTo("LB2401"));
        Assert.That(Formulas.Codes(string.Concat(Enumerable.Repeat("not ", 400)) + "true"), Is.EqualTo("LB2401"));
    }

    [Test]
    public void A_decimal_comma_is_told_with_the_point() =>
        Assert.That(Author.Single(Author.Small(inSubject: "creditsEarned: = 2,5")).Try, Is.EqualTo("2.5  , with a point"));

    [Test]
    public void A_let_is_offered_before_a_field_that_is_as_near() =>
        Assert.That(Author.Single(Author.Small(before: "let:\n  completed_on: = ended_on", inSubject: "activityEndDate: = completed")).Try, Is.EqualTo("did you mean completed_on?"));
}
