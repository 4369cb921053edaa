using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Serving;

internal sealed class AdminSiteTests
{
    [TestCase(null)]
    [TestCase("Bearer wrong")]
    [TestCase("Basic YTph")]
    [TestCase("Bearer")]
    public async Task Every_request_is_asked_for_the_token(string? authorization)
    {
        await using var serve = await ServeDriver.StartAsync();
        foreach (var path in new[] { "/api/runs", "/api/schedules", "/anything" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (authorization is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            }

            var response = await serve.Admin.SendAsync(request);

            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), path);
            Assert.That(response.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer"));
        }
    }

    [TestCase("Host", "rebound.example")]
    [TestCase("Origin", "https://evil.example")]
    [TestCase("Origin", "null")]
    public async Task A_page_of_elsewhere_is_refused_even_with_the_token(string header, string value)
    {
        await using var serve = await ServeDriver.StartAsync();
        using var request = Request("/api/runs");
        request.Headers.TryAddWithoutValidation(header, value);

        Assert.That((await serve.Admin.SendAsync(request)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase("/api/runs", "lerbridge/runs/v1")]
    [TestCase("/api/schedules", "lerbridge/schedules/v1")]
    public async Task With_the_token_it_answers(string path, string schema)
    {
        await using var serve = await ServeDriver.StartAsync();
        using var request = Request(path);
        request.Headers.TryAddWithoutValidation("Origin", serve.Admin.BaseAddress?.GetLeftPart(UriPartial.Authority));

        var response = await serve.Admin.SendAsync(request);

        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.That(document.RootElement.GetProperty("schema").GetString(), Is.EqualTo(schema));
        Assert.That(response.Headers.CacheControl?.NoStore, Is.True);
    }

    private static HttpRequestMessage Request(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ServeDriver.Token);
        return request;
    }
}
