using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.Tests.Sandbox;

internal sealed class EthosTests
{
    [Test]
    public async Task The_token_is_plain_text_and_says_when_it_ends()
    {
        var time = new ManualTime();
        await using var visitor = await SandboxVisitor.StartAsync(new SandboxOptions { Time = time });

        var token = await visitor.EthosTokenAsync();

        var payload = JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!;
        Assert.That(payload["exp"]!.GetValue<long>() - payload["iat"]!.GetValue<long>(), Is.EqualTo(300));
        Assert.That(payload["iat"]!.GetValue<long>(), Is.EqualTo(time.GetUtcNow().ToUnixTimeSeconds()));
    }

    [Test]
    public async Task A_wrong_key_gets_no_token()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(visitor.Host.EthosUrl, "/auth"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "0ff1ce00-0000-4000-8000-000000000000");

        using var response = await visitor.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_token_ends_after_its_lifetime()
    {
        var time = new ManualTime();
        await using var visitor = await SandboxVisitor.StartAsync(new SandboxOptions { Time = time });
        var token = await visitor.EthosTokenAsync();

        time.Pass(TimeSpan.FromSeconds(299));
        using var before = await visitor.EthosAsync(token, "/api/subjects");
        time.Pass(TimeSpan.FromSeconds(1));
        using var after = await visitor.EthosAsync(token, "/api/subjects");
        using var renewed = await visitor.EthosAsync(await visitor.EthosTokenAsync(), "/api/subjects");

        Assert.That(before.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(after.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(renewed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_lifetime_can_be_shorter_and_tokens_can_be_forgotten()
    {
        var time = new ManualTime();
        await using var visitor = await SandboxVisitor.StartAsync(new SandboxOptions { Time = time });
        visitor.Host.Switches.EthosTokenLifetime = TimeSpan.FromSeconds(2);
        var brief = await visitor.EthosTokenAsync();
        time.Pass(TimeSpan.FromSeconds(2));
        using var ended = await visitor.EthosAsync(brief, "/api/subjects");
        var token = await visitor.EthosTokenAsync();
        visitor.Host.Break(SandboxSite.Ethos, new SandboxFault(SandboxFaultKind.ExpiredToken) { Path = "/api/", After = 1 });

        using var passes = await visitor.EthosAsync(token, "/api/subjects");
        using var met = await visitor.EthosAsync(token, "/api/subjects");
        using var forgotten = await visitor.EthosAsync(token, "/api/subjects");

        Assert.That(new[] { ended, passes, met, forgotten }.Select(response => (int)response.StatusCode), Is.EqualTo([401, 200, 401, 401]));
    }

    [TestCase("application/json", "application/vnd.hedtech.integration.v16.1.0+json")]
    [TestCase("application/vnd.hedtech.integration.v16+json", "application/vnd.hedtech.integration.v16.1.0+json")]
    [TestCase("application/vnd.hedtech.integration.v16.0.0+json", "application/vnd.hedtech.integration.v16.0.0+json")]
    [TestCase("application/vnd.hedtech.integration.v99+json, application/vnd.hedtech.integration.v16.0.0+json",
        "application/vnd.hedtech.integration.v16.0.0+json")]
    public async Task The_version_that_is_accepted_is_the_one_that_is_named(string accept, string named)
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        using var response = await visitor.EthosAsync(await visitor.EthosTokenAsync(), "/api/courses", accept);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Headers.GetValues("x-media-type"), Is.EqualTo([named]));
    }

    [TestCase("application/vnd.hedtech.integration.v16.2.0+json")]
    [TestCase("application/vnd.hedtech.integration.v1+json")]
    [TestCase("text/html")]
    public async Task A_version_that_is_not_had_is_a_406_in_json(string accept)
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        using var response = await visitor.EthosAsync(await visitor.EthosTokenAsync(), "/api/courses", accept);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotAcceptable));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/vnd.hedtech.integration.errors.v2+json"));
        Assert.That((await SandboxVisitor.JsonAsync(response))["errors"]![0]!["message"]!.ToString(), Is.Not.Empty);
    }

    [Test]
    public async Task The_older_header_can_name_the_version()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        visitor.Host.Switches.EthosOldMediaTypeHeader = true;

        using var response = await visitor.EthosAsync(await visitor.EthosTokenAsync(), "/api/subjects");

        Assert.That(response.Headers.Contains("x-media-type"), Is.False);
        Assert.That(response.Headers.GetValues("x-hedtech-media-type"), Is.EqualTo(["application/vnd.hedtech.integration.v6+json"]));
    }

    [Test]
    public async Task A_limit_above_the_page_size_is_lowered_or_refused()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var token = await visitor.EthosTokenAsync();

        using var lowered = await visitor.EthosAsync(token, "/api/student-transcript-grades?limit=500");
        using var refused = await visitor.EthosAsync(token, "/api/sections?limit=500");
        using var past = await visitor.EthosAsync(token, "/api/student-transcript-grades?offset=5000&limit=10");

        Assert.That((await SandboxVisitor.JsonAsync(lowered)).AsArray(), Has.Count.EqualTo(100));
        Assert.That(lowered.Headers.GetValues("x-max-page-size"), Is.EqualTo(["100"]));
        Assert.That(lowered.Headers.GetValues("x-total-count"), Is.EqualTo(["912"]));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await SandboxVisitor.JsonAsync(past)).AsArray(), Is.Empty);
    }

    [Test]
    public async Task Pages_hold_every_row_once()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        var rows = await visitor.EthosRowsAsync(await visitor.EthosTokenAsync(), "student-transcript-grades");

        Assert.That(rows.Select(row => row["id"]!.ToString()), Is.Unique);
        Assert.That(rows, Has.Count.EqualTo(912));
    }

    [Test]
    public async Task Criteria_filter_what_can_be_filtered_and_nothing_else()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var token = await visitor.EthosTokenAsync();
        var person = (await visitor.EthosRowsAsync(token, "persons"))[0];
        var banner = person["credentials"]!.AsArray().Single(credential => credential!["type"]!.ToString() == "bannerId")!["value"]!.ToString();

        using var byId = await visitor.EthosAsync(token,
            "/api/persons?criteria=" + Uri.EscapeDataString($$"""{"credentials":[{"type":"bannerId","value":"{{banner}}"}]}"""));
        using var grades = await visitor.EthosAsync(token,
            "/api/student-transcript-grades?criteria=" + Uri.EscapeDataString($$$"""{"student":{"id":"{{{person["id"]}}}"}}"""));
        using var refused = await visitor.EthosAsync(token,
            "/api/student-transcript-grades?criteria=" + Uri.EscapeDataString("""{"recordedOn":"2026-01-01"}"""));
        using var broken = await visitor.EthosAsync(token, "/api/persons?criteria=%7B");

        Assert.That((await SandboxVisitor.JsonAsync(byId)).AsArray().Select(row => row!["id"]!.ToString()), Is.EqualTo([person["id"]!.ToString()]));
        Assert.That((await SandboxVisitor.JsonAsync(grades)).AsArray().Select(row => row!["student"]!["id"]!.ToString()), Is.Not.Empty.And.All
            .EqualTo(person["id"]!.ToString()));
        Assert.That(new[] { refused, broken }.Select(response => (int)response.StatusCode), Is.Not.Empty.And.All.EqualTo(400));
    }

    [Test]
    public async Task Privacy_is_unrestricted_restricted_or_not_said()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        var persons = await visitor.EthosRowsAsync(await visitor.EthosTokenAsync(), "persons");

        var kinds = persons.CountBy(person => person["privacyStatus"]?["privacyCategory"]?.ToString() ?? "absent").ToDictionary();
        Assert.That(kinds, Is.EquivalentTo(new Dictionary<string, int> { ["unrestricted"] = 280, ["restricted"] = 10, ["absent"] = 10 }));
        Assert.That(persons.Where(person => person["names"]!.AsArray().Count == 2), Is.Not.Empty);
        Assert.That(persons.Where(person => person["names"]![0]!["firstName"] is null), Is.Not.Empty);
    }

    [Test]
    public async Task Some_references_lead_nowhere()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var token = await visitor.EthosTokenAsync();
        var known = (await visitor.EthosRowsAsync(token, "persons")).Select(person => person["id"]!.ToString()).ToHashSet();
        var lost = (await visitor.EthosRowsAsync(token, "student-transcript-grades")).Where(row => !known.Contains(row["student"]!["id"]!.ToString())).ToList();

        using var response = await visitor.EthosAsync(token, $"/api/persons/{lost[0]["student"]!["id"]}");

        Assert.That(lost, Has.Count.EqualTo(2));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await SandboxVisitor.JsonAsync(response))["errors"]!.AsArray(), Is.Not.Empty);
    }

    [Test]
    public async Task An_older_resource_says_guid_for_id()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var token = await visitor.EthosTokenAsync();

        var schemes = await visitor.EthosRowsAsync(token, "grade-schemes");
        using var one = await visitor.EthosAsync(token, $"/api/grade-schemes/{schemes[0]["guid"]}");

        Assert.That(schemes.Where(scheme => scheme.ContainsKey("id")), Is.Empty);
        Assert.That((await SandboxVisitor.JsonAsync(one))["abbreviation"]!.ToString(), Is.EqualTo("UG"));
    }

    [Test]
    public async Task Transfer_work_has_a_name_and_no_course()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var token = await visitor.EthosTokenAsync();
        var transfer = (await visitor.EthosRowsAsync(token, "credit-categories")).Single(category =>
            category["creditType"]!.ToString() == "transfer")["id"]!.ToString();

        var rows = (await visitor.EthosRowsAsync(token, "student-transcript-grades")).Where(row => row["creditCategory"]!["id"]!.ToString() == transfer)
            .ToList();

        Assert.That(rows, Has.Count.EqualTo(43));
        Assert.That(rows.Where(row => row["course"]!["detail"] is not null || row["course"]!["name"] is null), Is.Empty);
    }

    [Test]
    public async Task Errors_can_come_with_status_200()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var token = await visitor.EthosTokenAsync();
        visitor.Host.Break(SandboxSite.Ethos, new SandboxFault(SandboxFaultKind.ErrorsInOk));

        using var response = await visitor.EthosAsync(token, "/api/persons");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await SandboxVisitor.JsonAsync(response))["errors"]!.AsArray(), Is.Not.Empty);
    }

    [Test]
    public async Task One_back_end_can_be_down_while_the_other_answers()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var token = await visitor.EthosTokenAsync();
        visitor.Host.Break(SandboxSite.Ethos, new SandboxFault(SandboxFaultKind.Outage) { Path = "/api/student-transcript-grades", Times = int.MaxValue });

        using var down = await visitor.EthosAsync(token, "/api/student-transcript-grades");
        using var up = await visitor.EthosAsync(token, "/api/persons");

        Assert.That(down.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(up.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Restricted_content_is_partial_and_says_so()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        visitor.Host.Switches.EthosRestrictsContent = true;
        visitor.Host.Switches.EthosHidesTotalCount = true;

        using var response = await visitor.EthosAsync(await visitor.EthosTokenAsync(), "/api/persons?limit=1");

        Assert.That(response.Headers.GetValues("x-content-restricted"), Is.EqualTo(["partial"]));
        Assert.That(response.Headers.Contains("x-total-count"), Is.False);
        Assert.That((await SandboxVisitor.JsonAsync(response))[0]!.AsObject().ContainsKey("credentials"), Is.False);
    }

    [Test]
    public async Task What_is_available_is_listed_with_versions_and_answers_by_each_of_them()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var token = await visitor.EthosTokenAsync();

        using var listed = await visitor.EthosAsync(token, "/admin/available-resources");

        var applications = (await SandboxVisitor.JsonAsync(listed)).AsArray();
        Assert.That(applications, Has.Count.EqualTo(2));
        foreach (var resource in applications.SelectMany(application => application!["resources"]!.AsArray()))
        {
            foreach (var type in resource!["representations"]!.AsArray().Select(representation => representation!["X-Media-Type"]!.ToString()))
            {
                using var response = await visitor.EthosAsync(token, $"/api/{resource["name"]}?limit=1", type);
                Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{resource["name"]} {type}");
            }
        }
    }
}
