using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Serving;

internal sealed class PublicSiteTests
{
    [Test]
    public async Task The_did_document_is_served_to_everyone_exactly_as_it_stands_in_the_public_folder()
    {
        await using var serve = await ServeDriver.StartAsync();

        var response = await serve.Public.GetAsync("/.well-known/did.json");

        var content = await response.Content.ReadAsByteArrayAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/did+json"));
            Assert.That(response.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { "*" }));
            Assert.That(response.Headers.CacheControl?.MaxAge, Is.EqualTo(TimeSpan.FromMinutes(5)));
            Assert.That(content, Is.EqualTo(await File.ReadAllBytesAsync(Path.Combine(serve.Folder, "data", "public", ".well-known", "did.json"))));
        }
    }

    [Test]
    public async Task A_did_with_a_path_is_served_under_that_path_too()
    {
        await using var serve = await ServeDriver.StartAsync("https://college.example/issuers/ler", "did:web:college.example:issuers:ler");

        using var document = JsonDocument.Parse(await serve.Public.GetStringAsync("/issuers/ler/did.json"));

        Assert.That(document.RootElement.GetProperty("id").GetString(), Is.EqualTo("did:web:college.example:issuers:ler"));
    }

    [TestCase("/status/1.json")]
    [TestCase("/issuers/ler/status/1.json")]
    public async Task A_status_list_is_served_with_and_without_the_path_of_the_base_url(string path)
    {
        await using var serve = await ServeDriver.StartAsync("https://college.example/issuers/ler");
        await WriteListAsync(serve, "{}");

        var response = await serve.Public.GetAsync(path);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/vc"));
    }

    [TestCase("/run-manifest.jwt")]
    [TestCase("/issuers/ler/run-manifest.jwt")]
    public async Task An_auditor_fetches_which_manifest_is_the_newest(string path)
    {
        await using var serve = await ServeDriver.StartAsync("https://college.example/issuers/ler");
        var before = await serve.Public.GetAsync(path);
        await File.WriteAllTextAsync(Path.Combine(serve.Folder, "data", "public", "run-manifest.jwt"), "a.b.c");

        var response = await serve.Public.GetAsync(path);

        Assert.That(before.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/jwt"));
        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("a.b.c"));
    }

    [Test]
    public async Task A_list_that_has_not_changed_is_not_sent_again()
    {
        await using var serve = await ServeDriver.StartAsync();
        await WriteListAsync(serve, "{}");
        var tag = (await serve.Public.GetAsync("/status/1.json")).Headers.ETag;

        var same = await AskAgainAsync(serve, tag);
        await WriteListAsync(serve, "{ }");
        var changed = await AskAgainAsync(serve, tag);

        Assert.That(same.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("/status/2.json")]
    [TestCase("/status/0.json")]
    [TestCase("/status/..%2f..%2flerbridge.db")]
    [TestCase("/status/1.json.new")]
    [TestCase("/api/runs")]
    [TestCase("/")]
    public async Task Nothing_else_is_public(string path)
    {
        await using var serve = await ServeDriver.StartAsync();
        await WriteListAsync(serve, "{}");

        Assert.That((await serve.Public.GetAsync(path)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static Task<HttpResponseMessage> AskAgainAsync(ServeDriver serve, EntityTagHeaderValue? tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/status/1.json");
        request.Headers.IfNoneMatch.Add(tag ?? throw new InvalidOperationException("There was no tag."));
        return serve.Public.SendAsync(request);
    }

    private static async Task WriteListAsync(ServeDriver serve, string content)
    {
        var folder = Path.Combine(serve.Folder, "data", "public", "status");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "1.json"), content);
    }
}
