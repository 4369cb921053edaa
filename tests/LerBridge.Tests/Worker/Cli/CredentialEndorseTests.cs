using System.Text.Json.Nodes;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>Endorsing others, and carrying what others say of the issuer.</summary>
internal sealed class CredentialEndorseTests : IDisposable
{
    private const string Partner = "did:web:partner.example";

    private readonly CommandLineDriver cli = new();

    public CredentialEndorseTests() => this.Settings("did:web:ler.college.example");

    public void Dispose() => this.cli.Dispose();

    [Test]
    public async Task An_endorsement_verifies_and_the_same_words_for_the_same_thing_are_the_same_endorsement()
    {
        await this.EndorseAsync(0, Partner, "--name", "In good standing", "--comment", "Reviewed.", "--valid-until", "2099-06-30", "--out", "first.json");
        await this.EndorseAsync(0, Partner, "--name", "In good standing", "--out", "second.json");
        await this.EndorseAsync(0, "https://partner.example/achievements/welding", "--name", "In good standing", "--out", "other.json");

        var ids = new[] { "first.json", "second.json", "other.json" }.Select(file => this.Read(file)["id"]!.GetValue<string>()).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ids[1], Is.EqualTo(ids[0]));
            Assert.That(ids[2], Is.Not.EqualTo(ids[0]));
            Assert.That(this.Read("first.json")["credentialSubject"]!["id"]!.GetValue<string>(), Is.EqualTo(Partner));
            Assert.That(this.Read("first.json")["validUntil"]!.GetValue<string>(), Is.EqualTo("2099-06-30T23:59:59Z"));
        }

        await this.RunAsync(0, "status", "publish");
        await this.RunAsync(0, "credential", "verify", "first.json", "second.json", "other.json");
    }

    [TestCase("no uri", "--name", "X")]
    [TestCase("did:web:partner.example", "--name", "undefined")]
    [TestCase("did:web:partner.example", "--comment", "without a name")]
    public async Task What_cannot_be_signed_is_wrong_usage(string uri, params string[] more)
    {
        await this.EndorseAsync(2, [uri, .. more]);
    }

    [Test]
    public async Task What_is_said_of_the_issuer_stands_in_what_it_signs_and_what_is_said_of_another_is_refused()
    {
        await this.EndorseAsync(0, Partner, "--name", "In good standing", "--out", "endorsement.json");
        await this.EndorseAsync(0, "did:web:other.example", "--name", "In good standing", "--out", "of-another.json");
        var changed = this.Read("endorsement.json");
        changed["name"] = "In very good standing";
        this.cli.Write("changed.json", changed.ToJsonString());

        this.Settings(Partner, "./endorsement.json");
        await this.RunAsync(0, "status", "publish");
        this.Settings(Partner, "./of-another.json");
        await this.RunAsync(2, "status", "publish");
        Assert.That(this.cli.Error, Does.Contain("LB2024").And.Contain("another than the issuer"));
        this.Settings(Partner, "./changed.json");
        await this.RunAsync(2, "status", "publish");
        Assert.That(this.cli.Error, Does.Contain("LB2024").And.Contain("not right"));
        this.Settings(Partner, "./nowhere.json");
        await this.RunAsync(2, "status", "publish");
        Assert.That(this.cli.Error, Does.Contain("LB2024").And.Contain("cannot be read"));
    }

    private Task EndorseAsync(int expected, params string[] arguments) => this.RunAsync(expected, ["credential", "endorse", .. arguments]);

    private async Task RunAsync(int expected, params string[] arguments)
    {
        var code = await this.cli.RunAsync([.. arguments, "--config", "appsettings.json"]);
        Assert.That(code, Is.EqualTo(expected), this.cli.Out + this.cli.Error);
    }

    private JsonObject Read(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(this.cli.Folder, name)))!.AsObject();

    private void Settings(string did, params string[] endorsements) => this.cli.Write("appsettings.json", new JsonObject
    {
        ["LerBridge"] = new JsonObject
        {
            ["Issuer"] = new JsonObject
            {
                ["Did"] = did,
                ["Name"] = "Example College",
                ["KeyPassphrase"] = "correct horse battery",
                ["Endorsements"] = new JsonArray([.. endorsements.Select(file => (JsonNode?)file)]),
            },
        },
    }.ToJsonString());
}
