using System.Collections;
using LerBridge.Core.Delivery;
using LerBridge.Core.Settings;
using LerBridge.Delivery;
using LerBridge.Delivery.Folder;
using LerBridge.Delivery.Http;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Delivery;

internal sealed class DestinationCatalogTests
{
    private readonly TemporaryFolder folder = new();

    [TearDown]
    public void RemoveFolder() => this.folder.Dispose();

    [Test]
    public void Kinds_are_the_words_that_settings_use()
    {
        Assert.That(DestinationCatalog.Kinds.Select(kind => kind.Kind), Is.EqualTo(["Folder", "Http"]));
    }

    [Test]
    public void A_folder_needs_a_path()
    {
        var (destination, problems) = this.Create("Folder", """{ "Path": "./out" }""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(problems, Is.Empty);
            Assert.That((destination as FolderDestination)?.Name, Is.EqualTo("there"));
            Assert.That(this.Create("Folder", "{ }").Problems, Is.EqualTo(["LB2006"]));
        }
    }

    [Test]
    public void An_http_destination_reads_all_its_settings()
    {
        File.WriteAllText(this.folder.File("token"), "t0ken\n");

        var (destination, problems) = this.Create("Http", """{ "Url": "https://registry.example/credentials", "BearerTokenFile": "token", "Status": true, "MaxConcurrency": 8, "Timeout": 5, "HonoursIdempotencyKey": false, "AskUrl": "https://registry.example/deliveries/{key}" }""");

        using var http = destination as HttpDestination;
        Assert.That((problems.Length, http?.Takes(DeliveryOperation.Withdraw)), Is.EqualTo((0, (bool?)true)));
        Assert.That((http?.HonoursIdempotencyKey, http?.CanBeAsked), Is.EqualTo(((bool?)false, (bool?)true)));
    }

    [TestCase("""{ }""", "LB2006")]
    [TestCase("""{ "Url": "http://registry.example/credentials" }""", "LB2009")]
    [TestCase("""{ "Url": "https://user:word@registry.example/" }""", "LB2021")]
    [TestCase("""{ "Url": "https://registry.example/", "MaxConcurrency": 0 }""", "LB2007")]
    [TestCase("""{ "Url": "https://registry.example/", "Timeout": "soon" }""", "LB2007")]
    [TestCase("""{ "Url": "https://registry.example/", "Bearer": "x" }""", "LB2005")]
    [TestCase("""{ "Url": "https://registry.example/", "AskUrl": "https://registry.example/{id}" }""", "LB2007")]
    [TestCase("""{ "Url": "https://registry.example/", "AskUrl": "http://registry.example/{key}" }""", "LB2009")]
    [TestCase("""{ "Url": "https://registry.example/", "AskUrl": "/deliveries/{id}/{version}" }""", "LB2008")]
    public void What_is_wrong_with_an_http_destination_is_reported(string settings, string code)
    {
        Assert.That(this.Create("Http", settings).Problems, Is.EqualTo([code]));
    }

    [Test]
    public void Plain_http_is_possible_on_this_machine_only()
    {
        Assert.That(this.Create("Http", """{ "Url": "http://127.0.0.1:9004/credentials" }""").Problems, Is.Empty);
    }

    private (IDestination Destination, string[] Problems) Create(string kind, string section)
    {
        var file = this.folder.File("appsettings.json");
        File.WriteAllText(file, $$"""{ "LerBridge": { "Destinations": { "there": {{section}} } } }""");
        var document = SettingsDocument.Load(file, new Hashtable());
        var (name, settings) = document.Root.Sections("Destinations").Single();
        var destination = DestinationCatalog.Kinds.Single(one => one.Kind == kind).Create(name, settings, new DestinationServices(TimeProvider.System, NullLoggerFactory.Instance));
        try
        {
            document.Finish();
        }
        catch (SettingsException)
        {
        }

        return (destination, [.. document.Problems.Select(problem => problem.Code)]);
    }
}
