using LerBridge.Connectors.Canvas;
using LerBridge.Core.Records;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Canvas;

[TestFixture]
internal sealed class CanvasNormalizerTests
{
    private static readonly DateOnly Day = new(2026, 6, 1);
    private static readonly TimeZoneInfo Chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");

    [Test]
    public void The_sections_of_a_person_become_one_row_with_the_best_state()
    {
        var record = Normalize(Row(3, "7", "deleted", "s3"), Row(1, "7", "active", "s1"), Row(2, "7", "completed", "s2")).Single();

        Assert.That(record["enrolment.state"].Text, Is.EqualTo("completed"));
        Assert.That(record["enrolment.states"].TextList, Is.EqualTo(new[] { "completed", "active", "deleted" }));
        Assert.That(record["section.ids"].TextList, Is.EqualTo(new[] { "s2", "s1", "s3" }));
        Assert.That(record["section.names"].TextList, Is.EqualTo(new[] { "Section s2", "Section s1", "Section s3" }));
    }

    [Test]
    public void The_states_rank_from_completed_to_deleted()
    {
        string[] order = ["completed", "active", "inactive", "invited", "creation_pending", "rejected", "deleted", "never_heard_of"];

        Assert.That(order.Reverse().OrderBy(CanvasStates.Rank), Is.EqualTo(order));
    }

    [Test]
    public void An_unknown_state_is_other() =>
        Assert.That(Normalize(Row(1, "7", "paused", "s1")).Single()["enrolment.state"].Text, Is.EqualTo("other"));

    [Test]
    public void An_override_comes_before_the_final_grade_and_score()
    {
        var record = Normalize(Row(1, "7", "completed", "s1") with { Grades = new CanvasGrades { FinalGrade = "C", FinalScore = 71, OverrideGrade = "B", OverrideScore = 84, UnpostedFinalGrade = "C", UnpostedFinalScore = 71 } }).Single();

        Assert.That((record["grade.letter"].Text, record["grade.score"].Number, record["grade.overridden"].Bool, record["grade.posted"].Bool), Is.EqualTo(("B", 84m, true, true)));
    }

    [TestCase(90, "A", false)]
    [TestCase(71, "C", true)]
    public void A_grade_is_posted_where_nothing_is_hidden(int unposted, string letter, bool isPosted)
    {
        var record = Normalize(Row(1, "7", "active", "s1") with { Grades = new CanvasGrades { FinalGrade = "C", FinalScore = 71, UnpostedFinalGrade = letter, UnpostedFinalScore = unposted } }).Single();

        Assert.That(record["grade.posted"].Bool, Is.EqualTo(isPosted));
    }

    [Test]
    public void Without_the_unposted_twins_the_posted_grade_stands() =>
        Assert.That(Normalize(Row(1, "7", "active", "s1") with { Grades = new CanvasGrades { FinalScore = 71 } }).Single()["grade.posted"].Bool, Is.True);

    [Test]
    public void The_grade_of_a_section_without_one_is_taken_from_its_equal()
    {
        var record = Normalize(Row(1, "7", "active", "s1"), Row(2, "7", "active", "s2") with { Grades = new CanvasGrades { FinalScore = 80 } }, Row(3, "7", "deleted", "s3") with { Grades = new CanvasGrades { FinalScore = 20 } }).Single();

        Assert.That(record["grade.score"].Number, Is.EqualTo(80m));
    }

    [Test]
    public void Rows_that_came_twice_count_once() =>
        Assert.That(Normalize(Row(1, "7", "active", "s1"), Row(1, "7", "active", "s1")).Single()["section.ids"].TextList, Has.Length.EqualTo(1));

    [TestCase("StudentViewEnrollment")]
    [TestCase("ObserverEnrollment")]
    [TestCase("TaEnrollment")]
    [TestCase(null)]
    public void Whoever_is_no_student_is_left_out(string? type) =>
        Assert.That(Normalize(Row(1, "7", "active", "s1") with { Type = type }), Is.Empty);

    [Test]
    public void The_test_student_is_left_out_but_not_a_person_of_that_name()
    {
        var fake = Row(1, "7", "active", "s1") with { User = new CanvasUser { Name = "Test Student", SortableName = "Student, Test" } };
        var real = Row(2, "8", "active", "s1") with { SisUserId = "A00099999", User = new CanvasUser { Name = "Test Student", SortableName = "Student, Test" } };

        Assert.That(Normalize(fake, real).Single()["person.id"].Text, Is.EqualTo("8"));
    }

    [TestCase("María López", "López, María", "María", "López")]
    [TestCase("Ana Maria de Souza", "de Souza, Ana Maria", "Ana Maria", "de Souza")]
    [TestCase("María López", "Lopez, Maria", null, null)]
    [TestCase("Sukarno", "Sukarno", null, null)]
    [TestCase("Sam Davis, Jr.", "Davis, Sam, Jr.", null, null)]
    [TestCase(null, null, null, null)]
    public void Given_and_family_name_are_told_only_where_there_is_no_doubt(string? name, string? sortable, string? given, string? family)
    {
        var split = CanvasNormalizer.Split(name, sortable);

        Assert.That((split?.Given, split?.Family), Is.EqualTo((given, family)));
    }

    [Test]
    public void The_end_is_that_of_the_enrolment_else_the_course_else_the_term()
    {
        var term = new CanvasTerm { Id = "1", EndAt = At("2026-05-09T04:59:59Z") };
        var course = new CanvasCourse { Id = "1", Name = "N", EndAt = At("2026-04-02T04:59:59Z") };
        var own = Row(1, "7", "active", "s1") with { EndAt = At("2026-03-01T05:59:59Z") };

        Assert.That(Ended(course, term, own), Is.EqualTo(new DateOnly(2026, 2, 28)));
        Assert.That(Ended(course, term, own with { EndAt = null }), Is.EqualTo(new DateOnly(2026, 4, 1)));
        Assert.That(Ended(course with { EndAt = null }, term, own with { EndAt = null }), Is.EqualTo(new DateOnly(2026, 5, 8)));
        Assert.That(Ended(course with { EndAt = null }, null, own with { EndAt = null }), Is.Null);
    }

    [TestCase("completed", null, true)]
    [TestCase("available", true, true)]
    [TestCase("available", false, false)]
    public void A_course_is_concluded_by_its_state_or_by_what_Canvas_says(string state, bool? concluded, bool expected) =>
        Assert.That(Concluded(new CanvasCourse { Id = "1", Name = "N", WorkflowState = state, Concluded = concluded }, null), Is.EqualTo(expected));

    [Test]
    public void Where_Canvas_does_not_say_the_dates_decide_as_of_the_day_of_the_extract()
    {
        var past = new CanvasTerm { Id = "1", EndAt = At("2026-05-09T04:59:59Z") };
        var open = new CanvasCourse { Id = "1", Name = "N", WorkflowState = "available" };
        var longer = open with { EndAt = At("2026-09-01T05:00:00Z"), RestrictEnrollmentsToCourseDates = true };

        Assert.That((Concluded(open, past), Concluded(longer, past), Concluded(open, null)), Is.EqualTo((true, false, false)));
    }

    [Test]
    public void A_completion_is_taken_from_progress_and_from_nowhere_else()
    {
        var progress = new Dictionary<string, CanvasProgress> { ["7"] = new() { RequirementCount = 4, RequirementCompletedCount = 4, CompletedAt = At("2026-05-01T17:20:00Z") }, ["9"] = new() { Error = new CanvasProblem { Message = "no" } } };

        var records = Normalize(progress, Row(1, "7", "completed", "s1"), Row(2, "8", "completed", "s1"), Row(3, "9", "completed", "s1"));

        Assert.That(records.Select(record => record["completed_at"].IsMissing), Is.EqualTo(new[] { false, true, true }));
        Assert.That(records[0]["progress.done"].Number, Is.EqualTo(4m));
        Assert.That(records[2]["progress.required"].IsMissing, Is.True);
    }

    [Test]
    public void Ids_beyond_two_to_the_53_stand_in_the_order_of_their_numbers()
    {
        string[] ids = ["21070000000000565", "99", "100", "21070000000000564"];

        Assert.That(ids.Order(CanvasNormalizer.NumericOrder.Instance), Is.EqualTo(new[] { "99", "100", "21070000000000564", "21070000000000565" }));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static DateOnly? Ended(CanvasCourse course, CanvasTerm? term, CanvasEnrolment row) =>
        One(course, term, row)["ended_on"] is { IsMissing: false } value ? value.Date : null;

    private static bool Concluded(CanvasCourse course, CanvasTerm? term) => One(course, term, Row(1, "7", "active", "s1"))["course.concluded"].Bool;

    private static SourceRecord One(CanvasCourse course, CanvasTerm? term, CanvasEnrolment row) =>
        new CanvasNormalizer(Day).Normalize(new CanvasCourseContext(course, term, null, Chicago, Chicago), [row], new Dictionary<string, string?>(), new Dictionary<string, CanvasProgress>()).Single();

    private static IReadOnlyList<SourceRecord> Normalize(params CanvasEnrolment[] rows) => Normalize([], rows);

    private static IReadOnlyList<SourceRecord> Normalize(Dictionary<string, CanvasProgress> progress, params CanvasEnrolment[] rows) => new CanvasNormalizer(Day).Normalize(
        new CanvasCourseContext(new CanvasCourse { Id = "1", Name = "Nursing" }, null, null, Chicago, Chicago),
        rows,
        rows.Select(row => row.CourseSectionId ?? string.Empty).Distinct().ToDictionary(id => id, id => (string?)$"Section {id}"),
        progress);

    private static CanvasEnrolment Row(int id, string user, string state, string section) => new()
    {
        Id = id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        UserId = user,
        EnrollmentState = state,
        CourseSectionId = section,
        Type = "StudentEnrollment",
    };
}
