using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping;

/// <summary>What an author sees for typical mistakes, word for word (mapping/v1 §8).</summary>
internal sealed class TenMistakesTests
{
    [Test]
    public void A_misspelt_field()
    {
        Assert.That(Report("name: ${course.name}\n  awardedDate", "name: ${course.nmae}\n  awardedDate"), Is.EqualTo("""
            error LB1102  canvas-courses.yaml:48:11  "course.nmae" is not in the source stream.
              48 |   name: ${course.nmae}
                 |           ^^^^^^^^^^^ did you mean course.name?
              why  stream canvas-main/course_completions (schema 2026-09-01) has: course.code, course.concluded, course.deleted, course.end, course.id, course.name …
            """));
    }

    [Test]
    public void A_formula_without_its_equals_sign()
    {
        Assert.That(Report("humanCode: = course.code", "humanCode: course.code"), Is.EqualTo("""
            warning LB1201  canvas-courses.yaml:60:18  This looks like a formula but has no "=" in front, so every credential would show the words "course.code".
              60 |       humanCode: course.code
                 |                  ^ try:  = course.code
            """));
    }

    [Test]
    public void A_wrong_type()
    {
        Assert.That(Report("awardedDate: = completed_on", "awardedDate: = completed_at"), Is.EqualTo("""
            error LB2102  canvas-courses.yaml:49:18  awardedDate needs a date; completed_at is a date with time.
              49 |   awardedDate: = completed_at
                 |                  ^^^^^^^^^^^^ try:  = date(completed_at, "America/Chicago")
              why  the day can differ by time zone, so LerBridge will not guess
            """));
    }

    [Test]
    public void An_optional_value_for_a_required_member()
    {
        Assert.That(Report("/${url_encode(course.code)}", "/${url_encode(course.sis_id)}"), Is.EqualTo("""
            error LB2104  canvas-courses.yaml:57:11  achievement.id is required, but course.sis_id can be missing.
              57 |       id: https://college.example/achievements/${url_encode(course.sis_id)}
                 |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ try:  add  if_missing: hold    or    ?? …    or deal with  course.sis_id = missing  under when
              why  not every record has it
            """));
    }

    [Test]
    public void A_lookup_key_that_is_not_in_the_table_holds_the_record_and_names_no_value()
    {
        var result = Author.Plan(WorkedExamples.Canvas, WorkedExamples.Files()).Mapper.Map(Author.Ana("course.code = NUR 210"));

        Assert.That(result, Is.EqualTo(new MapResult.Hold(new MapReason("LB3201", "No row in table competencies (key course_code) for course.code.", "canvas-courses.yaml:65:14"))));
    }

    [Test]
    public void A_rule_that_can_never_be_reached()
    {
        Assert.That(Report("  - hold: no completion date\n    if: = completed_on = missing", "  - hold: no letter\n    if: = grade.letter = missing\n  - hold: no completion date\n    if: = completed_on = missing"), Is.EqualTo("""
            warning LB1305  canvas-courses.yaml:44:11  grade.letter always has a value here, so this is always false.
              44 |     if: = grade.letter = missing
                 |           ^^^^^^^^^^^^^^^^^^^^^^ try:  remove the comparison
              why  an earlier condition has dealt with missing
            """));
        Assert.That(
            Report("  - hold: no grade letter in the table\n    if: = earned = missing        # first: what follows may rely on a value\n", string.Empty).Split('\n')[0],
            Is.EqualTo("error LB2105  canvas-courses.yaml:40:11  \"<\" needs a value, but earned can be missing here."));
    }

    [Test]
    public void A_formula_that_YAML_cut_at_a_hash()
    {
        Assert.That(Report("term: = term.name", "term: = term.name & \" #\" & course.id"), Is.EqualTo("""
            error LB1007  canvas-courses.yaml:51:27  YAML treats everything after " #" as a comment, so this formula lost its end.
              51 |     term: = term.name & " #" & course.id
                 |                           ^^^^^^^^^^^^^^ try:  put the whole value in 'single quotes'
            """));
    }

    [Test]
    public void A_member_that_LerBridge_fills()
    {
        Assert.That(Report("  awardedDate: = completed_on", "  issuer: https://other.example\n  awardedDate: = completed_on"), Is.EqualTo("""
            error LB2301  canvas-courses.yaml:49:3  "issuer" is filled by LerBridge; remove it.
              49 |   issuer: https://other.example
                 |   ^^^^^^
              why  two sources for the issuer would let a mapping sign in another name
            """));
    }

    [Test]
    public void What_belongs_to_later_versions_is_refused_with_a_reason()
    {
        Assert.That(Report("  - to: registry", "  - to: registry\n    fields: without results"), Is.EqualTo("""
            error LB1150  canvas-courses.yaml:87:5  "fields" belongs to mapping/v1, but delivering less than the whole credential is not built yet.
              87 |     fields: without results
                 |     ^^^^^^ try:  remove it for now
              why  what is written must take effect, so it is refused rather than ignored
            """));
    }

    [Test]
    public void A_test_that_is_no_longer_true()
    {
        var files = WorkedExamples.Files().With("tables/nursing-course-competencies.csv", WorkedExamples.Competencies.Replace("Nursing 2026,3.0", "Nursing 2026,3.5", StringComparison.Ordinal));

        var results = MappingTests.Run(Author.Compile(WorkedExamples.Canvas, files));

        Assert.That(results.Select(result => result.Passed), Is.EqualTo(new[] { false, true, true }));
        Assert.That(MappingTests.Describe(results[0]), Is.EqualTo("""
            FAIL  canvas-courses.yaml:89  B in NUR-210 gives the two competencies whose minimum is met
                  credentialSubject.achievement.alignment[*].targetCode
                    expected  NUR-2.1  NUR-2.5
                    got       NUR-2.1
                  because   table row mappings/tables/nursing-course-competencies.csv:3 (NUR-2.5) now has min_points 3.5, validated_on 2026-01-10, review_by 2027-08-31
            """));
    }

    [Test]
    public void Diagnostics_for_programs_have_the_agreed_form()
    {
        var found = Author.Single(WorkedExamples.Canvas.Replace("term: = term.name", "term: = term.nmae", StringComparison.Ordinal), WorkedExamples.Files());

        Assert.That(DiagnosticJson.Write([found]), Is.EqualTo("""
            {
              "schema": "lerbridge/diagnostics/v1",
              "diagnostics": [
                {
                  "code": "LB1102",
                  "severity": "error",
                  "file": "canvas-courses.yaml",
                  "line": 51,
                  "column": 13,
                  "message": "\"term.nmae\" is not in the source stream.",
                  "why": "stream canvas-main/course_completions (schema 2026-09-01) has: term.end, term.id, term.name, term.start",
                  "try": "did you mean term.name?"
                }
              ]
            }
            """));
    }

    // the only diagnostic after a change, as it is shown
    private static string Report(string old, string changed)
    {
        Assert.That(WorkedExamples.Canvas.Contains(old, StringComparison.Ordinal), Is.True, old);
        var result = Author.Compile(WorkedExamples.Canvas.Replace(old, changed, StringComparison.Ordinal), WorkedExamples.Files());
        return string.Join('\n', result.Diagnostics.Select(found => DiagnosticReport.Describe(found, file => file == result.File ? result.Text : null)));
    }
}
