using System.Net;
using System.Text;
using System.Text.Json;
using LerBridge.Sandbox;
using LerBridge.Sandbox.Prompt;
using NUnit.Framework;

namespace LerBridge.Tests.Sandbox;

internal sealed class FaultTests
{
    [Test]
    public async Task A_fault_lets_some_pass_then_meets_some_and_is_gone()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        visitor.Host.Break(SandboxSite.Canvas, new SandboxFault(SandboxFaultKind.ServerError) { After = 1, Times = 2 });

        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            using var response = await visitor.CanvasAsync("/api/v1/accounts");
            statuses.Add((int)response.StatusCode);
        }

        Assert.That(statuses, Is.EqualTo([200, 500, 500, 200]));
        Assert.That(visitor.Host.Counters(SandboxSite.Canvas), Has.Property("Requests").EqualTo(4).And.Property("Faulted").EqualTo(2));
        Assert.That(visitor.Host.Faults(SandboxSite.Canvas), Is.Empty);
    }

    [Test]
    public async Task A_fault_may_be_for_some_addresses_only_and_is_taken_back()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        visitor.Host.Break(SandboxSite.Canvas, new SandboxFault(SandboxFaultKind.Throttle) { Path = "/courses", Times = int.MaxValue });

        using var accounts = await visitor.CanvasAsync("/api/v1/accounts");
        using var courses = await visitor.CanvasAsync("/api/v1/accounts/1/courses");
        visitor.Host.Heal(SandboxSite.Canvas);
        using var healed = await visitor.CanvasAsync("/api/v1/accounts/1/courses");

        Assert.That(new[] { accounts, courses, healed }.Select(response => (int)response.StatusCode), Is.EqualTo([200, 403, 200]));
        Assert.That(visitor.Host.Counters(SandboxSite.Canvas).Throttled, Is.EqualTo(1));
    }

    [Test]
    public async Task Html_comes_with_500_and_with_200()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        visitor.Host.Break(SandboxSite.Workday, new SandboxFault(SandboxFaultKind.ServerError));
        visitor.Host.Break(SandboxSite.Workday, new SandboxFault(SandboxFaultKind.HtmlPage));

        using var error = await visitor.WorkdayAsync();
        using var page = await visitor.WorkdayAsync();

        Assert.That(new[] { error, page }.Select(response => (int)response.StatusCode), Is.EqualTo([500, 200]));
        Assert.That(new[] { error, page }.Select(response => response.Content.Headers.ContentType!.MediaType), Is.Not.Empty.And.All.EqualTo("text/html"));
    }

    [Test]
    public async Task A_truncated_document_is_well_framed_and_ends_too_early()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        visitor.Host.Break(SandboxSite.Canvas, new SandboxFault(SandboxFaultKind.TruncatedBody));

        using var response = await visitor.CanvasAsync("/api/v1/accounts");
        var body = await response.Content.ReadAsStringAsync();

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(body, Is.Not.Empty);
        Assert.That(() => JsonDocument.Parse(body), Throws.InstanceOf<JsonException>());
    }

    [Test]
    public async Task A_truncated_stream_ends_too_early_too()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        visitor.Host.Break(SandboxSite.Workday, new SandboxFault(SandboxFaultKind.TruncatedBody));

        using var response = await visitor.WorkdayAsync();
        var body = await response.Content.ReadAsStringAsync();

        Assert.That(body, Does.StartWith("{\"Report_Entry\":["));
        Assert.That(() => JsonDocument.Parse(body), Throws.InstanceOf<JsonException>());
    }

    [TestCase(SandboxFaultKind.ResetConnection)]
    [TestCase(SandboxFaultKind.CutConnection)]
    public async Task A_broken_connection_is_no_answer(SandboxFaultKind kind)
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        visitor.Host.Break(SandboxSite.Ethos, new SandboxFault(kind) { Path = "/auth" });

        Assert.That(async () => await visitor.EthosTokenAsync(), Throws.InstanceOf<HttpRequestException>());

        Assert.That(await visitor.EthosTokenAsync(), Is.Not.Empty);
        Assert.That(visitor.Host.Requests(SandboxSite.Ethos).Select(request => request.Status), Is.EqualTo([0, 200]));
    }

    [TestCase(SandboxFaultKind.ResetConnection)]
    [TestCase(SandboxFaultKind.ResetAfterHandling)]
    [TestCase(SandboxFaultKind.CutConnection)]
    public async Task Canvas_breaks_connections_too(SandboxFaultKind kind)
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        visitor.Host.Break(SandboxSite.Canvas, new SandboxFault(kind));

        Assert.That(async () => await visitor.CanvasAsync("/api/v1/accounts"), Throws.InstanceOf<HttpRequestException>());

        using var again = await visitor.CanvasAsync("/api/v1/accounts");
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_short_list_looks_like_all_there_is()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var token = await visitor.EthosTokenAsync();
        visitor.Host.Break(SandboxSite.Canvas, new SandboxFault(SandboxFaultKind.ShortList) { Rows = 3 });
        visitor.Host.Break(SandboxSite.Ethos, new SandboxFault(SandboxFaultKind.ShortList));

        using var users = await visitor.CanvasAsync("/api/v1/accounts/1/users");
        using var persons = await visitor.EthosAsync(token, "/api/persons");

        Assert.That((await SandboxVisitor.JsonAsync(users)).AsArray(), Has.Count.EqualTo(3));
        Assert.That(SandboxVisitor.Link(users, "next"), Is.Null);
        Assert.That((await SandboxVisitor.JsonAsync(persons)).AsArray(), Is.Empty);
        Assert.That(persons.Headers.GetValues("x-total-count"), Is.EqualTo(["0"]));
    }

    [Test]
    public async Task A_shifted_page_repeats_a_row_and_loses_one()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var token = await visitor.EthosTokenAsync();
        visitor.Host.Break(SandboxSite.Ethos, new SandboxFault(SandboxFaultKind.ShiftedPage) { Path = "offset=100" });
        visitor.Host.Break(SandboxSite.Canvas, new SandboxFault(SandboxFaultKind.ShiftedPage) { Path = "page=2" });

        var persons = await visitor.EthosRowsAsync(token, "persons");
        var users = await visitor.CanvasRowsAsync("/api/v1/accounts/1/users?per_page=100");

        Assert.That(persons.DistinctBy(row => row["id"]!.ToString()), Has.Exactly(299).Items);
        Assert.That(persons[100]["id"]!.ToString(), Is.EqualTo(persons[99]["id"]!.ToString()));
        Assert.That(users[100]["id"]!.ToString(), Is.EqualTo(users[99]["id"]!.ToString()));
    }

    [Test]
    public async Task A_slow_answer_comes_when_its_time_has()
    {
        var time = new ManualTime();
        await using var visitor = await SandboxVisitor.StartAsync(new SandboxOptions { Time = time });
        visitor.Host.Break(SandboxSite.Workday, new SandboxFault(SandboxFaultKind.Slow) { Delay = TimeSpan.FromMinutes(10) });

        var asked = visitor.WorkdayAsync();
        while (visitor.Host.Counters(SandboxSite.Workday).InFlight == 0)
        {
            await Task.Yield();
        }

        Assert.That(asked.IsCompleted, Is.False);
        while (!asked.IsCompleted)
        {
            time.Pass(TimeSpan.FromMinutes(10));
            await Task.WhenAny(asked, Task.Delay(10));
        }

        using var response = await asked;
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Faults_and_switches_are_set_over_http()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        using var fault = await PostAsync(visitor, "/_sandbox/faults", """{"kind":"throttle","times":2,"status":429,"path":"/accounts"}""");
        using var flag = await PostAsync(visitor, "/_sandbox/switches", """{"canvas-relative-links":true,"ethos-token-lifetime":20}""");
        using var wrong = await PostAsync(visitor, "/_sandbox/faults", """{"kind":"gremlins"}""");
        using var throttled = await visitor.CanvasAsync("/api/v1/accounts");

        Assert.That((int)throttled.StatusCode, Is.EqualTo(429));
        Assert.That(visitor.Host.Faults(SandboxSite.Canvas).Single().Times, Is.EqualTo(1));
        Assert.That(visitor.Host.Switches.CanvasRelativeLinks, Is.True);
        Assert.That(visitor.Host.Switches.EthosTokenLifetime, Is.EqualTo(TimeSpan.FromSeconds(20)));
        Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await SandboxVisitor.JsonAsync(wrong))["error"]!.ToString(), Does.Contain("throttle"));
        Assert.That(visitor.Host.Counters(SandboxSite.Canvas).Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task The_switches_are_not_for_pages_in_a_browser()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var form = new HttpRequestMessage(HttpMethod.Post, new Uri(visitor.Host.CanvasUrl, "/_sandbox/faults"))
        {
            Content = new StringContent("""{"kind":"throttle"}""", Encoding.UTF8, "text/plain"),
        };
        var rebound = new HttpRequestMessage(HttpMethod.Get, new Uri(visitor.Host.CanvasUrl, "/_sandbox"));
        rebound.Headers.Host = "attacker.example";

        using var first = await visitor.SendAsync(form);
        using var second = await visitor.SendAsync(rebound);

        Assert.That(new[] { first, second }.Select(response => (int)response.StatusCode), Is.Not.Empty.And.All.EqualTo(403));
        Assert.That(visitor.Host.Faults(SandboxSite.Canvas), Is.Empty);
    }

    [Test]
    public async Task The_console_breaks_and_heals_and_says_what_would_be_right()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        var set = SandboxPrompt.Answer(visitor.Host, "break registry reset-after-handling times=3 path=/credentials");
        var status = SandboxPrompt.Answer(visitor.Host, "status");
        var wrong = SandboxPrompt.Answer(visitor.Host, "break moodle throttle");
        var always = SandboxPrompt.Answer(visitor.Host, "break canvas slow times=always delay=2.5");
        var healed = SandboxPrompt.Answer(visitor.Host, "heal");
        var flag = SandboxPrompt.Answer(visitor.Host, "set registry-duplicate-status 409");
        var day = SandboxPrompt.Answer(visitor.Host, "day");

        Assert.That(set, Is.EqualTo("registry: reset-after-handling times=3 path=/credentials"));
        Assert.That(status, Does.Contain("to come: reset-after-handling times=3"));
        Assert.That(wrong, Does.Contain("canvas, ethos, workday or registry"));
        Assert.That(always, Is.EqualTo("canvas: slow times=always delay=2.5"));
        Assert.That(healed, Is.EqualTo("healed"));
        Assert.That(flag, Is.EqualTo("registry-duplicate-status 409"));
        Assert.That(visitor.Host.Switches.RegistryDuplicateStatus, Is.EqualTo(409));
        Assert.That(day.Split('\n'), Has.Length.EqualTo(7));
        Assert.That(visitor.Host.Day, Is.EqualTo(2));
    }

    [Test]
    public void The_command_line_is_read_or_refused_with_its_usage()
    {
        var options = Arguments.Parse(["--canvas-port", "9001", "--day", "2", "--date", "2026-12-01"]);

        Assert.That(options, Has.Property("CanvasPort").EqualTo(9001).And.Property("Day").EqualTo(2).And.Property("ScenarioDate")
            .EqualTo(new DateOnly(2026, 12, 1)));
        Assert.That(() => Arguments.Parse(["--port", "1"]), Throws.InstanceOf<FormatException>().With.Message.Contains("--canvas-port"));
        Assert.That(() => Arguments.Parse(["--day", "3"]), Throws.InstanceOf<FormatException>());
        Assert.That(() => Arguments.Parse(["--seed"]), Throws.InstanceOf<FormatException>());
    }

    private static Task<HttpResponseMessage> PostAsync(SandboxVisitor visitor, string path, string body) =>
        visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(visitor.Host.CanvasUrl, path))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        });
}
