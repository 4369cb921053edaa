using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.Tests.Sandbox;

internal sealed class CanvasAccessTests
{
    [Test]
    public async Task A_dead_token_is_told_by_the_authenticate_header()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(visitor.Host.CanvasUrl, "/api/v1/accounts"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "another");

        using var dead = await visitor.SendAsync(request);
        using var none = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(visitor.Host.CanvasUrl, "/api/v1/accounts")));

        Assert.That(dead.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(dead.Headers.WwwAuthenticate.ToString(), Does.Contain("canvas-lms"));
        Assert.That((await SandboxVisitor.JsonAsync(dead))["errors"]![0]!["message"]!.ToString(), Is.EqualTo("Invalid access token."));
        Assert.That((await SandboxVisitor.JsonAsync(none))["status"]!.ToString(), Is.EqualTo("unauthenticated"));
    }

    [Test]
    public async Task What_the_user_may_not_see_is_a_401_without_that_header()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        visitor.Host.Break(SandboxSite.Canvas, new SandboxFault(SandboxFaultKind.Refuse) { Status = 401, Path = "/courses/40308", Times = int.MaxValue });

        using var hidden = await visitor.CanvasAsync("/api/v1/courses/40308/enrollments");
        using var seen = await visitor.CanvasAsync("/api/v1/courses/40295/enrollments");

        Assert.That(hidden.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(hidden.Headers.WwwAuthenticate, Is.Empty);
        Assert.That(seen.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Every_answer_says_what_it_cost_and_what_remains()
    {
        await using var visitor = await SandboxVisitor.StartAsync(new SandboxOptions { Time = new ManualTime() });

        using var first = await visitor.CanvasAsync("/api/v1/accounts/1/users?per_page=100");
        using var second = await visitor.CanvasAsync("/api/v1/accounts/1/users?per_page=100");

        Assert.That(Number(first, "X-Request-Cost"), Is.EqualTo(0.35).Within(0.001));
        Assert.That(Number(first, "X-Rate-Limit-Remaining"), Is.EqualTo(599.65).Within(0.001));
        Assert.That(Number(second, "X-Rate-Limit-Remaining"), Is.EqualTo(599.3).Within(0.001));
    }

    [TestCase(403)]
    [TestCase(429)]
    public async Task A_dozen_at_once_empty_the_bucket_however_cheap_they_are(int status)
    {
        var time = new ManualTime();
        await using var visitor = await SandboxVisitor.StartAsync(new SandboxOptions { Time = time });
        visitor.Host.Switches.CanvasThrottleStatus = status;
        visitor.Host.Break(SandboxSite.Canvas, new SandboxFault(SandboxFaultKind.Slow) { Times = 13, Delay = TimeSpan.FromMinutes(1) });

        var asked = Enumerable.Range(0, 13).Select(_ => visitor.CanvasAsync("/api/v1/accounts")).ToList();
        using var refused = await await Task.WhenAny(asked);

        Assert.That((int)refused.StatusCode, Is.EqualTo(status));
        Assert.That(refused.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/plain"));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.StartWith("403 Forbidden (Rate Limit Exceeded)"));
        Assert.That(refused.Headers.Contains("X-Request-Cost"), Is.False);
        Assert.That(refused.Headers.RetryAfter, Is.Null);
        await PassAsync(time, asked);
        Assert.That(asked.Select(task => (int)task.Result.StatusCode), Has.Exactly(12).EqualTo(200));
        Assert.That(visitor.Host.Counters(SandboxSite.Canvas), Has.Property("Throttled").EqualTo(1).And.Property("MaxInFlight").EqualTo(13));
    }

    [Test]
    public async Task The_limit_can_be_hidden_altogether()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        visitor.Host.Switches.CanvasHidesRateLimit = true;

        using var response = await visitor.CanvasAsync("/api/v1/accounts");

        Assert.That(response.Headers.Contains("X-Request-Cost"), Is.False);
        Assert.That(response.Headers.Contains("X-Rate-Limit-Remaining"), Is.False);
    }

    [Test]
    public async Task What_is_not_there_is_a_404_in_json()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        using var course = await visitor.CanvasAsync("/api/v1/courses/999");
        using var endpoint = await visitor.CanvasAsync("/api/v1/never/heard/of");

        Assert.That(course.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await SandboxVisitor.JsonAsync(course))["errors"]![0]!["message"]!.ToString(), Is.EqualTo("The specified resource does not exist."));
        Assert.That(endpoint.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static async Task PassAsync(ManualTime time, List<Task<HttpResponseMessage>> until)
    {
        while (!until.TrueForAll(task => task.IsCompleted))
        {
            time.Pass(TimeSpan.FromMinutes(1));
            await Task.WhenAny(Task.WhenAll(until), Task.Delay(10));
        }
    }

    private static double Number(HttpResponseMessage response, string header) =>
        double.Parse(response.Headers.GetValues(header).Single(), CultureInfo.InvariantCulture);
}
