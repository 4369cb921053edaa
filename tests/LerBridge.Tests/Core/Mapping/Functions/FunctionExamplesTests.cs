using LerBridge.Core.Mapping.Functions;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Functions;

internal sealed class FunctionExamplesTests
{
    private static IEnumerable<TestCaseData> Examples =>
        from function in FunctionTable.All
        from example in function.Examples
        select new TestCaseData(example.Formula, example.Result).SetArgDisplayNames(example.Formula);

    private static IEnumerable<string> Names => FunctionTable.Names;

    [TestCaseSource(nameof(Examples))]
    public void An_example_gives_what_it_says(string formula, string result)
    {
        Assert.That(Formulas.Eval(formula), Is.EqualTo(result));
    }

    [TestCaseSource(nameof(Names))]
    public void A_function_says_what_it_does_and_shows_it(string name)
    {
        var function = FunctionTable.Find(name);

        Assert.That(function?.Signature, Does.StartWith(name + "("));
        Assert.That(function?.Summary, Is.Not.Empty);
        Assert.That(function?.Examples, Is.Not.Empty);
        Assert.That(function?.Examples.Select(example => example.Formula), Has.All.Contains(name + "("));
    }

    [TestCaseSource(nameof(Names))]
    public void A_function_without_arguments_is_refused(string name)
    {
        Assert.That(Formulas.Codes($"{name}()"), Is.EqualTo("LB2101"));
    }

    [TestCase("lower(grade.score)", "LB2101")]
    [TestCase("date(completed_at)", "LB2101")]
    [TestCase("date(ended_on, \"America/Chicago\")", "LB2101")]
    [TestCase("date(completed_at, course.name)", "LB2101")]
    [TestCase("date(completed_at, \"Chicago\")", "LB2107")]
    [TestCase("round(grade.score, 1, \"up\")", "LB2101")]
    [TestCase("round(2.5, 30, \"down\")", "LB2101")]
    [TestCase("format_date(ended_on, \"HH:mm\")", "LB2101")]
    [TestCase("choose(true, \"a\", false, \"b\")", "LB2101")]
    [TestCase("if(true, 1, \"a\")", "LB2101")]
    [TestCase("if(course.name, 1, 2)", "LB2102")]
    [TestCase("count(course.name)", "LB2101")]
    [TestCase("any(section.names, course.deleted)", "LB2101")]
    [TestCase("any(section.names, course => true)", "LB1106")]
    [TestCase("sum([\"a\"])", "LB2101")]
    [TestCase("titlecase(course.name)", "LB1103")]
    [TestCase("mask(course.name)", "LB2101")]
    [TestCase("datetime(ended_on, \"25:00\", \"America/Chicago\")", "LB2107")]
    [TestCase("datetime(ended_on, \"17:00\", \"EST\")", "LB2107")]
    [TestCase("datetime(completed_at, \"17:00\", \"America/Chicago\")", "LB2101")]
    [TestCase("term_name(ended_on, \"Fall 08-16, Spring 01-01\")", "LB2107")]
    [TestCase("term_name(ended_on, \"Spring 13-01\")", "LB2107")]
    [TestCase("extract(course.name, \"(\")", "LB2107")]
    [TestCase("extract(course.name, \"(a)\\1\")", "LB2107")]
    [TestCase("pad_left(course.code, 5, \"00\")", "LB2101")]
    [TestCase("stable_id(section.names)", "LB2101")]
    [TestCase("max_by([1, 2])", "LB2101")]
    [TestCase("take([1, 2], 1.5)", "LB2101")]
    [TestCase("none([1], 2)", "LB2101")]
    public void Arguments_that_cannot_be_right_are_refused(string formula, string codes)
    {
        Assert.That(Formulas.Codes(formula), Is.EqualTo(codes));
    }

    [Test]
    public void A_missing_argument_makes_the_result_missing()
    {
        var record = Author.Ana();
        record["course.code"] = default;

        Assert.That(Formulas.Eval("lower(course.code)", record), Is.EqualTo("missing"));
        Assert.That(Formulas.Eval("url_encode(course.code) & \"x\"", record), Is.EqualTo("missing"));
    }

    [TestCase("2026-11-01T05:30:00Z", "2026-11-01")]
    [TestCase("2026-11-01T04:30:00Z", "2026-10-31")]
    [TestCase("2026-11-02T05:30:00Z", "2026-11-01")]
    [TestCase("2026-03-08T05:59:59Z", "2026-03-07")]
    [TestCase("2026-03-09T05:00:00Z", "2026-03-09")]
    public void The_day_of_a_time_follows_summer_and_winter_time(string time, string day)
    {
        Assert.That(Formulas.Eval("date(completed_at, \"America/Chicago\")", Author.Ana($"completed_at = {time}")), Is.EqualTo(day));
    }

    [Test]
    public void The_remembered_offsets_of_a_zone_never_differ_from_its_own()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/St_Johns");
        var days = ZoneDays.Find("America/St_Johns") ?? throw new InvalidOperationException();
        var random = new Random(7);
        var first = new DateTimeOffset(1986, 1, 1, 0, 0, 0, TimeSpan.Zero);

        for (var i = 0; i < 20_000; i++)
        {
            var time = first.AddMinutes(random.Next(45 * 365 * 1440));
            Assert.That(days.DateOf(time), Is.EqualTo(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime)), () => $"{time:O}");
        }
    }
}
