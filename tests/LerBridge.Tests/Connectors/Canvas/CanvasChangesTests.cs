using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LerBridge.Connectors.Canvas;
using LerBridge.Connectors.Canvas.Changes;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Canvas;

/// <summary>Reading by Canvas Data 2 what changed.</summary>
internal sealed partial class CanvasChangesTests : SandboxFixture
{
    private static readonly string[] Streams = ["course_completions", "outcome_results", "module_completions"];

    private readonly FastTime time = new(200);

    protected override void Prepare(SandboxHost started)
    {
        started.Switches.CanvasHidesRateLimit = true;
        started.Switches.CanvasDataStartsAMinute = 1_000;
    }

    [TestCaseSource(nameof(Streams))]
    public async Task The_first_reading_is_of_everything_and_complete(string stream)
    {
        var plain = await PullAsync(this.Plain(), stream);

        var pulled = await PullAsync(this.Connector(this.Options(completedAt: false)), stream);

        Assert.That(pulled.Staged, Is.EqualTo(plain.Staged));
        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(pulled.Notices.Select(notice => notice.Code), Has.None.EqualTo("LB5214"));
    }

    [TestCaseSource(nameof(Streams))]
    public async Task The_next_reading_asks_for_the_courses_that_changed_and_for_no_other(string stream)
    {
        var first = await PullAsync(this.Connector(), stream);
        this.Sandbox.ApplyChanges();
        var everything = await PullAsync(this.Connector(), stream);
        var before = this.Sandbox.Requests(SandboxSite.Canvas).Count;

        var pulled = await PullAsync(this.Connector(), stream, first.Cursor);

        var courses = this.Courses(before);
        var changed = this.Sandbox.Changes.Where(change => change.Site == SandboxSite.Canvas).Select(change => change.Key.Split(' ')[1]).ToHashSet(StringComparer.Ordinal);
        Assert.That(courses, Is.SubsetOf(changed).And.Not.Empty);
        Assert.That(Merge(first, pulled), Is.EqualTo(everything.Staged), "what was read before and what is read now are everything");
        Assert.That(pulled.Ends["courses"], Is.InstanceOf<PartitionEnd.Partial>(), "a course that did not change is not gone");
        Assert.That(pulled.Ends.Where(end => end.Key != "courses").Select(end => end.Value), Has.All.InstanceOf<PartitionEnd.Complete>());
    }

    [Test]
    public async Task Whoever_asks_for_everything_gets_every_course()
    {
        var first = await PullAsync(this.Connector());
        var connector = this.Connector();

        var everything = await Pulled.AllAsync(connector, Pulled.Request(connector, stream: "course_completions") with { Live = first.Cursor, Everything = true });

        Assert.That(everything.Staged, Is.EqualTo(first.Staged).And.Not.Empty);
        Assert.That(everything.IsComplete, Is.True);
    }

    [Test]
    public async Task A_night_on_which_nothing_changed_reads_no_course()
    {
        var first = await PullAsync(this.Connector());
        var before = this.Sandbox.Requests(SandboxSite.Canvas).Count;

        var pulled = await PullAsync(this.Connector(), live: first.Cursor);

        Assert.That(this.Courses(before), Is.Empty);
        Assert.That(pulled.Records, Is.Empty);
        Assert.That(pulled.Ends["courses"], Is.InstanceOf<PartitionEnd.Partial>());
    }

    [Test]
    public async Task A_course_that_ends_between_two_nights_is_read_though_no_row_says_so()
    {
        var connector = this.Connector();
        var request = Pulled.Request(connector) with { RecordDate = new DateOnly(2026, 12, 17) };
        var first = await Pulled.AllAsync(connector, request);

        var pulled = await Pulled.AllAsync(connector, request with { RecordDate = new DateOnly(2026, 12, 20), Live = first.Cursor });

        Assert.That(pulled.Records.Select(row => row["term.sis_id"].Text).Distinct(), Is.EqualTo(new[] { "202710" }));
    }

    [Test]
    public async Task The_next_span_begins_where_the_platform_said_that_the_last_one_ended()
    {
        var wire = new RecordingWire();
        var first = await PullAsync(this.Connector());
        var second = await PullAsync(this.Connector(wire: wire), live: first.Cursor);

        var asked = wire.Bodies.Where(body => body.StartsWith("{\"format\":\"jsonl\",\"since\"", StringComparison.Ordinal)).Select(body => JsonNode.Parse(body)?["since"]?.GetValue<string>()).ToList();

        Assert.That(asked, Has.Count.EqualTo(8));
        Assert.That(asked.Select(since => Uri.EscapeDataString(since ?? "none")), Has.All.Matches<string?>(since => since is not null && first.Cursor?.Text.Contains(since, StringComparison.Ordinal) == true));
        Assert.That(second.Cursor?.Text, Is.Not.EqualTo(first.Cursor?.Text), "and moves on");
    }

    [Test]
    public async Task Killed_at_any_batch_it_goes_on_with_the_jobs_that_it_started()
    {
        var first = await PullAsync(this.Connector());
        this.Sandbox.ApplyChanges();
        var straight = await PullAsync(this.Connector(), live: first.Cursor);
        for (var batches = 1; batches < straight.Batches.Count; batches++)
        {
            var starts = this.Starts();
            var killed = new Pulled();
            var connector = this.Connector();
            await killed.GoOnAsync(connector, Pulled.Request(connector) with { Live = first.Cursor }, batches, CancellationToken.None);
            connector = this.Connector();
            await killed.GoOnAsync(connector, Pulled.Request(connector, killed.Cursor) with { Live = first.Cursor }, int.MaxValue, CancellationToken.None);

            Assert.That(killed.Staged, Is.EqualTo(straight.Staged), $"killed after batch {batches}");
            Assert.That(this.Starts() - starts, Is.LessThanOrEqualTo(11), "eight tables and three whole ones, none of them twice");
        }
    }

    [Test]
    public async Task A_finished_pull_that_was_not_applied_is_not_read_again()
    {
        var first = await PullAsync(this.Connector());
        var connector = this.Connector();

        var again = await Pulled.AllAsync(connector, Pulled.Request(connector, first.Cursor));

        Assert.That(again.Batches, Is.Empty);
    }

    [Test]
    public async Task Jobs_that_are_gone_after_a_day_are_started_anew_and_what_was_read_is_read_again()
    {
        var first = await PullAsync(this.Connector());
        this.Sandbox.ApplyChanges();
        var straight = await PullAsync(this.Connector(), live: first.Cursor);
        var killed = new Pulled();
        var connector = this.Connector();
        await killed.GoOnAsync(connector, Pulled.Request(connector) with { Live = first.Cursor }, straight.Batches.Count - 2, CancellationToken.None);
        this.Sandbox.Switches.CanvasDataForgets = true;

        connector = this.Connector();
        await killed.GoOnAsync(connector, Pulled.Request(connector, killed.Cursor) with { Live = first.Cursor }, int.MaxValue, CancellationToken.None);

        Assert.That(killed.Staged, Is.EqualTo(straight.Staged));
        Assert.That(killed.Batches[^2].Restarts, Is.True);
    }

    [Test]
    public async Task A_job_that_takes_too_long_ends_the_run_and_the_next_takes_it_up_again()
    {
        this.Sandbox.Switches.CanvasDataState = "running";
        var killed = new Pulled();
        var connector = this.Connector();
        var problem = await Assert.ThrowsAsync<ConnectorException>(() => killed.GoOnAsync(connector, Pulled.Request(connector), int.MaxValue, CancellationToken.None));
        var starts = this.Starts();
        this.Sandbox.Switches.CanvasDataState = string.Empty;

        connector = this.Connector();
        await killed.GoOnAsync(connector, Pulled.Request(connector, killed.Cursor), int.MaxValue, CancellationToken.None);

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Transient, "LB5210")));
        Assert.That(this.Starts() - starts, Is.EqualTo(1), "the whole table of enrolments alone");
        Assert.That(killed.IsComplete, Is.True);
    }

    [Test]
    public async Task A_job_that_fails_is_started_once_more_and_then_ends_the_run()
    {
        this.Sandbox.Switches.CanvasDataState = "failed";

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => PullAsync(this.Connector()));

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Transient, "LB5211")));
        Assert.That(this.Starts(), Is.EqualTo(16));
    }

    [Test]
    public async Task The_token_goes_to_the_gateway_in_both_headers_and_never_to_a_signed_address()
    {
        var wire = new RecordingWire();

        var pulled = await PullAsync(this.Connector(wire: wire));

        var sent = wire.Addresses.Zip(wire.Headers).ToList();
        var gateway = sent.Where(one => one.First.AbsolutePath.StartsWith("/dap/", StringComparison.Ordinal)).Select(one => one.Second).ToList();
        var signed = sent.Where(one => one.First.AbsolutePath.StartsWith("/dap-files/", StringComparison.Ordinal)).Select(one => one.Second).ToList();
        var login = wire.Addresses.FindIndex(address => address.AbsolutePath == "/ids/auth/login");
        Assert.That(gateway, Is.Not.Empty.And.All.Contains("Authorization: Bearer dap-").And.All.Contains("x-instauth: dap-"));
        Assert.That(signed, Is.Not.Empty.And.None.Contains("Authorization").And.None.Contains("x-instauth"));
        Assert.That(wire.Bodies[login], Is.EqualTo("grant_type=client_credentials"));
        Assert.That(wire.Headers[login], Does.Contain("Authorization: Basic"));
        Assert.That(pulled.Batches.Select(batch => batch.Cursor.Text), Has.None.Contains("signed"));
        Assert.That(sent.Where(one => one.First.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal)).Select(one => one.Second), Has.None.Contains("dap-"), "nor to the REST API");
    }

    [TestCase(SandboxFaultKind.Refuse, 403)]
    [TestCase(SandboxFaultKind.CutConnection, null)]
    [TestCase(SandboxFaultKind.TruncatedBody, null)]
    public async Task A_part_whose_address_has_expired_or_that_breaks_off_is_fetched_again_from_a_new_address(SandboxFaultKind kind, int? status)
    {
        var straight = await PullAsync(this.Connector());
        this.Sandbox.Break(SandboxSite.Canvas, new SandboxFault(kind) { Path = "/dap-files/", Times = 2, Status = status });

        var pulled = await PullAsync(this.Connector());

        Assert.That(this.Sandbox.Counters(SandboxSite.Canvas).Faulted, Is.EqualTo(2));
        Assert.That(pulled.Staged, Is.EqualTo(straight.Staged));
    }

    [TestCase(SandboxFaultKind.ServerError)]
    [TestCase(SandboxFaultKind.ResetConnection)]
    [TestCase(SandboxFaultKind.TruncatedBody)]
    [TestCase(SandboxFaultKind.Throttle)]
    [TestCase(SandboxFaultKind.ExpiredToken)]
    public async Task A_passing_failure_of_the_platform_leaves_no_trace(SandboxFaultKind kind)
    {
        var straight = await PullAsync(this.Connector());
        this.Sandbox.Break(SandboxSite.Canvas, new SandboxFault(kind) { Path = "/dap/", Times = kind == SandboxFaultKind.ExpiredToken ? 1 : 2, After = 4 });

        var pulled = await PullAsync(this.Connector());

        Assert.That(this.Sandbox.Counters(SandboxSite.Canvas).Faulted, Is.EqualTo(kind == SandboxFaultKind.ExpiredToken ? 1 : 2));
        Assert.That(pulled.Staged, Is.EqualTo(straight.Staged));
    }

    [Test]
    public async Task Rows_that_come_again_out_of_order_and_once_as_deleted_lead_to_the_same_courses()
    {
        var first = await PullAsync(this.Connector());
        this.Sandbox.ApplyChanges();
        var straight = await PullAsync(this.Connector(), live: first.Cursor);
        this.Sandbox.Switches.CanvasDataRepeats = true;
        this.Sandbox.Switches.CanvasDataRowsInAPart = 1;

        var pulled = await PullAsync(this.Connector(), live: first.Cursor);

        Assert.That(pulled.Staged, Is.EqualTo(straight.Staged).And.Not.Empty);
        Assert.That(pulled.Notices.Select(notice => notice.Code), Has.None.EqualTo("LB5214"));
    }

    [TestCase("enrollments:1")]
    [TestCase("scores:1")]
    [TestCase("courses:1")]
    public async Task A_row_that_is_gone_for_good_has_everything_read_because_nothing_says_whose_it_was(string deleted)
    {
        var first = await PullAsync(this.Connector());
        this.Sandbox.Switches.CanvasDataDeleted = deleted;

        var pulled = await PullAsync(this.Connector(), live: first.Cursor);

        Assert.That(pulled.Staged, Is.EqualTo(first.Staged));
        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(pulled.Notices.Single(notice => notice.Code == "LB5214").Message, Does.Contain("deleted"));
    }

    [Test]
    public async Task Changes_from_before_what_the_platform_keeps_have_everything_read()
    {
        var first = await PullAsync(this.Connector());
        var old = first.Cursor! with { Text = Since().Replace(first.Cursor!.Text, Uri.EscapeDataString("2020-01-01T00:00:00Z")) };

        var pulled = await PullAsync(this.Connector(), live: old);

        Assert.That(pulled.Staged, Is.EqualTo(first.Staged));
        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(pulled.Notices.Single(notice => notice.Code == "LB5214").Message, Does.Contain("no longer tells"));
        Assert.That(pulled.Cursor?.Text, Does.Not.Contain("2020"));
    }

    [Test]
    public async Task Everything_is_read_again_after_so_many_days()
    {
        var first = await PullAsync(this.Connector());
        var week = Full().Replace(first.Cursor!.Text, match => DateTimeOffset.Parse(match.Value[1..], CultureInfo.InvariantCulture).AddDays(-7).ToString("';'O", CultureInfo.InvariantCulture), 1);

        var pulled = await PullAsync(this.Connector(), live: first.Cursor with { Text = week });

        Assert.That(pulled.Staged, Is.EqualTo(first.Staged));
        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(pulled.Notices, Is.Empty, "as settings say, and nothing to tell");
    }

    [Test]
    public async Task Settings_that_show_other_courses_have_everything_read()
    {
        var first = await PullAsync(this.Connector(this.Options() with { Terms = ["202620"] }));

        var pulled = await PullAsync(this.Connector(this.Options() with { Terms = ["202620", "202710"] }), live: first.Cursor);

        Assert.That(pulled.Records.Select(row => row["term.sis_id"].Text).Distinct(), Is.EquivalentTo(new[] { "202620", "202710" }));
        Assert.That(pulled.Notices.Select(notice => notice.Code), Has.Member("LB5214"));
    }

    [Test]
    public async Task A_course_that_could_not_be_read_is_tried_again_though_nothing_changed()
    {
        var plain = await PullAsync(this.Plain());
        var course = plain.Records.First()["course.id"].Text;
        this.Sandbox.Break(SandboxSite.Canvas, new SandboxFault(SandboxFaultKind.Refuse) { Path = $"/courses/{course}/enrollments", Status = 403, Times = int.MaxValue });
        var first = await PullAsync(this.Connector(this.Options(completedAt: false)));
        this.Sandbox.Heal();

        var pulled = await PullAsync(this.Connector(this.Options(completedAt: false)), live: first.Cursor);

        Assert.That(first.Ends[$"course/{course}"], Is.InstanceOf<PartitionEnd.Partial>());
        Assert.That(pulled.Records.Select(row => row["course.id"].Text).Distinct(), Is.EqualTo(new[] { course }));
        Assert.That(pulled.Ends[$"course/{course}"], Is.InstanceOf<PartitionEnd.Complete>());
    }

    [Test]
    public async Task New_columns_are_passed_over_and_told_once()
    {
        var first = await PullAsync(this.Connector());
        this.Sandbox.ApplyChanges();
        var straight = await PullAsync(this.Connector(), live: first.Cursor);
        this.Sandbox.Switches.CanvasDataForm = 2;

        var pulled = await PullAsync(this.Connector(), live: first.Cursor);
        var next = await PullAsync(this.Connector(), live: pulled.Cursor);

        Assert.That(pulled.Staged, Is.EqualTo(straight.Staged));
        Assert.That(pulled.Notices.Count(notice => notice.Code == "LB5213"), Is.EqualTo(8));
        Assert.That(next.Notices.Select(notice => notice.Code), Has.None.EqualTo("LB5213"));
    }

    [TestCase("scores.enrollment_id", "scores", "enrollment_id")]
    [TestCase("enrollments.completed_at", "enrollments", "completed_at")]
    [TestCase("scores", "scores", "does not offer")]
    public async Task A_table_or_column_that_is_missing_stops_before_the_first_row(string missing, string table, string what)
    {
        this.Sandbox.Switches.CanvasDataMissing = missing;

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => PullAsync(this.Connector()));
        var report = await this.Connector().CheckAsync(CancellationToken.None);

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Contract, "LB5212")));
        Assert.That(problem?.Message, Does.Contain(table).And.Contain(what));
        Assert.That(report.IsUsable, Is.EqualTo(missing.Contains('.', StringComparison.Ordinal)), "the check looks at tables");
    }

    [Test]
    public async Task Ids_with_their_shard_lead_to_the_same_courses()
    {
        var first = await PullAsync(this.Connector());
        this.Sandbox.ApplyChanges();
        var straight = await PullAsync(this.Connector(), live: first.Cursor);
        this.Sandbox.Switches.CanvasDataGlobalIds = true;

        var pulled = await PullAsync(this.Connector(), live: first.Cursor);

        Assert.That(pulled.Staged, Is.EqualTo(straight.Staged).And.Not.Empty);
    }

    [Test]
    public async Task A_merge_and_a_cross_listing_lead_to_every_course_that_they_touch()
    {
        var first = await PullAsync(this.Connector());
        var rows = first.Records.Where(row => row["term.id"] is { IsMissing: false } term && term.Text == "118").ToList();
        var loser = rows[0]["person.id"].Text;
        var winner = rows.First(row => row["person.id"].Text != loser)["person.id"].Text;
        var moved = rows.First(row => row["section.ids"].TextList.Length == 1);
        var into = rows.First(row => row["course.id"].Text != moved["course.id"].Text)["course.id"].Text;
        this.Sandbox.Switches.CanvasMerged = $"{loser}:{winner}";
        this.Sandbox.Switches.CanvasCrossListed = $"{moved["section.ids"].TextList[0]}:{into}";
        var everything = await PullAsync(this.Connector());

        var pulled = await PullAsync(this.Connector(), live: first.Cursor);

        Assert.That(Merge(first, pulled), Is.EqualTo(everything.Staged));
        Assert.That(pulled.Records.Count(), Is.LessThan(everything.Records.Count()));
    }

    [Test]
    public async Task What_modules_do_not_say_is_taken_from_the_table_of_enrolments_and_only_where_they_are_concluded()
    {
        var plain = await PullAsync(this.Plain());

        var pulled = await PullAsync(this.Connector(this.Options(completedAt: true)));

        var before = plain.Records.ToDictionary(row => (row["course.id"].Text, row["person.id"].Text), row => row["completed_at"]);
        foreach (var row in pulled.Records)
        {
            var modules = before[(row["course.id"].Text, row["person.id"].Text)];
            var isConcluded = row["enrolment.state"].Text == "completed";
            Assert.That(row["completed_at"].IsMissing, Is.EqualTo(modules.IsMissing && !isConcluded), row.Place);
            if (!modules.IsMissing)
            {
                Assert.That(row["completed_at"].Time, Is.EqualTo(modules.Time), "modules come first");
            }
        }

        var taken = pulled.Records.First(row => row["term.id"] is { IsMissing: false } term && term.Text == "118" && !row["completed_at"].IsMissing && before[(row["course.id"].Text, row["person.id"].Text)].IsMissing);
        Assert.That(taken["completed_at"].Time, Is.EqualTo(new DateTimeOffset(2026, 5, 16, 8, 10, 5, TimeSpan.Zero)));
    }

    [Test]
    public async Task No_more_jobs_are_started_in_a_minute_than_the_platform_allows()
    {
        var clock = new FastTime(500);
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Time = clock }, CancellationToken.None);
        sandbox.Switches.CanvasHidesRateLimit = true;
        var options = this.Options() with { BaseUrl = sandbox.CanvasUrl };
        using var connector = new CanvasConnector("lms", options with { Changes = options.Changes! with { BaseUrl = sandbox.CanvasUrl } }, new ConnectorServices(clock, NullLoggerFactory.Instance));

        var pulled = await Pulled.AllAsync(connector);

        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(sandbox.Counters(SandboxSite.Canvas).Throttled, Is.Zero);
    }

    [Test]
    public async Task A_wrong_secret_of_the_platform_is_said_as_such_and_is_in_no_message()
    {
        var options = this.Options();
        var connector = this.Connector(options with { Changes = options.Changes! with { ClientSecret = new Secret("wrong-secret-0815") } });

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => PullAsync(connector));
        var report = await connector.CheckAsync(CancellationToken.None);

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Credentials, "LB5103")));
        Assert.That(problem?.ToString(), Does.Not.Contain("0815"));
        Assert.That(report.Findings.Where(finding => finding.Subject.Contains("Canvas Data 2", StringComparison.Ordinal)).Select(finding => finding.Result), Has.All.EqualTo(FindingResult.No));
    }

    [GeneratedRegex("(?<==)2[^=,;|]*%3A[^=,;|]*(?===)")]
    private static partial Regex Since();

    [GeneratedRegex(@";20\d\d-\d\d-\d\dT[^;]*")]
    private static partial Regex Full();

    private static IReadOnlyList<string> Merge(Pulled first, Pulled second)
    {
        var read = second.Ends.Keys.ToHashSet(StringComparer.Ordinal);
        var kept = new Pulled();
        foreach (var batch in first.Batches.Where(batch => !read.Contains(batch.Partition)).Concat(second.Batches))
        {
            kept.Take(batch);
        }

        return kept.Staged;
    }

    private List<string> Courses(int after) =>
        [.. this.Sandbox.Requests(SandboxSite.Canvas).Skip(after).Select(request => request.Path).Where(path => path.StartsWith("/api/v1/courses/", StringComparison.Ordinal)).Select(path => path.Split('/')[4]).Distinct()];

    private int Starts() => this.Sandbox.Requests(SandboxSite.Canvas).Count(request => request.Method == "POST" && request.Path.EndsWith("/data", StringComparison.Ordinal));

    private static Task<Pulled> PullAsync(IConnector connector, string stream = "course_completions", SourceCursor? live = null) =>
        Pulled.AllAsync(connector, Pulled.Request(connector, stream: stream) with { Live = live });

    private CanvasOptions Options(bool completedAt = true) => new()
    {
        BaseUrl = this.Sandbox.CanvasUrl,
        AccountId = "1",
        Token = new Secret(this.Sandbox.Options.CanvasToken),
        Changes = new ChangeOptions
        {
            BaseUrl = this.Sandbox.CanvasUrl,
            ClientId = this.Sandbox.Options.ClientId,
            ClientSecret = new Secret(this.Sandbox.Options.ClientSecret),
            CompletedAt = completedAt,
        },
    };

    private CanvasConnector Plain() => this.Connector(this.Options() with { Changes = null });

    private CanvasConnector Connector(CanvasOptions? options = null, HttpMessageHandler? wire = null) =>
        new("lms", options ?? this.Options(), new ConnectorServices(this.time, NullLoggerFactory.Instance), wire);
}
