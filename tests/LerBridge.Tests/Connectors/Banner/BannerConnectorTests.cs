using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Connectors.Banner;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Records;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Banner;

[TestFixture]
internal sealed class BannerConnectorTests
{
    private readonly FastTime time = new();
    private SandboxHost? sandbox;

    private SandboxHost Sandbox => this.sandbox ?? throw new InvalidOperationException("Not started.");

    [SetUp]
    public async Task Start() => this.sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);

    [TearDown]
    public Task Stop() => this.Sandbox.DisposeAsync().AsTask();

    [Test]
    public async Task Every_row_of_the_list_becomes_a_record_or_a_reason()
    {
        var pulled = await Pulled.AllAsync(this.Connector());

        Assert.That(pulled.Records.Count() + pulled.Rejected.Count(), Is.EqualTo(await this.TotalAsync("student-transcript-grades")));
        Assert.That(pulled.Rejected.Select(row => row.Code), Is.EqualTo(new[] { "LB5305" }), "the one row that names a course that is gone and none of its own");
        Assert.That(pulled.Notices.Select(notice => notice.Code), Does.Contain("LB5304"));
    }

    [Test]
    public async Task References_are_joined_and_a_dangling_one_leaves_its_fields_missing()
    {
        var records = (await Pulled.AllAsync(this.Connector())).Records.ToList();

        var own = records.First(record => !record["course.subject"].IsMissing && !record["term.code"].IsMissing && !record["section.crn"].IsMissing);
        Assert.That(own["course.code"].Text, Is.EqualTo($"{own["course.subject"].Text}-{own["course.number"].Text}"));
        Assert.That(own["term.start"].Kind, Is.EqualTo(ValueKind.Date));
        Assert.That(records.Count(record => record["person.banner_id"].IsMissing), Is.EqualTo(2), "two rows of a person who was merged away");
        Assert.That(records.Count(record => record["grade.letter"].IsMissing), Is.EqualTo(1), "one retired grade");
        Assert.That(records.Any(record => record["course.code"].Text == "NUR 110 Health Assessment" && record["course.id"].IsMissing), Is.True);
    }

    [Test]
    public async Task Work_from_elsewhere_is_told_apart_from_own_courses()
    {
        var records = (await Pulled.AllAsync(this.Connector())).Records.ToList();

        Assert.That(records.Where(record => record["transfer"].Bool), Is.Not.Empty.And.All.Matches<SourceRecord?>(record => record?["course.id"].IsMissing == true));
        Assert.That(records.Where(record => !record["transfer"].Bool), Is.Not.Empty);
    }

    [Test]
    public async Task Changes_repeats_and_incompletes_are_read_as_they_stand()
    {
        var records = (await Pulled.AllAsync(this.Connector())).Records.ToList();

        Assert.That(records.Select(record => record["grade.changes"].Number).Distinct(), Is.SupersetOf(new[] { 0m, 1m }));
        Assert.That(records.Where(record => !record["credit.repeat"].IsMissing).Select(record => record["credit.repeat"].Text).Distinct(), Is.SupersetOf(new[] { "notRepeated", "repeatedIncludeNeither", "repeatedIncludeBoth" }));
        Assert.That(records.Select(record => record["grade.credit"].IsMissing ? "-" : record["grade.credit"].Text).Distinct(), Is.SupersetOf(new[] { "full", "none" }));
    }

    [Test]
    public async Task Confidentiality_is_true_false_or_unknown()
    {
        var records = (await Pulled.AllAsync(this.Connector())).Records.ToList();

        Assert.That(records.Select(record => record["person.confidential"].IsMissing ? (bool?)null : record["person.confidential"].Bool).Distinct(), Is.EquivalentTo(new bool?[] { true, false, null }));
    }

    [Test]
    public async Task An_address_is_verified_only_where_settings_name_its_kind()
    {
        var without = (await Pulled.AllAsync(this.Connector())).Records.ToList();
        var with = (await Pulled.AllAsync(this.Connector(options => options with { VerifiedEmailTypes = ["school"] }))).Records.ToList();

        Assert.That(without.Count(record => !record["person.verified_email"].IsMissing), Is.Zero);
        Assert.That(with.Count(record => !record["person.verified_email"].IsMissing), Is.GreaterThan(50));
    }

    [TestCase("TR")]
    [TestCase("financial")]
    public async Task A_hold_counts_while_it_is_in_force_and_only_where_its_type_is_configured(string type)
    {
        var without = (await Pulled.AllAsync(this.Connector())).Records.ToList();
        var with = (await Pulled.AllAsync(this.Connector(options => options with { TranscriptHoldTypes = [type] }))).Records.ToList();

        Assert.That(without.All(record => record["person.transcript_hold"].IsMissing), Is.True);
        Assert.That(with.Select(record => record["person.transcript_hold"].Bool).Distinct(), Is.EquivalentTo(new[] { true, false }));
    }

    [Test]
    public async Task A_hold_type_that_does_not_exist_is_told()
    {
        var pulled = await Pulled.AllAsync(this.Connector(options => options with { TranscriptHoldTypes = ["TR", "NOPE"] }));

        Assert.That(pulled.Notices.Single(notice => notice.Code == "LB5306").Message, Does.Contain("NOPE").And.Not.Contain("TR,"));
    }

    [Test]
    public async Task Legal_names_come_first_where_settings_say_so()
    {
        var preferred = (await Pulled.AllAsync(this.Connector())).Records.ToDictionary(record => record["transcript.id"].Text, record => record["person.full_name"]);
        var legal = (await Pulled.AllAsync(this.Connector(options => options with { LegalNames = true }))).Records.ToDictionary(record => record["transcript.id"].Text, record => record["person.full_name"]);

        Assert.That(preferred.Count(pair => legal[pair.Key] != pair.Value), Is.InRange(1, preferred.Count - 1));
    }

    [Test]
    public async Task No_national_id_reaches_a_record()
    {
        var pulled = await Pulled.AllAsync(this.Connector());

        Assert.That(pulled.Staged, Has.None.Contains("000-00-"));
    }

    [Test]
    public async Task A_token_that_dies_in_mid_run_is_renewed_without_losing_a_page()
    {
        var straight = await Pulled.AllAsync(this.Connector());
        this.Sandbox.Break(SandboxSite.Ethos, new SandboxFault(SandboxFaultKind.ExpiredToken) { Path = "/student-transcript-grades", After = 1 });

        var pulled = await Pulled.AllAsync(this.Connector());

        Assert.That(pulled.Staged, Is.EqualTo(straight.Staged));
    }

    [Test]
    public async Task A_token_that_lives_for_seconds_is_renewed_in_time()
    {
        this.Sandbox.Switches.EthosTokenLifetime = TimeSpan.FromSeconds(2);

        var pulled = await Pulled.AllAsync(new BannerConnector("sis", this.Options, new ConnectorServices(TimeProvider.System, NullLoggerFactory.Instance)));

        Assert.That(pulled.IsComplete, Is.True);
    }

    [Test]
    public async Task The_key_is_shown_to_the_sign_in_alone()
    {
        var server = Server([Grade(1)]);

        await Pulled.AllAsync(this.Over(server));

        Assert.That(server.Requests.Where(request => request.Headers.Authorization?.Parameter == "the-key").Select(request => request.RequestUri?.AbsolutePath), Is.All.EqualTo("/auth"));
        Assert.That(server.Requests.Count(request => request.RequestUri?.AbsolutePath == "/auth"), Is.EqualTo(1));
    }

    [TestCase("\"{0}\"\n")]
    [TestCase("{0}\r\n")]
    [TestCase("{0}")]
    public async Task A_token_in_quotes_or_with_a_line_break_is_a_token(string form)
    {
        var server = new StubServer().On("/auth", () => StubServer.Reply(HttpStatusCode.OK, string.Format(CultureInfo.InvariantCulture, form, "a.b.c"), "text/plain"));
        Lists(server, [Grade(1)]);

        await Pulled.AllAsync(this.Over(server));

        Assert.That(server.Requests[^1].Headers.Authorization?.Parameter, Is.EqualTo("a.b.c"));
    }

    [Test]
    public async Task Old_media_type_headers_and_hidden_totals_are_lived_with()
    {
        this.Sandbox.Switches.EthosOldMediaTypeHeader = true;
        var straight = await Pulled.AllAsync(this.Connector());
        this.Sandbox.Switches.EthosHidesTotalCount = true;

        var pulled = await Pulled.AllAsync(this.Connector());

        Assert.That(pulled.Staged, Is.EqualTo(straight.Staged));
        Assert.That(pulled.IsComplete, Is.True);
    }

    [Test]
    public async Task Withheld_fields_are_told()
    {
        this.Sandbox.Switches.EthosRestrictsContent = true;

        var pulled = await Pulled.AllAsync(this.Connector());

        Assert.That(pulled.Notices.Where(notice => notice.Code == "LB5303").Select(notice => notice.Message), Has.Some.Contains("persons"));
    }

    [Test]
    public async Task Another_version_than_asked_for_is_refused()
    {
        var server = Server([]);
        server = new StubServer().On("/auth", () => StubServer.Reply(HttpStatusCode.OK, "a.b.c", "text/plain")).Json("/api/", "[]", ("x-media-type", "application/vnd.hedtech.integration.v9+json"));

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Over(server)));

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Contract, "LB5302")));
        Assert.That(problem?.Message, Does.Contain("v9 instead of v1"));
    }

    [Test]
    public async Task Status_200_with_errors_is_a_failure_that_quotes_the_code_but_not_the_message()
    {
        this.Sandbox.Break(SandboxSite.Ethos, new SandboxFault(SandboxFaultKind.ErrorsInOk) { Path = "/student-transcript-grades", Times = int.MaxValue });

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Connector()));

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Contract, "LB5301")));
        Assert.That(problem?.Message, Does.Contain("Global.SchemaValidation.Error").And.Not.Contain("while the data was read"));
    }

    [Test]
    public async Task The_outage_of_one_back_end_fails_the_pull_rather_than_emptying_fields()
    {
        this.Sandbox.Break(SandboxSite.Ethos, new SandboxFault(SandboxFaultKind.Outage) { Path = "/courses", Times = int.MaxValue });

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Connector()));

        Assert.That(problem?.Kind, Is.EqualTo(FailureKind.Transient));
        Assert.That(problem?.Message, Does.Contain("courses"));
    }

    [Test]
    public async Task A_short_page_is_not_the_end()
    {
        var rows = Enumerable.Range(1, 23).Select(Grade).ToArray();
        var server = Server(rows, cap: 5, maxPage: 500);

        var pulled = await Pulled.AllAsync(this.Over(server));

        Assert.That(pulled.Records.Count(), Is.EqualTo(23));
        Assert.That(pulled.IsComplete, Is.True);
    }

    [Test]
    public async Task A_server_that_names_no_total_and_does_not_page_is_read_to_an_end_but_never_called_complete()
    {
        var server = new StubServer().On("/auth", () => StubServer.Reply(HttpStatusCode.OK, "a.b.c", "text/plain")).Json("/api/student-transcript-grades?", $"[{Grade(1).ToJsonString()},{Grade(2).ToJsonString()}]");
        server.Json("?offset=", "[]");

        var pulled = await Pulled.AllAsync(this.Over(server));

        Assert.That(pulled.Staged, Has.Count.EqualTo(2));
        Assert.That(pulled.Ends.Values.Single(), Is.InstanceOf<PartitionEnd.Partial>());
    }

    [Test]
    public async Task Guid_is_as_good_as_id()
    {
        var row = Grade(1);
        row["guid"] = row["id"]?.GetValue<string>();
        row.Remove("id");

        Assert.That((await Pulled.AllAsync(this.Over(Server([row])))).Records.Single()["transcript.id"].Text, Is.EqualTo("g-1"));
    }

    [TestCase("\"3.5\"", 3.5)]
    [TestCase("3", 3.0)]
    [TestCase("\"\"", null)]
    [TestCase("null", null)]
    public async Task Credits_are_numbers_also_as_text_and_an_empty_text_is_none(string written, double? expected)
    {
        var row = Grade(1);
        row["credit"] = JsonNode.Parse($$"""{"earnedCredit":{{written}}}""");

        var earned = (await Pulled.AllAsync(this.Over(Server([row])))).Records.Single()["credit.earned"];

        Assert.That(earned.IsMissing ? (double?)null : (double)earned.Number, Is.EqualTo(expected));
    }

    [Test]
    public async Task Property_names_in_another_case_are_read()
    {
        var row = Grade(1);
        row["RecordedOn"] = "2026-05-12";

        Assert.That((await Pulled.AllAsync(this.Over(Server([row])))).Records.Single()["recorded_on"].Date, Is.EqualTo(new DateOnly(2026, 5, 12)));
    }

    [Test]
    public async Task A_row_that_slips_in_while_paging_makes_the_list_be_read_again()
    {
        var before = Enumerable.Range(1, 30).Select(Grade).ToArray();
        var after = Enumerable.Range(0, 31).Select(Grade).ToArray();
        var asked = 0;
        var server = Server(() => Interlocked.Increment(ref asked) > 2 ? after : before, cap: 10, maxPage: 10);

        var pulled = await Pulled.AllAsync(this.Over(server));

        Assert.That(pulled.Batches.Count(batch => batch.Restarts), Is.GreaterThanOrEqualTo(1));
        Assert.That(pulled.Staged, Has.Count.EqualTo(31));
        Assert.That(pulled.IsComplete, Is.True);
    }

    [Test]
    public async Task A_list_that_never_stands_still_is_partial()
    {
        var asked = 0;
        var server = Server(
            () =>
            {
                var shift = Interlocked.Increment(ref asked);
                return [.. Enumerable.Range(-shift, 30 + shift).Select(Grade)];
            },
            cap: 10,
            maxPage: 10);

        var pulled = await Pulled.AllAsync(this.Over(server));

        Assert.That(pulled.Ends.Values.Single(), Is.InstanceOf<PartitionEnd.Partial>());
    }

    [Test]
    public async Task A_resumed_pull_over_a_list_that_has_changed_starts_again()
    {
        var rows = Enumerable.Range(1, 30).Select(Grade).ToArray();
        var killed = new Pulled();
        var first = this.Over(Server(rows, cap: 10, maxPage: 10));
        await killed.GoOnAsync(first, Pulled.Request(first, batchSize: 10), 2, CancellationToken.None);
        var second = this.Over(Server(rows[1..], cap: 10, maxPage: 10));

        await killed.GoOnAsync(second, Pulled.Request(second, killed.Cursor, batchSize: 10), int.MaxValue, CancellationToken.None);

        Assert.That(killed.Staged, Has.Count.EqualTo(29));
        Assert.That(killed.IsComplete, Is.True);
    }

    [Test]
    public async Task A_long_list_of_persons_is_asked_one_by_one_and_a_short_one_by_pages()
    {
        var few = Server([Grade(1), Grade(2)], persons: 3);
        var many = Server([Grade(1), Grade(2)], persons: 40_000);

        await Pulled.AllAsync(this.Over(few));
        await Pulled.AllAsync(this.Over(many));

        Assert.That(few.Paths, Has.None.StartsWith("/api/persons/"));
        Assert.That(many.Paths.Count(path => path.StartsWith("/api/persons?", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(many.Paths.Where(path => path.StartsWith("/api/persons/", StringComparison.Ordinal)), Is.EquivalentTo(new[] { "/api/persons/p-1", "/api/persons/p-2" }));
    }

    [Test]
    public async Task A_recorded_person_and_hold_are_read()
    {
        var person = JsonNode.Parse(await File.ReadAllTextAsync(Shared.Path("sources/data/banner/ethos_person_minimal_response.json")))?["body"];
        var hold = JsonNode.Parse(await File.ReadAllTextAsync(Shared.Path("sources/data/banner/ethos_person_hold_response.json")))?["body"];
        var row = Grade(1);
        row["student"] = new JsonObject { ["id"] = person?["id"]?.GetValue<string>() };
        var server = new StubServer().On("/auth", () => StubServer.Reply(HttpStatusCode.OK, "a.b.c", "text/plain"))
            .Json("/api/persons?", $"[{person?.ToJsonString()}]", ("x-hedtech-media-type", "application/vnd.hedtech.integration.v12+json"))
            .Json("/api/person-holds?", $"[{hold?.ToJsonString()}]");
        Lists(server, [row]);

        var record = (await Pulled.AllAsync(this.Over(server, options => options with { TranscriptHoldTypes = ["45182c89-6bb8-4996-a05a-6fce28f028eb"] }))).Records.Single();

        Assert.That((record["person.full_name"].Text, record["person.family_name"].Text), Is.EqualTo(("Joe Blogs", "Blogs")));
        Assert.That((record["person.confidential"].Bool, record["person.transcript_hold"].Bool), Is.EqualTo((false, true)));
    }

    private static JsonObject Grade(int number) => new()
    {
        ["id"] = $"g-{number}",
        ["student"] = new JsonObject { ["id"] = $"p-{number}" },
        ["course"] = new JsonObject { ["name"] = $"NUR {number}" },
    };

    private static StubServer Server(JsonObject[] rows, int cap = 500, int maxPage = 500, int persons = 0) => Server(() => rows, cap, maxPage, persons);

    private static StubServer Server(Func<JsonObject[]> rows, int cap, int maxPage, int persons = 0)
    {
        var server = new StubServer().On("/auth", () => StubServer.Reply(HttpStatusCode.OK, Jwt(), "text/plain"));
        if (persons > 0)
        {
            server.Json("/api/persons?", persons > 500 ? $"[{string.Join(',', Enumerable.Range(1, 500).Select(n => $$"""{"id":"x-{{n}}"}"""))}]" : """[{"id":"p-1"},{"id":"p-2"},{"id":"p-3"}]""", ("x-total-count", persons.ToString(CultureInfo.InvariantCulture)), ("x-max-page-size", "500"));
            server.Json("/api/persons/", """{"id":"p-0"}""");
        }

        Lists(server, rows, cap, maxPage);
        return server;
    }

    private static void Lists(StubServer server, JsonObject[] rows) => Lists(server, () => rows, 500, 500);

    private static void Lists(StubServer server, Func<JsonObject[]> rows, int cap, int maxPage)
    {
        server.On("/api/student-transcript-grades?", () =>
        {
            var query = System.Web.HttpUtility.ParseQueryString(server.Requests[^1].RequestUri?.Query ?? string.Empty);
            var (offset, limit) = (int.Parse(query["offset"] ?? "0", CultureInfo.InvariantCulture), int.Parse(query["limit"] ?? "0", CultureInfo.InvariantCulture));
            var all = rows();
            var page = new JsonArray([.. all.Skip(offset).Take(Math.Min(limit, cap)).Select(row => row.DeepClone())]);
            return StubServer.Reply(HttpStatusCode.OK, page.ToJsonString(), "application/json", ("x-total-count", all.Length.ToString(CultureInfo.InvariantCulture)), ("x-max-page-size", maxPage.ToString(CultureInfo.InvariantCulture)));
        });
        server.Json("?offset=", "[]", ("x-total-count", "0"));
    }

    private static string Jwt() =>
        $"e30.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"exp":{{DateTimeOffset.MaxValue.ToUnixTimeSeconds() - 1}}}"""))}.x";

    private BannerOptions Options => new() { BaseUrl = this.Sandbox.EthosUrl, ApiKey = new Secret(this.Sandbox.Options.EthosApiKey) };

    private BannerConnector Connector(Func<BannerOptions, BannerOptions>? with = null) =>
        new("sis", with is null ? this.Options : with(this.Options), new ConnectorServices(this.time, NullLoggerFactory.Instance));

    private BannerConnector Over(StubServer server, Func<BannerOptions, BannerOptions>? with = null)
    {
        var options = new BannerOptions { BaseUrl = new Uri("https://e.example"), ApiKey = new Secret("the-key") };
        options = options with { Http = options.Http with { MaxConcurrency = 1 } };
        return new BannerConnector("sis", with is null ? options : with(options), new ConnectorServices(this.time, NullLoggerFactory.Instance), server);
    }

    private async Task<int> TotalAsync(string resource)
    {
        using var client = new HttpClient();
        using var auth = new HttpRequestMessage(HttpMethod.Post, new Uri(this.Sandbox.EthosUrl, "/auth"));
        auth.Headers.Authorization = new("Bearer", this.Sandbox.Options.EthosApiKey);
        using var answer = await client.SendAsync(auth);
        using var list = new HttpRequestMessage(HttpMethod.Get, new Uri(this.Sandbox.EthosUrl, $"/api/{resource}?offset=0&limit=1"));
        list.Headers.Authorization = new("Bearer", (await answer.Content.ReadAsStringAsync()).Trim().Trim('"'));
        using var page = await client.SendAsync(list);
        return int.Parse(page.Headers.GetValues("x-total-count").Single(), CultureInfo.InvariantCulture);
    }
}
