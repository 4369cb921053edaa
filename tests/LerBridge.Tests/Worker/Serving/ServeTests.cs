using System.Net;
using System.Text.Json;
using LerBridge.Tests.Worker.Cli;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Serving;

internal sealed class ServeTests
{
    [Test]
    public async Task It_is_live_and_ready_and_says_why()
    {
        await using var serve = await ServeDriver.StartAsync();

        var live = await serve.Public.GetAsync("/health/live");
        var ready = await serve.Public.GetAsync("/health/ready");

        using var document = JsonDocument.Parse(await ready.Content.ReadAsStringAsync());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(live.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(document.RootElement.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("subject").GetString()), Is.EqualTo(new[] { "ledger", "keys", "outbox", "plans", "public documents", "mappings", "folders" }));
        }
    }

    [Test]
    public async Task Without_its_public_documents_it_is_not_ready()
    {
        await using var serve = await ServeDriver.StartAsync();
        File.Delete(Path.Combine(serve.Folder, "data", "public", ".well-known", "did.json"));

        var ready = await serve.Public.GetAsync("/health/ready");

        Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await ready.Content.ReadAsStringAsync(), Does.Contain("not published"));
    }

    [Test]
    public async Task Where_no_lock_can_be_made_it_is_not_ready_and_says_where()
    {
        await using var serve = await ServeDriver.StartAsync();
        var locks = Path.Combine(serve.Folder, "data", "locks");
        Directory.Move(locks, locks + ".away");
        File.WriteAllText(locks, "in the way");

        var ready = await serve.Public.GetAsync("/health/ready");
        File.Delete(locks);
        Directory.Move(locks + ".away", locks);

        Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await ready.Content.ReadAsStringAsync(), Does.Contain("LB8004").And.Contain(locks));
    }

    [Test]
    public async Task Told_to_stop_it_ends_in_good_order_with_130()
    {
        await using var serve = await ServeDriver.StartAsync();

        var code = await serve.StopAsync();

        Assert.That(code, Is.EqualTo(130));
        Assert.That(serve.Errors, Does.Contain("Stopped. The next start goes on from here."));
    }

    [Test]
    public async Task An_address_that_is_taken_is_told_in_one_message()
    {
        await using var other = await ServeDriver.StartAsync();
        using var cli = new CommandLineDriver();
        cli.Write("mappings/.keep", string.Empty);
        cli.Write("appsettings.json", $$"""
            { "LerBridge": {
                "Issuer": { "Did": "did:web:ler.college.example", "Name": "Example College", "KeyPassphrase": "correct horse battery" },
                "Http": { "PublicUrls": "{{other.Public.BaseAddress?.GetLeftPart(UriPartial.Authority)}}" } } }
            """);

        var code = await cli.RunAsync("serve");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(cli.Error, Does.Contain("LB2019").And.Contain("LerBridge:Http").And.Not.Contain("   at "));
    }

    [Test]
    public async Task Wrong_settings_keep_it_from_starting()
    {
        using var cli = new CommandLineDriver();
        cli.Write("appsettings.json", """{ "LerBridge": { "Issuer": { "Did": "did:web:ler.college.example", "Name": "Example College" } } }""");

        var code = await cli.RunAsync("serve");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(cli.Error, Does.Contain("KeyPassphrase").And.Contain("Nothing was started."));
    }
}
