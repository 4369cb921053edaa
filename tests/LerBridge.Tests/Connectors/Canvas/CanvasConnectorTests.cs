using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Connectors.Canvas;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Canvas;

[TestFixture]
internal sealed class CanvasConnectorTests
{
    private const string Home = "https://c.example";
    private const string NoRows = """{"id":1,"default_time_zone":"America/Chicago"}""";
    private readonly FastTime time = new();

    [TestCase(403)]
    [TestCase(429)]
    public async Task The_site_s_own_rate_limit_is_kept_to(int status)
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        sandbox.Switches.CanvasThrottleStatus = status;

        var pulled = await Pulled.AllAsync(Over(sandbox, options => options with { Http = options.Http with { MaxConcurrency = 16 } }, TimeProvider.System));

        Assert.That(pulled.IsComplete, Is.True);
    }

    [Test]
    public async Task Relative_and_folded_links_give_the_same_rows()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        sandbox.Switches.CanvasHidesRateLimit = true;
        var straight = await Pulled.AllAsync(this.Over(sandbox));
        sandbox.Switches.CanvasRelativeLinks = true;

        var pulled = await Pulled.AllAsync(this.Over(sandbox));

        Assert.That(pulled.Staged, Is.EqualTo(straight.Staged));
        Assert.That(sandbox.Requests(SandboxSite.Canvas).Any(request => request.Query.Contains("page=", StringComparison.Ordinal)), Is.True, "more than one page was read");
    }

    [Test]
    public async Task A_term_of_the_settings_that_does_not_exist_is_told_by_the_check_and_by_every_run()
    {
        using var server = new StubServer();
        server.Json("/terms", """{"enrollment_terms":[{"id":5,"name":"Fall 2026","sis_term_id":"202610"}]}""").Json("/sub_accounts", "[]").Json("/accounts/1/courses", "[]").Json("/accounts/1", NoRows);
        var connector = this.Over(server, options => options with { AccountId = "1", Terms = ["202610", "Fal 2026"] });

        var pulled = await Pulled.AllAsync(connector);
        var report = await connector.CheckAsync(CancellationToken.None);

        Assert.That(pulled.Notices.Single(notice => notice.Code == "LB5216").Message, Does.Contain("Fal 2026").And.Not.Contain("202610"));
        Assert.That(report.Findings.Single(finding => finding.Subject == "The terms of the settings").Advice, Does.Contain("LB5216").And.Contain("Fal 2026"));
    }

    [Test]
    public async Task The_check_looks_for_permissions_in_a_course_that_has_somebody_in_it()
    {
        using var server = new StubServer();
        server.Json("/terms", """{"enrollment_terms":[]}""")
            .Json("/accounts/1/courses", """[{"id":1,"workflow_state":"deleted"},{"id":2,"workflow_state":"available"},{"id":3,"workflow_state":"available"}]""")
            .Json("/courses/2/enrollments", "[]")
            .Json("/courses/3/enrollments", """[{"id":31,"user_id":8,"type":"StudentEnrollment","enrollment_state":"active","sis_user_id":"S8","grades":{},"user":{"id":8}}]""")
            .Json("/courses/3/outcome_results", """{"outcome_results":[]}""")
            .Json("/courses/3/modules", "[]")
            .Json("/accounts/1", NoRows);

        var report = await this.Over(server, options => options with { AccountId = "1" }).CheckAsync(CancellationToken.None);

        Assert.That(report.Findings.Where(finding => finding.Result != FindingResult.Yes), Is.Empty);
    }

    [Test]
    public async Task Hidden_SIS_ids_are_told_once_and_the_rows_are_read()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        (sandbox.Switches.CanvasHidesRateLimit, sandbox.Switches.CanvasHidesSisIds) = (true, true);

        var pulled = await Pulled.AllAsync(this.Over(sandbox));

        Assert.That(pulled.Notices.Count(notice => notice.Code == "LB5201"), Is.EqualTo(1));
        Assert.That(pulled.Records.All(record => record["person.sis_id"].IsMissing), Is.True);
        Assert.That(pulled.Records.Count(), Is.GreaterThan(500));
    }

    [TestCase(400)]
    [TestCase(200)]
    [TestCase(404)]
    public async Task Courses_without_modules_have_no_progress_and_are_complete(int status)
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        (sandbox.Switches.CanvasHidesRateLimit, sandbox.Switches.CanvasBulkProgressStatus) = (true, status);

        var pulled = await Pulled.AllAsync(this.Over(sandbox));

        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(pulled.Records.Select(record => record["progress.required"].IsMissing).Distinct(), Is.EquivalentTo(new[] { true, false }));
        Assert.That(pulled.Records.Any(record => !record["completed_at"].IsMissing), Is.True);
    }

    [Test]
    public async Task Every_student_of_the_sandbox_is_read_once_per_course_and_nobody_else()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        sandbox.Switches.CanvasHidesRateLimit = true;

        var records = (await Pulled.AllAsync(this.Over(sandbox))).Records.ToList();

        Assert.That(records.Select(record => (record["course.id"].Text, record["person.id"].Text)), Is.Unique);
        Assert.That(records.Select(record => record["person.full_name"].Text), Has.None.EqualTo("Test Student"));
        Assert.That(records.Any(record => record["section.ids"].TextList.Length > 1), Is.True);
        Assert.That(records.Any(record => record["course.deleted"].Bool && record["enrolment.state"].Text == "deleted"), Is.True);
        Assert.That(records.Select(record => record["course.concluded"].Bool).Distinct(), Is.EquivalentTo(new[] { true, false }));
        Assert.That(records.Any(record => record["grade.overridden"].Bool), Is.True);
    }

    [Test]
    public async Task Ignored_includes_do_not_pass_as_data_that_is_not_there()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        sandbox.Switches.CanvasHidesRateLimit = true;
        var with = await Pulled.AllAsync(this.Over(sandbox));
        sandbox.Switches.CanvasIgnoresIncludes = true;

        var without = await Pulled.AllAsync(this.Over(sandbox));

        Assert.That(without.Records.Select(record => (record["course.id"].Text, record["person.id"].Text, record["course.concluded"].Bool, record["ended_on"], record["term.sis_id"])),
            Is.EqualTo(with.Records.Select(record => (record["course.id"].Text, record["person.id"].Text, record["course.concluded"].Bool, record["ended_on"], record["term.sis_id"]))));
    }

    [Test]
    public async Task A_course_that_may_not_be_read_is_partial_and_the_others_go_on()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        sandbox.Switches.CanvasHidesRateLimit = true;
        sandbox.Break(SandboxSite.Canvas, new SandboxFault(SandboxFaultKind.Refuse) { Path = "/courses/40100/enrollments", Status = 403, Times = int.MaxValue });

        var pulled = await Pulled.AllAsync(this.Over(sandbox));

        Assert.That(pulled.Ends["course/40100"], Is.InstanceOf<PartitionEnd.Partial>());
        Assert.That(pulled.Ends.Count(end => end.Value is PartitionEnd.Complete), Is.GreaterThan(10));
        Assert.That(pulled.Ends["courses"], Is.InstanceOf<PartitionEnd.Complete>());
    }

    [Test]
    public async Task A_window_of_terms_reads_fewer_courses_and_never_calls_the_others_absent()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        sandbox.Switches.CanvasHidesRateLimit = true;
        var all = await Pulled.AllAsync(this.Over(sandbox));
        var terms = all.Records.Where(record => !record["term.sis_id"].IsMissing).Select(record => record["term.sis_id"].Text).Distinct().ToList();

        var one = await Pulled.AllAsync(this.Over(sandbox, options => options with { Terms = [terms[0]] }));
        var late = await Pulled.AllAsync(this.Over(sandbox, options => options with { TermsFrom = new DateOnly(2026, 8, 1) }));

        Assert.That(one.Records.Select(record => record["term.sis_id"].Text).Distinct(), Is.EqualTo(new[] { terms[0] }));
        Assert.That(late.Records.All(record => record["term.end"].IsMissing || record["term.end"].Date >= new DateOnly(2026, 8, 1)), Is.True);
        Assert.That(late.Records.Count(), Is.InRange(1, all.Records.Count() - 1));
        Assert.That(one.Ends["courses"], Is.InstanceOf<PartitionEnd.Partial>());
    }

    [Test]
    public async Task The_recorded_enrolments_are_read_with_their_override_and_without_the_teacher()
    {
        var rows = await File.ReadAllTextAsync(Shared.Path("sources/data/canvas/uw_course_enrollments_phys248.json"));
        var students = JsonNode.Parse(rows)?.AsArray().Where(row => row?["type"]?.GetValue<string>() == "StudentEnrollment").ToList() ?? [];

        var records = (await Pulled.AllAsync(this.Over(Site("""[{"id":1,"name":"Physics"}]""").Json("/courses/1/enrollments", rows)))).Records.ToList();

        Assert.That(records, Has.Count.EqualTo(students.Select(row => row?["user_id"]?.ToJsonString()).Distinct().Count()));
        Assert.That((records[0]["person.id"].Text, records[0]["person.sis_id"].Text), Is.EqualTo(("1", "9136CCB8F66711D5BE060004AC494FFE")));
        Assert.That((records[0]["grade.score"].Number, records[0]["grade.overridden"].Bool, records[0]["grade.posted"].Bool), Is.EqualTo((80m, true, false)));
        Assert.That((records[0]["person.full_name"].Text, records[0]["person.given_name"].Text, records[0]["person.family_name"].Text), Is.EqualTo(("Student 1", "Student", "1")));
    }

    [TestCase("""{"final_score":71}""", true)]
    [TestCase("""{"final_score":71,"unposted_final_score":90}""", false)]
    [TestCase("""{"final_score":71,"unposted_final_score":null}""", false)]
    [TestCase("""{"final_score":"71.0","unposted_final_score":71}""", true)]
    public async Task Absent_unposted_grades_and_empty_ones_are_told_apart(string grades, bool isPosted)
    {
        var server = Site("""[{"id":1,"name":"A"}]""").Json("/enrollments", $$"""[{"id":1,"user_id":5,"type":"StudentEnrollment","enrollment_state":"active","grades":{{grades}}}]""");

        Assert.That((await Pulled.AllAsync(this.Over(server))).Records.Single()["grade.posted"].Bool, Is.EqualTo(isPosted));
    }

    [Test]
    public async Task The_recorded_terms_are_told_apart_though_two_have_one_name()
    {
        var server = Site("""[{"id":1,"name":"A","enrollment_term_id":2355},{"id":2,"name":"B","enrollment_term_id":2374}]""", await File.ReadAllTextAsync(Shared.Path("sources/data/canvas/uw_terms_all.json")))
            .Json("/enrollments", """[{"id":1,"user_id":5,"type":"StudentEnrollment","enrollment_state":"active"}]""");

        var records = (await Pulled.AllAsync(this.Over(server))).Records.ToList();

        Assert.That(records.Select(record => record["term.name"].Text), Is.EqualTo(new[] { "Summer 2012", "Summer 2012" }));
        Assert.That(records.Select(record => record["term.sis_id"].IsMissing ? null : record["term.sis_id"].Text), Is.EqualTo(new[] { null, "summer-2012" }));
        Assert.That(records[0]["term.end"].Date, Is.EqualTo(new DateOnly(2012, 8, 17)));
    }

    [Test]
    public async Task The_recorded_course_with_its_term_is_read()
    {
        var course = await File.ReadAllTextAsync(Shared.Path("sources/data/canvas/uw_course_include_term.json"));
        var id = JsonDocument.Parse(course).RootElement.GetProperty("id").GetInt64();

        var record = (await Pulled.AllAsync(this.Over(Site($"[{course}]").Json("/enrollments", """[{"id":1,"user_id":5,"type":"StudentEnrollment","enrollment_state":"active"}]""")))).Records.Single();

        Assert.That(record["course.id"].Text, Is.EqualTo(id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.That(record["term.name"].Text, Is.EqualTo(JsonDocument.Parse(course).RootElement.GetProperty("term").GetProperty("name").GetString()));
    }

    // The headers are recorded from a roles list; the rows are beside the point, its links are relative and folded over two lines.
    [Test]
    public async Task The_recorded_two_page_list_with_a_relative_folded_link_is_read_to_its_end()
    {
        var headers = JsonNode.Parse(await File.ReadAllTextAsync(Shared.Path("sources/data/canvas/uw_roles_page1.headers.json")));
        var link = (headers?["Link"]?.GetValue<string>() ?? string.Empty).Replace("/accounts/12345/roles", "/accounts/1/courses", StringComparison.Ordinal);
        await using var raw = RawServer.Start(path => path switch
        {
            _ when path.Contains("/courses?page=2", StringComparison.Ordinal) => (null, """[{"id":2,"name":"B"}]"""),
            _ when path.Contains("/accounts/1/courses", StringComparison.Ordinal) => (link, """[{"id":1,"name":"A"}]"""),
            _ when path.Contains("/sub_accounts", StringComparison.Ordinal) => (null, "[]"),
            _ when path.Contains("/terms", StringComparison.Ordinal) => (null, """{"enrollment_terms":[]}"""),
            _ when path.Contains("/accounts/", StringComparison.Ordinal) => (null, NoRows),
            _ => (null, "[]"),
        });

        var pulled = await Pulled.AllAsync(new CanvasConnector("lms", new CanvasOptions { BaseUrl = raw.Url, Token = new Secret("t") }, new ConnectorServices(this.time, NullLoggerFactory.Instance)));

        Assert.That(pulled.Ends.Keys, Is.EquivalentTo(new[] { "course/1", "course/2", "courses" }));
    }

    [TestCase("400", FailureKind.Contract)]
    [TestCase("401_invalid_access_token", FailureKind.Credentials)]
    [TestCase("401_unauthorized", FailureKind.Credentials)]
    [TestCase("403", FailureKind.Credentials)]
    [TestCase("403_rate_limit", FailureKind.Transient)]
    [TestCase("403_rate_limit_no_remaining_header", FailureKind.Transient)]
    [TestCase("404", FailureKind.Contract)]
    [TestCase("409", FailureKind.Contract)]
    [TestCase("422", FailureKind.Contract)]
    [TestCase("500", FailureKind.Transient)]
    [TestCase("502", FailureKind.Transient)]
    [TestCase("503", FailureKind.Transient)]
    public async Task The_recorded_refusals_are_told_apart(string name, FailureKind kind)
    {
        var recorded = JsonNode.Parse(await File.ReadAllTextAsync(Shared.Path("sources/data/canvas/canvasapi_requests.json")))?[name] ?? throw new InvalidOperationException("Not recorded.");
        var headers = recorded["headers"]?.AsObject().Select(pair => (pair.Key, pair.Value?.GetValue<string>() ?? string.Empty)).ToArray() ?? [];
        var body = recorded["data"] is JsonValue text ? text.GetValue<string>() : recorded["data"]?.ToJsonString() ?? string.Empty;
        var server = new StubServer().On("/accounts/self", () => StubServer.Reply((HttpStatusCode)recorded["status_code"]!.GetValue<int>(), body, "application/json", headers));

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Over(server)));

        Assert.That(problem?.Kind, Is.EqualTo(kind));
    }

    [TestCase("https://evil.example/api/v1/accounts/1/courses?page=2")]
    [TestCase("http://c.example/api/v1/accounts/1/courses?page=2")]
    [TestCase("//evil.example/x")]
    [TestCase("https://c.example:8443/x")]
    public async Task A_link_to_another_host_is_refused_and_nothing_is_sent_there(string link)
    {
        var server = Site("[]").Json("/accounts/1/courses", "[]", ("Link", $"<{link}>; rel=\"next\""));
        server = new StubServer().Json("/accounts/1/courses", "[]", ("Link", $"<{link}>; rel=\"next\""));
        Ground(server);

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Over(server)));

        Assert.That(problem?.Code, Is.EqualTo("LB5114"));
        Assert.That(server.Requests.Select(request => request.RequestUri?.GetLeftPart(UriPartial.Authority)), Is.All.EqualTo(Home));
    }

    [Test]
    public async Task A_redirect_is_not_followed()
    {
        var server = new StubServer().On("/accounts/self", () => StubServer.Reply(HttpStatusCode.Found, string.Empty, "text/html", ("Location", "https://evil.example/login")));

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Over(server)));

        Assert.That(problem?.Code, Is.EqualTo("LB5113"));
        Assert.That(server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_list_that_leads_back_to_itself_is_refused()
    {
        var server = new StubServer().Json("/accounts/1/courses", "[]", ("Link", "</api/v1/accounts/1/courses?page=2>; rel=\"next\""));
        Ground(server);

        Assert.That((await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Over(server))))?.Code, Is.EqualTo("LB5116"));
    }

    [Test]
    public async Task A_bookmark_that_has_expired_starts_its_list_again()
    {
        var server = new StubServer().On(
            "/enrollments?page=bookmark:1",
            () => StubServer.Reply(HttpStatusCode.BadRequest, """{"error":"invalid bookmark"}"""),
            () => StubServer.Reply(HttpStatusCode.OK, """[{"id":2,"user_id":6,"type":"StudentEnrollment","enrollment_state":"active"}]"""));
        server.Json("/enrollments", """[{"id":1,"user_id":5,"type":"StudentEnrollment","enrollment_state":"active"}]""", ("Link", "</api/v1/courses/1/enrollments?page=bookmark:1>; rel=\"next\""));
        server.Json("/accounts/1/courses", """[{"id":1,"name":"A"}]""");
        Ground(server);

        var pulled = await Pulled.AllAsync(this.Over(server));

        Assert.That(pulled.Records.Select(record => record["person.id"].Text), Is.EqualTo(new[] { "5", "6" }));
    }

    [Test]
    public async Task A_next_link_on_an_empty_page_is_followed_until_there_is_none()
    {
        var server = new StubServer()
            .Json("/accounts/1/courses?page=2", """[{"id":2,"name":"B"}]""")
            .Json("/accounts/1/courses", "[]", ("link", "</api/v1/accounts/1/courses?page=2>; rel=\"next\""));
        Ground(server);

        Assert.That((await Pulled.AllAsync(this.Over(server))).Ends.Keys, Is.EquivalentTo(new[] { "course/2", "courses" }));
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("""[{"id":1,"name":"A"},""")]
    [TestCase("""{"errors":[{"message":"private person"}]}""")]
    public async Task What_is_no_list_is_never_an_empty_one(string body)
    {
        var server = new StubServer().Json("/accounts/1/courses", body);
        Ground(server);

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Over(server)));

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Contract, "LB5111")));
        Assert.That(problem?.ToString(), Does.Not.Contain("private person"));
    }

    [Test]
    public async Task Ids_are_asked_for_as_text_and_read_as_either()
    {
        var server = Site("""[{"id":21070000000000565,"name":"A"},{"id":"7","name":"B"}]""");

        var pulled = await Pulled.AllAsync(this.Over(server));

        Assert.That(pulled.Ends.Keys, Is.EquivalentTo(new[] { "course/7", "course/21070000000000565", "courses" }));
        Assert.That(server.Requests.Select(request => request.Headers.Accept.ToString()), Has.All.Contains("application/json+canvas-string-ids"));
    }

    [Test]
    public async Task An_id_with_a_slash_stays_one_part_of_the_path()
    {
        var server = Site("[]");
        server.Json("/accounts/sis_account_id:a/b", NoRows);

        await Pulled.AllAsync(this.Over(server, options => options with { AccountId = "sis_account_id:a/b" }));

        Assert.That(server.Paths.First(), Is.EqualTo("/api/v1/accounts/sis_account_id%3Aa%2Fb"));
    }

    [Test]
    public async Task Half_a_course_that_was_kept_is_forgotten_when_the_course_is_read_again()
    {
        var rows = string.Join(',', Enumerable.Range(1, 25).Select(n => $$"""{"id":{{n}},"user_id":{{n}},"type":"StudentEnrollment","enrollment_state":"active"}"""));
        var server = Site("""[{"id":1,"name":"A"},{"id":2,"name":"B"}]""").Json("/enrollments", $"[{rows}]");
        var connector = this.Over(server);
        var pulled = new Pulled();
        await pulled.GoOnAsync(connector, Pulled.Request(connector, batchSize: 10), 4, CancellationToken.None);

        await pulled.GoOnAsync(connector, Pulled.Request(connector, pulled.Cursor, batchSize: 10), int.MaxValue, CancellationToken.None);

        Assert.That(pulled.Batches.Single(batch => batch.Restarts).Partition, Is.EqualTo("course/2"));
        Assert.That(pulled.Staged, Has.Count.EqualTo(50));
        Assert.That(server.Paths.Count(path => path.Contains("/courses/1/enrollments", StringComparison.Ordinal)), Is.EqualTo(1), "a finished course is not read again");
    }

    private static StubServer Site(string courses, string terms = """{"enrollment_terms":[]}""")
    {
        var server = new StubServer().Json("/accounts/1/courses", courses);
        Ground(server, terms);
        return server;
    }

    private static void Ground(StubServer server, string terms = """{"enrollment_terms":[]}""") =>
        server.Json("/sub_accounts", "[]").Json("/terms", terms).Json("/sections", "[]").Json("/bulk_user_progress", """{"error":{"message":"no progress available because this course is not module based"}}""").Json("/accounts/self", NoRows).Json("/courses/0/enrollments", "[]");

    [TestCase(400)]
    [TestCase(500)]
    public async Task A_kill_while_the_source_fails_is_an_interruption_and_no_failure(int status)
    {
        using var kill = new CancellationTokenSource();
        var server = new StubServer().On("/api/v1/", () =>
        {
            kill.Cancel();
            return StubServer.Reply((HttpStatusCode)status, "{}");
        });

        var problem = await Assert.CatchAsync(() => Pulled.AllAsync(this.Over(server), kill.Token));

        Assert.That(problem, Is.InstanceOf<OperationCanceledException>());
    }

    private CanvasConnector Over(StubServer server, Func<CanvasOptions, CanvasOptions>? with = null)
    {
        var options = new CanvasOptions { BaseUrl = new Uri(Home), Token = new Secret("t") };
        server.Json("/enrollments", "[]");
        return new CanvasConnector("lms", with is null ? options : with(options), new ConnectorServices(this.time, NullLoggerFactory.Instance), server);
    }

    private CanvasConnector Over(SandboxHost sandbox, Func<CanvasOptions, CanvasOptions>? with = null) => Over(sandbox, with ?? (options => options), this.time);

    private static CanvasConnector Over(SandboxHost sandbox, Func<CanvasOptions, CanvasOptions> with, TimeProvider time) =>
        new("lms", with(new CanvasOptions { BaseUrl = sandbox.CanvasUrl, AccountId = "1", Token = new Secret(sandbox.Options.CanvasToken) }), new ConnectorServices(time, NullLoggerFactory.Instance));

    /// <summary>Writes responses byte by byte, so that a header may be folded as no server library would.</summary>
    private sealed class RawServer : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly Func<string, (string? Link, string Body)> answer;
        private readonly CancellationTokenSource stop = new();
        private Task loop = Task.CompletedTask;

        private RawServer(Func<string, (string? Link, string Body)> answer) => this.answer = answer;

        public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)this.listener.LocalEndpoint).Port}");

        public static RawServer Start(Func<string, (string? Link, string Body)> answer)
        {
            var server = new RawServer(answer);
            server.listener.Start();
            server.loop = server.ServeAsync();
            return server;
        }

        public async ValueTask DisposeAsync()
        {
            await this.stop.CancelAsync();
            await this.loop;
            this.listener.Stop();
            this.stop.Dispose();
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    // A client may open a connection that it then does not use: none may keep the others waiting.
                    _ = this.AnswerAsync(await this.listener.AcceptTcpClientAsync(this.stop.Token));
                }
            }
            catch (OperationCanceledException)
            {
                // stopped
            }
        }

        private async Task AnswerAsync(TcpClient client)
        {
            using var connection = client;
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            var path = (await reader.ReadLineAsync() ?? "GET /").Split(' ')[1];
            while (await reader.ReadLineAsync() is { Length: > 0 })
            {
            }

            var (link, body) = this.answer(path);
            var header = link is null ? string.Empty : $"Link: {link.Replace("\n", "\r\n", StringComparison.Ordinal)}\r\n";
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n{header}Content-Length: {body.Length}\r\n\r\n{body}"));
        }
    }
}
