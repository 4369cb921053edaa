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
            Assert.That(await MessageAsync(response), Does.StartWith("Send the API token"));
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

        var response = await serve.Admin.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await MessageAsync(response), Does.Contain("its own name only"));
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

    [Test]
    public async Task Whatever_is_refused_is_said_in_one_form()
    {
        await using var serve = await ServeDriver.StartAsync();
        var large = new string(' ', 17 * 1024);
        (HttpMethod Method, string Path, string? Body, HttpStatusCode Status)[] wrong =
        [
            (HttpMethod.Get, "/anything", null, HttpStatusCode.NotFound),
            (HttpMethod.Get, "/api/runs/none", null, HttpStatusCode.NotFound),
            (HttpMethod.Delete, "/api/runs", null, HttpStatusCode.MethodNotAllowed),
            (HttpMethod.Get, "/api/runs?limit=-1", null, HttpStatusCode.BadRequest),
            (HttpMethod.Get, "/api/holds?limit=abc", null, HttpStatusCode.BadRequest),
            (HttpMethod.Get, "/api/deliveries?limit=0", null, HttpStatusCode.BadRequest),
            (HttpMethod.Get, "/api/runs?mapping=none", null, HttpStatusCode.NotFound),
            (HttpMethod.Get, "/api/plans?mapping=none", null, HttpStatusCode.NotFound),
            (HttpMethod.Post, "/api/persons/find", large, HttpStatusCode.RequestEntityTooLarge),
            (HttpMethod.Post, "/api/persons/find", """{ "person": "S1", "persons": [] }""", HttpStatusCode.BadRequest),
            (HttpMethod.Post, "/api/persons/find", "{", HttpStatusCode.BadRequest),
        ];

        using (Assert.EnterMultipleScope())
        {
            foreach (var (method, path, body, status) in wrong)
            {
                using var request = Request(path, method);
                request.Content = body is null ? null : new StringContent(body);

                var response = await serve.Admin.SendAsync(request);

                Assert.That(response.StatusCode, Is.EqualTo(status), path);
                Assert.That(await MessageAsync(response), Is.Not.Empty, path);
            }
        }
    }

    private static async Task<string> MessageAsync(HttpResponseMessage response)
    {
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"));
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.That(document.RootElement.EnumerateObject().Select(member => member.Name), Is.EqualTo((string[])["code", "message"]));
        return document.RootElement.GetProperty("message").GetString() ?? string.Empty;
    }

    private static HttpRequestMessage Request(string path, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ServeDriver.Token);
        return request;
    }
}
