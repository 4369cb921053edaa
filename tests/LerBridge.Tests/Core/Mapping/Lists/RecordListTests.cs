using System.Text.Json.Nodes;
using LerBridge.Core.Mapping;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Lists;

/// <summary>Lists of records: loops, rules for items, what is known of items, and what may not be said.</summary>
internal sealed class RecordListTests
{
    [Test]
    public void A_loop_writes_one_credential_per_item_in_order()
    {
        var claims = Author.Claims(Registrar.Mapper(Registrar.Record()).Map(Registrar.History("t1 NUR-110 A", "t2 BIO-160 B")));

        Assert.That(Names(claims), Is.EqualTo(new[] { "Course NUR-110", "Course BIO-160" }));
        Assert.That(claims["credentialSubject"]?["identifier"]?[0]?["identityHash"]?.ToString(), Is.EqualTo("Ana Ruiz"));
        Assert.That(claims["credentials"]?.AsArray().Select(one => one?["credentialSubject"]?["identifier"]?[0]?["identityHash"]?.ToString()), Has.All.EqualTo("Ana Ruiz"));
    }

    [Test]
    public void Every_credential_carries_the_key_of_its_item()
    {
        var claims = Author.Claims(Registrar.Mapper(Registrar.Record()).Map(Registrar.History("t1 NUR-110 A", "t2 NUR-110 B")));

        Assert.That(claims["credentials"]?.AsArray().Select(one => one?["key"]?.ToString()), Is.EqualTo(new[] { """["t1"]""", """["t2"]""" }));
    }

    [Test]
    public void What_was_written_for_an_item_is_never_written_for_another_record()
    {
        var mapper = Registrar.Mapper(Registrar.Record());
        mapper.Map(Registrar.History("t1 NUR-110 A", "t2 BIO-160 B"));

        Assert.That(Names(Author.Claims(mapper.Map(Registrar.History("t1 WLD-101 A")))), Is.EqualTo(new[] { "Course WLD-101" }));
    }

    [Test]
    public void Many_threads_write_each_their_own_record()
    {
        var mapper = Registrar.Mapper(Registrar.Record());

        var wrong = Enumerable.Range(0, 5_000).AsParallel().Count(number => Names(Author.Claims(mapper.Map(Registrar.History($"t{number} C-{number} A")))).Single() != $"Course C-{number}");

        Assert.That(wrong, Is.Zero);
    }

    [TestCase("count(courses)", "3")]
    [TestCase("count(courses, r => r.grade.letter = \"A\")", "2")]
    [TestCase("count(filter(courses, r => r.grade.letter != missing), r => length(r.grade.letter) = 1)", "3")]
    [TestCase("first(courses).course.code", "X-1")]
    [TestCase("last(sort(courses, r => r.course.code)).course.code", "X-3")]
    [TestCase("join(map(courses, r => r.course.code), \" \")", "X-1 X-3 X-2")]
    [TestCase("max(courses, r => r.course.code)", "X-3")]
    [TestCase("latest.course.code", "X-3")]
    public void Formulas_reach_into_items(string formula, string expected)
    {
        var mapping = Registrar.Record(before: "let:\n  latest: = last(sort(courses, r => r.course.code))", after: $"description: = text({formula})");

        Assert.That(Author.Claims(Registrar.Mapper(mapping).Map(Registrar.History("t1 X-1 A", "t2 X-3 A", "t3 X-2 B")))["description"]?.ToString(), Is.EqualTo(expected));
    }

    [Test]
    public void A_count_stands_beside_its_loop()
    {
        var mapping = Registrar.Record(credentials: "for: r in courses\nwhere: = r.grade.letter = \"A\"\nif_empty: hold\neach:\n" + Registrar.Badge, after: "description: = text(r_count)\npartial: = r_count < count(courses)");

        var claims = Author.Claims(Registrar.Mapper(mapping).Map(Registrar.History("t1 X-1 A", "t2 X-2 B", "t3 X-3 A")));

        Assert.That((claims["description"]?.ToString(), claims["partial"]?.GetValue<bool>()), Is.EqualTo(("2", true)));
    }

    [TestCase("description: = text(a_count)", "LB1102", TestName = "There_is_no_such_loop")]
    [TestCase("description: = text(rr_count)", "LB1102", TestName = "There_is_no_loop_of_quite_that_name")]
    public void A_count_of_no_loop_is_refused(string after, string codes) => Assert.That(Registrar.Codes(Registrar.Record(after: after)), Is.EqualTo(codes));

    [Test]
    public void A_count_is_no_part_of_its_own_loop() =>
        Assert.That(Registrar.Codes(Registrar.Record(credentials: Registrar.Named("= text(r_count)"))), Is.EqualTo("LB1102"));

    [TestCase("r.course.titel", "LB1102")]
    [TestCase("r.course", "LB1102")]
    [TestCase("r.course.title.length", "LB1102")]
    [TestCase("courses.course.title", "LB2102")]
    [TestCase("courses", "LB2102")]
    [TestCase("r", "LB2102")]
    [TestCase("r.grade.incomplete", "LB2102")]
    [TestCase("r.grade.letter", "LB2104", TestName = "Optional_into_required")]
    public void What_cannot_be_a_title_is_said_once(string formula, string codes)
    {
        var loop = Registrar.Loop.Replace("      name: = r.course.title\n      description", $"      name: = {formula}\n      description", StringComparison.Ordinal);
        Assert.That(loop, Does.Contain(formula));

        Assert.That(Registrar.Codes(Registrar.Record(credentials: loop)), Is.EqualTo(codes));
    }

    [Test]
    public void A_misspelt_field_of_an_item_is_told_with_the_right_one()
    {
        var problem = Author.Single(Registrar.Record(credentials: Registrar.Named("= r.course.titel")));

        Assert.That((problem.Message, problem.Try), Is.EqualTo(("\"course.titel\" is no field of the items of courses.", "did you mean r.course.title?")));
    }

    [TestCase("filter(courses, r => r.grade.letter != missing)")]
    [TestCase("filter(courses, other => other.grade.letter != missing)")]
    [TestCase("sort(filter(courses, r => r.grade.letter in [\"A\"]), r => r.course.code)")]
    [TestCase("filter(filter(courses, x => x.grade.letter != missing), y => y.course.code != \"X\")")]
    [TestCase("distinct(graded)")]
    [TestCase("graded")]
    public void What_a_filter_has_let_pass_is_known_of_every_item(string list)
    {
        var mapping = Registrar.Record(before: list.Contains("graded", StringComparison.Ordinal) ? "let:\n  graded: = filter(courses, g => g.grade.letter != missing)" : string.Empty, credentials: Graded(list));

        Assert.That(Registrar.Codes(mapping), Is.Empty);
    }

    [TestCase("filter(courses, r => r.course.code != missing or r.grade.letter != missing)", "LB1305 LB2104")]
    [TestCase("courses", "LB2104")]
    [TestCase("filter(courses, x => first(courses).grade.letter != missing)", "LB2104")]
    public void What_it_has_not_is_not(string list, string codes) => Assert.That(Registrar.Codes(Registrar.Record(credentials: Graded(list))), Is.EqualTo(codes));

    [Test]
    public void What_was_said_of_one_item_is_not_known_of_another_of_the_same_name()
    {
        var mapping = Registrar.Record(before: "when:\n  - hold: nothing\n    if: = max(courses, r => r.credit.earned) = missing", after: "description: = text(any(courses, r => r.credit.earned > 3))");

        Assert.That(Registrar.Codes(mapping), Is.EqualTo("LB2105"));
    }

    [Test]
    public void A_condition_beside_the_loop_is_known_within()
    {
        var mapping = Registrar.Record(credentials: Graded("courses").Replace("if_empty", "where: = r.grade.letter != missing\nif_empty", StringComparison.Ordinal));

        Assert.That(Registrar.Codes(mapping), Is.Empty);
    }

    [TestCase("[contact]")]
    [TestCase("[courses.adviser]")]
    [TestCase("[courses]")]
    public void What_must_never_be_shown_is_kept_out_of_items_too(string never)
    {
        var shown = Registrar.Loop.Replace("description: D", "description: = r.adviser ?? \"\"", StringComparison.Ordinal);

        Assert.That(Registrar.Codes(Registrar.Record(before: $"never: {never}", credentials: shown)), Does.Contain("LB2302"));
    }

    [Test]
    public void What_must_never_be_shown_keeps_out_nothing_else() =>
        Assert.That(Registrar.Codes(Registrar.Record(before: "never: [contact, rating, courses.grade.letter]")), Is.Empty);

    [Test]
    public void A_plan_knows_which_fields_of_items_it_reads_and_that_a_restricted_field_must_be_asked_for()
    {
        var plan = Author.Plan(Registrar.Record(after: "description: = text(gpa ?? 0)"));

        Assert.That(plan.ReadFields.Keys, Is.SupersetOf(new[] { "courses", "courses.course.code", "courses.course.title" }).And.None.EqualTo("courses.grade.letter"));
        Assert.That(plan.RestrictedFields, Is.EqualTo(new[] { "gpa" }));
    }

    private static string Graded(string list) => $"for: r in {list}\nif_empty: hold\neach:\n" + Registrar.Badge.Replace("description: D", "description: = r.grade.letter", StringComparison.Ordinal);

    private static IEnumerable<string?> Names(JsonObject claims) => claims["credentials"]?.AsArray().Select(one => one?["name"]?.ToString()) ?? [];
}
