using LerBridge.Connectors.Canvas;
using LerBridge.Connectors.Canvas.Bulk;
using LerBridge.Connectors.Shared;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Canvas;

internal sealed class BulkPullTests
{
    private const string Enrolments = "canvas_course_id,canvas_user_id,user_id,role,canvas_section_id,status\r\n7,1,S1,student,71,deleted\r\n7,1,S1,student,72,active\r\n";

    [TestCase("student id,course id,section id,final score,final grade,enrollment state\r\n1,7,72,95.0,A,active\r\n1,7,71,12.0,F,deleted\r\n")]
    [TestCase("student id,course id,section id,final score,final grade,enrollment state\r\n1,7,71,12.0,F,deleted\r\n1,7,72,95.0,A,active\r\n")]
    [TestCase("\uFEFFStudent ID,Course ID,final score,Final Grade,enrollment state\r\n1,7,95.0,A,active\r\n1,7,12.0,F,deleted\r\n")]
    public async Task A_section_that_somebody_left_does_not_lend_its_grade_to_the_one_they_are_in(string grades)
    {
        using var server = Files(Enrolments, grades);
        using var client = new HttpClient(server, disposeHandler: false);

        var course = await Pull(client).TermAsync(new BulkReports("users", "t", "enrolments", "grades"), [Course("7")], new Dictionary<string, CanvasUser>(), CancellationToken.None).SingleAsync();

        var active = course.Enrolments.Single(row => row.EnrollmentState == "active");
        Assert.That((active.Grades?.FinalScore, active.Grades?.FinalGrade), Is.EqualTo((95.0m, "A")));
    }

    [TestCase("1,old@college,deleted\n1,new@college,active\n")]
    [TestCase("1,new@college,active\n1,other@college,active\n1,old@college,deleted\n")]
    public async Task A_login_that_was_taken_away_does_not_hide_the_one_in_use(string rows)
    {
        using var server = new StubServer().On("/users", () => StubServer.Reply(System.Net.HttpStatusCode.OK, "canvas_user_id,login_id,status\n" + rows, "text/csv"));
        using var client = new HttpClient(server, disposeHandler: false);

        var users = await Pull(client).UsersAsync(new BulkReports("users", "t", "enrolments", "grades"), CancellationToken.None);

        Assert.That(users["1"].LoginId, Is.EqualTo("new@college"));
    }

    private static StubServer Files(string enrolments, string grades) => new StubServer()
        .On("/enrolments", () => StubServer.Reply(System.Net.HttpStatusCode.OK, enrolments, "text/csv"))
        .On("/grades", () => StubServer.Reply(System.Net.HttpStatusCode.OK, grades, "text/csv"));

    private static BulkPull Pull(HttpClient client)
    {
        var time = new FastTime(200);
        var download = new SignedDownload(client, new Uri("https://c.example"), time, TimeSpan.FromMinutes(1));
        return new BulkPull("lms", new BulkRunner("lms", "1", new BulkOptions(), new FinishedReports(), download, time));
    }

    private static CanvasCourseContext Course(string id) => new(new CanvasCourse { Id = id }, null, null, TimeZoneInfo.Utc, TimeZoneInfo.Utc);

    private sealed class FinishedReports : IBulkApi
    {
        public Task<BulkReport> StartAsync(string account, string name, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<BulkReport> StatusAsync(string account, string name, string report, CancellationToken cancellationToken) =>
            Task.FromResult(new BulkReport { Id = report, Status = "complete", Attachment = new BulkAttachment { Url = $"https://files.example/{report}" } });

        public Task<List<BulkReport>> LatestAsync(string account, string name, CancellationToken cancellationToken) => Task.FromResult(new List<BulkReport>());
    }
}
