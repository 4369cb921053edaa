using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.IntegrationTests.Drivers;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.IntegrationTests.Journeys;

/// <summary>The service that is left alone at night: it runs what is scheduled, serves what verifiers need, and stops gently.</summary>
internal sealed class ServeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Test]
    public async Task It_runs_what_is_scheduled_delivers_it_and_serves_what_a_verifier_needs()
    {
        await using var college = await CollegeDriver.StartAsync();
        var port = FreePort();
        await ScheduleAsync(college, port, "0/2 * * * * ?");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var service = college.Start("serve");
        await UntilAsync(async () => college.Sandbox.Arrivals.Count > 0 && await IsOkAsync(http, "/health/ready"), service);

        var live = await http.GetAsync("/health/live");
        var did = await http.GetAsync("/.well-known/did.json");
        var status = await http.GetAsync("/status/1.json");
        var nothing = await http.GetAsync("/status/99.json");
        await service.TerminateAsync();
        var stopped = await service.WaitAsync(Limit);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(live.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(JsonDocument.Parse(await did.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString(), Is.EqualTo("did:web:ler.college.example"));
            Assert.That(JsonDocument.Parse(await status.Content.ReadAsStringAsync()).RootElement.GetProperty("type").ToString(), Does.Contain("BitstringStatusListCredential"));
            Assert.That(status.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { "*" }));
            Assert.That(nothing.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(stopped.ExitCode, Is.EqualTo(130), stopped.Errors);
            Assert.That(college.Sandbox.Arrivals.Select(arrival => arrival.CredentialId), Is.Unique);
        }
    }

    [Test]
    public async Task A_run_longer_than_its_interval_is_never_overlapped()
    {
        await using var college = await CollegeDriver.StartAsync();
        college.Sandbox.Break(SandboxSite.Workday, new SandboxFault(SandboxFaultKind.Slow) { Times = 2, Delay = TimeSpan.FromSeconds(5) });
        await ScheduleAsync(college, FreePort(), "0/1 * * * * ?");
        using var service = college.Start("serve");

        await UntilAsync(() => Task.FromResult(college.Sandbox.Counters(SandboxSite.Workday).Requests >= 3), service);
        await service.TerminateAsync();
        await service.WaitAsync(Limit);

        Assert.That(college.Sandbox.Counters(SandboxSite.Workday).MaxInFlight, Is.EqualTo(1));
    }

    [Test]
    public async Task Killed_in_the_night_it_goes_on_with_the_run_when_it_is_started_again()
    {
        await using var college = await CollegeDriver.StartAsync();
        college.Sandbox.Break(SandboxSite.Workday, new SandboxFault(SandboxFaultKind.Slow) { Times = 1, Delay = TimeSpan.FromSeconds(30) });
        using (var run = college.Start("run", "workday-employment"))
        {
            await UntilAsync(() => Task.FromResult(college.Sandbox.Counters(SandboxSite.Workday).Requests >= 1), run);
            run.Kill();
            await run.WaitAsync(Limit);
        }

        college.Sandbox.Heal();
        await ScheduleAsync(college, FreePort(), "0 0 2 1 1 ?");
        using var service = college.Start("serve");
        await UntilAsync(() => Task.FromResult(college.Sandbox.Arrivals.Count > 0), service);
        await service.TerminateAsync();
        await service.WaitAsync(Limit);

        Assert.That(college.Sandbox.Arrivals.Select(arrival => arrival.CredentialId), Is.Unique);
    }

    [Test]
    public async Task The_admin_listener_answers_nobody_without_the_token()
    {
        await using var college = await CollegeDriver.StartAsync();
        var (open, admin) = (FreePort(), FreePort());
        await File.WriteAllTextAsync(Path.Combine(college.Folder, "api-token"), "a-token-for-a-test-0123456789\n");
        await ScheduleAsync(college, open, "0 0 2 1 1 ?", http =>
        {
            http["AdminUrls"] = $"http://127.0.0.1:{admin}";
            http["ApiTokenFile"] = "./api-token";
        });
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{admin}") };
        using var service = college.Start("serve");
        using var publicSite = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{open}") };
        await UntilAsync(() => IsOkAsync(publicSite, "/health/live"), service);

        var without = await http.GetAsync("/api/runs");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/runs");
        request.Headers.Authorization = new("Bearer", "a-token-for-a-test-0123456789");
        var with = await http.SendAsync(request);
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "/api/runs");
        foreign.Headers.Authorization = new("Bearer", "a-token-for-a-test-0123456789");
        foreign.Headers.Host = "evil.example";
        var elsewhere = await http.SendAsync(foreign);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(without.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(with.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(elsewhere.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        }
    }

    [Test]
    [Platform("Linux")]
    [UnsupportedOSPlatform("windows")]
    public async Task It_is_not_ready_once_its_disk_may_only_be_read()
    {
        await using var college = await CollegeDriver.StartAsync();
        var port = FreePort();
        await ScheduleAsync(college, port, "0 0 2 1 1 ?");
        var data = Path.Combine(college.Folder, "data");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var service = LerBridgeProcess.Start(college.Folder, ["serve"], under: Privileges.None);
        await UntilAsync(() => IsOkAsync(http, "/health/live"), service);
        var before = File.GetUnixFileMode(data);
        File.SetUnixFileMode(data, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var ready = await http.GetAsync("/health/ready");
        File.SetUnixFileMode(data, before);
        await service.TerminateAsync();
        await service.WaitAsync(Limit);

        Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await ready.Content.ReadAsStringAsync(), Does.Contain("\"folders\"").And.Contain("LB8003").And.Contain(data));
    }

    private static Task ScheduleAsync(CollegeDriver college, int port, string cron, Action<JsonObject>? http = null) => college.WriteSettingsAsync(settings =>
    {
        var listeners = settings["Http"] as JsonObject ?? [];
        listeners["PublicUrls"] = $"http://127.0.0.1:{port}";
        http?.Invoke(listeners);
        settings["Schedules"] = new JsonObject { ["often"] = new JsonObject { ["Cron"] = cron, ["TimeZone"] = "America/Chicago", ["Mappings"] = new JsonArray("workday-employment") } };
    });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> IsOkAsync(HttpClient http, string path)
    {
        try
        {
            using var response = await http.GetAsync(path);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> moment, LerBridgeProcess process)
    {
        var patience = DateTime.UtcNow + Limit;
        while (!await moment())
        {
            Assert.That(process.HasExited, Is.False, "the service ended before the moment came");
            Assert.That(DateTime.UtcNow, Is.LessThan(patience), "the moment did not come in time");
            await Task.Delay(50);
        }
    }
}
