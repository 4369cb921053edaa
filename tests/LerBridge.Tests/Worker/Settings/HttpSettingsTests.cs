using System.Text.Json.Nodes;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Settings;

internal sealed class HttpSettingsTests : IDisposable
{
    private readonly SettingsFile file = new();

    public void Dispose() => this.file.Dispose();

    [Test]
    public void The_admin_listener_requires_a_token_on_loopback_too()
    {
        this.file["Http"] = JsonNode.Parse("""{ "AdminUrls": "http://127.0.0.1:8081" }""");

        Assert.That(this.file.Problems().Single().Message, Does.Contain("ApiToken is required"));
    }

    [TestCase("http://0.0.0.0:8081")]
    [TestCase("http://*:8081")]
    [TestCase("http://ler.college.example:8081")]
    public void The_admin_listener_takes_its_token_on_loopback_only(string address)
    {
        this.file["Http"] = new JsonObject { ["AdminUrls"] = address, ["ApiToken"] = "secret" };

        Assert.That(this.file.Problems().Single().Code, Is.EqualTo("LB2009"));
    }

    [Test]
    public void Public_documents_may_be_served_on_any_address()
    {
        this.file["Http"] = new JsonObject { ["PublicUrls"] = "http://0.0.0.0:8080; http://[::1]:9090", ["AdminUrls"] = "http://localhost:8081", ["ApiToken"] = "secret" };

        var http = this.file.Read().Http;

        Assert.That(http.PublicUrls, Is.EqualTo(new[] { "http://0.0.0.0:8080", "http://[::1]:9090" }));
        Assert.That(http.AdminUrls, Is.EqualTo(new[] { "http://localhost:8081" }));
    }

    [TestCase("8080")]
    [TestCase("https://127.0.0.1:8443")]
    [TestCase("http://127.0.0.1:8080/path")]
    public void What_is_no_address_to_listen_on_is_refused(string address)
    {
        this.file["Http"] = new JsonObject { ["PublicUrls"] = address };

        Assert.That(this.file.Problems().Single().Code, Is.EqualTo("LB2016"));
    }

    [Test]
    public void A_public_base_url_in_the_clear_is_refused_outside_loopback()
    {
        this.file["Http"] = new JsonObject { ["PublicBaseUrl"] = "http://ler.college.example" };

        Assert.That(this.file.Problems().Single().Code, Is.EqualTo("LB2009"));
    }
}
