using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Credentials;
using LerBridge.Credentials.JsonLd;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Settings;

internal sealed class ContextSettingsTests : IDisposable
{
    private const string Url = "https://other.example/context.jsonld";
    private const string Context = """{"@context":{"Other":"urn:other:Other"}}""";

    private readonly SettingsFile file = new();

    public void Dispose() => this.file.Dispose();

    [Test]
    public void A_context_of_the_site_gives_its_terms_a_meaning()
    {
        this.Write(Url, Context, Hash(Context));

        var contexts = new EmbeddedContexts(this.file.Read().Contexts);

        using var document = JsonDocument.Parse($$"""{"@context":["https://www.w3.org/ns/credentials/v2","{{Url}}"],"id":"urn:x","type":"Other"}""");
        Assert.That(
            Encoding.UTF8.GetString(new Canonicalizers(contexts).Rdfc10(document.RootElement, HashAlgorithmName.SHA256)),
            Is.EqualTo("<urn:x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:other:Other> .\n"));
    }

    [TestCase(Url, "0000", "not the one that was pinned")]
    [TestCase("https://www.w3.org/ns/credentials/v2", null, "cannot be replaced")]
    public void Another_file_and_a_shipped_context_are_refused(string url, string? hash, string why)
    {
        this.Write(url, Context, hash ?? Hash(Context));

        var problem = this.file.Problems().Single();

        Assert.That(problem.Code, Is.EqualTo("LB2023"));
        Assert.That(problem.Message, Does.Contain(why));
    }

    [Test]
    public void A_file_that_is_not_there_is_named()
    {
        this.file["Contexts"] = new JsonArray(new JsonObject { ["Url"] = Url, ["File"] = "missing.jsonld", ["Sha256"] = "00" });

        Assert.That(this.file.Problems().Single().Message, Does.Contain("missing.jsonld"));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private void Write(string url, string context, string hash)
    {
        File.WriteAllText(Path.Combine(this.file.Folder, "other.jsonld"), context);
        this.file["Contexts"] = new JsonArray(new JsonObject { ["Url"] = url, ["File"] = "other.jsonld", ["Sha256"] = hash });
    }
}
