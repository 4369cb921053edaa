using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace LerBridge.Tests.Sandbox;

internal sealed class CanvasRowTests
{
    private const string StringIds = "application/json+canvas-string-ids";

    [Test]
    public async Task Ids_are_numbers_that_a_double_cannot_hold_or_text_for_those_who_ask()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        var numbers = await visitor.CanvasRowsAsync("/api/v1/accounts/1/users?per_page=100");
        var texts = await visitor.CanvasRowsAsync("/api/v1/accounts/1/users?per_page=100", StringIds);

        Assert.That(numbers.Select(row => row["id"]!.GetValueKind()), Is.Not.Empty.And.All.EqualTo(JsonValueKind.Number));
        Assert.That(texts.Select(row => row["id"]!.GetValueKind()), Is.Not.Empty.And.All.EqualTo(JsonValueKind.String));
        Assert.That(texts.Select(row => row["id"]!.ToString()), Is.EqualTo(numbers.Select(row => row["id"]!.ToString())));
        var beyond = numbers.Select(row => row["id"]!.ToString()).Where(id => long.Parse(id, CultureInfo.InvariantCulture) > 1L << 53).ToList();
        Assert.That(beyond, Has.Count.EqualTo(12));
        Assert.That(beyond.Where(id => ((long)double.Parse(id, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture) != id), Is.Not.Empty);
    }

    [Test]
    public async Task Ids_inside_rows_become_text_too()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var course = await visitor.CourseAsync("202620-NUR-205");

        var row = (await visitor.CanvasRowsAsync($"/api/v1/courses/{course}/enrollments?type[]=StudentEnrollment", StringIds))[0];

        Assert.That(new[] { row["id"], row["user_id"], row["course_id"], row["course_section_id"], row["root_account_id"], row["user"]!["id"] }
            .Select(id => id!.GetValueKind()),
            Is.Not.Empty.And.All.EqualTo(JsonValueKind.String));
        Assert.That(row["total_activity_time"]!.GetValueKind(), Is.EqualTo(JsonValueKind.Number));
    }

    [Test]
    public async Task Terms_are_wrapped_and_one_name_is_there_twice()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        var all = await visitor.CanvasRowsAsync("/api/v1/accounts/1/terms?workflow_state[]=all");
        var active = (await visitor.CanvasJsonAsync("/api/v1/accounts/1/terms"))["enrollment_terms"]!.AsArray();

        var twice = all.Where(term => term["name"]!.ToString() == "Spring 2026").ToList();
        Assert.That(twice.Select(term => term["workflow_state"]!.ToString()), Is.EquivalentTo(["active", "deleted"]));
        Assert.That(twice.Single(term => term["workflow_state"]!.ToString() == "deleted")["sis_term_id"], Is.Null);
        Assert.That(active, Has.Count.EqualTo(all.Count - 1));
        Assert.That(all.Single(term => term["name"]!.ToString() == "Fall 2026")["end_at"]!.ToString(), Is.EqualTo("2026-12-19T05:59:59Z"));
    }

    [Test]
    public async Task A_sub_account_has_no_terms_and_lists_the_courses_below_it()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        using var terms = await visitor.CanvasAsync("/api/v1/accounts/13/terms");
        var health = await visitor.CanvasRowsAsync("/api/v1/accounts/sis_account_id:HLTH%26SCI/courses?per_page=100&enrollment_term_id=sis_term_id:202610");

        Assert.That(terms.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await SandboxVisitor.JsonAsync(terms))["error"], Is.Not.Null);
        Assert.That(health.Select(course => course["course_code"]?.ToString()), Is.EquivalentTo(["NUR-101", "NUR-110", "NUR-120", "NUR-201", "BIO-160"]));
    }

    [Test]
    public async Task Courses_are_filtered_by_state_and_tell_when_they_are_over_by_their_dates()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        var courses = await visitor.CanvasRowsAsync("/api/v1/accounts/1/courses?per_page=100&include[]=concluded&include[]=term");
        var deleted = await visitor.CanvasRowsAsync("/api/v1/accounts/1/courses?state[]=deleted");

        Assert.That(courses.Select(course => course["workflow_state"]!.ToString()), Has.None.EqualTo("deleted"));
        Assert.That(deleted, Has.Count.EqualTo(1));
        Assert.That(courses.Where(course => course["workflow_state"]!.ToString() == "available" && course["concluded"]!.GetValue<bool>()),
            Has.Exactly(9).Items);
        Assert.That(courses.Single(course => course["sis_course_id"]?.ToString() == "202710-WLD-101")["concluded"]!.GetValue<bool>(), Is.True);
        Assert.That(courses.Where(course => course["course_code"] is null && course["sis_course_id"] is not null), Has.Exactly(1).Items);
    }

    [Test]
    public async Task A_course_is_found_by_a_sis_id_with_a_slash_and_a_space()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        var course = await visitor.CanvasJsonAsync("/api/v1/courses/sis_course_id:202620%2FACC%20102");

        Assert.That(course["course_code"]!.ToString(), Is.EqualTo("ACC-102"));
    }

    [Test]
    public async Task No_enrolment_says_when_it_was_completed_and_only_some_have_an_override()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        var rows = await EnrolmentsAsync(visitor);

        var students = rows.Where(row => row["type"]!.ToString() == "StudentEnrollment").ToList();
        Assert.That(rows.Where(row => row.ContainsKey("completed_at")), Is.Empty);
        var others = rows.Where(row => row["type"]!.ToString() is "TeacherEnrollment" or "ObserverEnrollment" or "TaEnrollment");
        Assert.That(others.Select(row => row.ContainsKey("grades")), Is.Not.Empty.And.All.False);
        var overridden = students.Where(row => row["grades"]!.AsObject().ContainsKey("override_grade")).ToList();
        Assert.That(overridden, Has.Count.InRange(10, 60));
        Assert.That(overridden.Select(row => row["grades"]!)
            .Where(grades => grades["override_grade"] is { } letter && letter.ToString() != grades["final_grade"]?.ToString()),
            Is.Not.Empty);
        Assert.That(students.Where(row => row["grades"]!["unposted_final_score"]?.ToString() != row["grades"]!["final_score"]?.ToString()), Is.Not.Empty);
        Assert.That(students.Where(row => row["grades"]!["final_score"] is null), Is.Not.Empty);
        Assert.That(students.Where(row => row["grades"]!["final_score"] is not null && row["grades"]!["final_grade"] is null), Is.Not.Empty);
    }

    [Test]
    public async Task What_hangs_on_a_deleted_course_or_section_is_shown_as_deleted()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var composition = await visitor.CourseAsync("202710-ENG-101");

        var inCourse = await visitor.CanvasRowsAsync($"/api/v1/courses/52002/enrollments?{SandboxVisitor.AllStates}&per_page=100");
        var inSection = (await visitor.CanvasRowsAsync($"/api/v1/courses/{composition}/enrollments?state[]=active&per_page=100"))
            .Where(row => row["enrollment_state"]!.ToString() == "deleted").ToList();
        var sections = await visitor.CanvasRowsAsync($"/api/v1/courses/{composition}/sections");

        Assert.That(inCourse.Select(row => row["enrollment_state"]!.ToString()), Is.Not.Empty.And.All.EqualTo("deleted"));
        Assert.That(inSection, Is.Not.Empty);
        Assert.That(sections.Select(section => section["id"]!.ToString()), Has.None.EqualTo(inSection[0]["course_section_id"]!.ToString()));
    }

    [Test]
    public async Task Without_the_permission_the_sis_keys_are_absent_not_null()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        visitor.Host.Switches.CanvasHidesSisIds = true;

        var rows = (await visitor.CanvasRowsAsync("/api/v1/courses/40308/enrollments")).Concat(await visitor.CanvasRowsAsync("/api/v1/accounts/1/courses"))
            .Concat(await visitor.CanvasRowsAsync("/api/v1/accounts/1/terms"));

        Assert.That(rows.SelectMany(AllKeys).Where(key => key.StartsWith("sis_", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_scoped_key_makes_include_do_nothing()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var with = (await visitor.CanvasRowsAsync("/api/v1/courses/40308/enrollments?include[]=email"))[0]["user"]!.AsObject();
        visitor.Host.Switches.CanvasIgnoresIncludes = true;

        var without = (await visitor.CanvasRowsAsync("/api/v1/courses/40308/enrollments?include[]=email"))[0]["user"]!.AsObject();

        Assert.That(with.ContainsKey("email"), Is.True);
        Assert.That(without.ContainsKey("email"), Is.False);
    }

    [Test]
    public async Task Nothing_asked_gives_the_active_and_the_invited_of_every_kind()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var course = await visitor.CourseAsync("202620-NUR-205");

        var list = $"/api/v1/courses/{course}/enrollments?per_page=100";
        var rows = await visitor.CanvasRowsAsync(list);
        var filtered = await visitor.CanvasRowsAsync($"{list}&type[]=StudentEnrollment&state[]=deleted&state[]=nonsense");

        Assert.That(rows.Select(row => row["enrollment_state"]!.ToString()), Is.Not.Empty.And.All.AnyOf("active", "invited"));
        Assert.That(rows.Select(row => row["type"]!.ToString()).Distinct(), Is.SupersetOf(["StudentEnrollment", "TeacherEnrollment"]));
        Assert.That(filtered.Select(row => row["enrollment_state"]!.ToString()), Is.Not.Empty.And.All.EqualTo("deleted"));
    }

    [Test]
    public async Task Progress_of_a_course_without_modules_is_an_error_with_status_200()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var plain = await visitor.CourseAsync("202620-NUR-205");
        var modular = await visitor.CourseAsync("202710-NUR-220");
        var user = (await visitor.CanvasRowsAsync($"/api/v1/courses/{plain}/enrollments?type[]=StudentEnrollment"))[0]["user_id"];

        var one = await visitor.CanvasJsonAsync($"/api/v1/courses/{plain}/users/{user}/progress");
        using var bulk = await visitor.CanvasAsync($"/api/v1/courses/{plain}/bulk_user_progress");
        var all = await visitor.CanvasRowsAsync($"/api/v1/courses/{modular}/bulk_user_progress?per_page=100");

        Assert.That(one["error"]!["message"]!.ToString(), Does.Contain("not module based"));
        Assert.That((int)bulk.StatusCode, Is.EqualTo(400));
        Assert.That(all.Where(row => row["progress"]!["completed_at"] is not null)
            .Select(row => row["progress"]!["requirement_completed_count"]!.GetValue<int>()), Is.Not.Empty.And.All.EqualTo(8));
        Assert.That(all.Where(row => row["progress"]!["completed_at"] is null)
            .Select(row => row["progress"]!["requirement_completed_count"]!.GetValue<int>()), Is.Not.Empty.And.All.LessThan(8));
    }

    [Test]
    public async Task One_learner_has_two_logins_and_is_enrolled_under_the_second()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var rows = await EnrolmentsAsync(visitor);
        var odd = rows.First(row => row["sis_user_id"]?.ToString().StartsWith('X') == true);

        var logins = await visitor.CanvasRowsAsync($"/api/v1/users/{odd["user_id"]}/logins");

        Assert.That(odd["user"]!["sis_user_id"]!.ToString(), Is.Not.EqualTo(odd["sis_user_id"]!.ToString()));
        Assert.That(logins.Select(login => login["sis_user_id"]!.ToString()),
            Is.EquivalentTo([odd["sis_user_id"]!.ToString(), odd["user"]!["sis_user_id"]!.ToString()]));
    }

    [Test]
    public async Task A_learner_in_two_sections_has_two_rows_with_the_same_grade()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        var rows = await visitor.CanvasRowsAsync($"/api/v1/courses/40308/enrollments?type[]=StudentEnrollment&{SandboxVisitor.AllStates}&per_page=100");

        var people = rows.GroupBy(row => row["user_id"]!.ToString()).ToList();
        Assert.That(people.Select(group => group.Select(row => row["course_section_id"]!.ToString()).Distinct().Count()), Is.Not.Empty.And.All.EqualTo(2));
        Assert.That(people.Select(group => group.Select(row => row["grades"]!["final_score"]?.ToString()).Distinct().Count()), Is.Not.Empty.And.All.EqualTo(1));
    }

    [Test]
    public async Task The_enrolments_of_one_user_know_the_synthetic_states()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var user = (await visitor.CanvasRowsAsync("/api/v1/courses/40308/enrollments?type[]=StudentEnrollment"))[0]["user_id"];

        var rows = await visitor.CanvasRowsAsync($"/api/v1/users/{user}/enrollments?state[]=current_and_concluded&enrollment_term_id=sis_term_id:202620");

        Assert.That(rows.Select(row => row["enrollment_state"]!.ToString()), Is.Not.Empty.And.All.AnyOf("active", "completed"));
        Assert.That(rows.Select(row => row["user_id"]!.ToString()), Is.Not.Empty.And.All.EqualTo(user!.ToString()));
    }

    private static async Task<List<JsonObject>> EnrolmentsAsync(SandboxVisitor visitor)
    {
        var rows = new List<JsonObject>();
        foreach (var course in await visitor.CanvasRowsAsync("/api/v1/accounts/1/courses?per_page=100"))
        {
            rows.AddRange(await visitor.CanvasRowsAsync($"/api/v1/courses/{course["id"]}/enrollments?{SandboxVisitor.AllStates}&per_page=100"));
        }

        return rows;
    }

    private static IEnumerable<string> AllKeys(JsonObject row) =>
        row.SelectMany(part => part.Value is JsonObject inner ? AllKeys(inner).Prepend(part.Key) : [part.Key]);
}
