using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Tests.Credentials;
using LerBridge.Worker;
using LerBridge.Worker.Cli;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>The keys of an issuer over their life, as its administrator handles them.</summary>
internal sealed class KeyTests : IDisposable
{
    private const string Secret = "the passphrase of this test";

    private readonly CommandLineDriver cli = new();

    public KeyTests() => this.Settings(string.Empty);

    private string DidFile => Path.Combine(this.cli.Folder, "data", "public", ".well-known", "did.json");

    public void Dispose() => this.cli.Dispose();

    [Test]
    public async Task Over_a_rotation_what_the_old_key_signed_and_what_the_new_one_signs_verify_with_the_new_document()
    {
        await this.RunAsync(0, "key", "list");
        await this.IssueAsync("before.json");

        var made = await this.KeysAsync("key", "new");
        var published = await File.ReadAllTextAsync(this.DidFile);
        await this.IssueAsync("between.json");
        var rotated = await this.KeysAsync("key", "rotate");
        await this.IssueAsync("after.json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(made.Select(key => key.State), Is.EqualTo(new[] { "active", "next" }));
            Assert.That(published, Does.Contain(made[1].Id), "verifiers know the next key before it signs");
            Assert.That(rotated.Select(key => key.State), Is.EqualTo(new[] { "verify-only", "active" }));
            Assert.That(rotated.Select(key => key.Id), Is.EqualTo(made.Select(key => key.Id)));
            Assert.That(this.SignedBy("before.json"), Is.EqualTo(made[0].Id));
            Assert.That(this.SignedBy("between.json"), Is.EqualTo(made[0].Id));
            Assert.That(this.SignedBy("after.json"), Is.EqualTo(made[1].Id));
            Assert.That(await File.ReadAllTextAsync(this.DidFile), Does.Not.Contain("revoked").And.Not.Contain("expires"));
        }

        await this.RunAsync(0, "credential", "verify", "before.json", "between.json", "after.json", "--config", "appsettings.json");
    }

    [Test]
    public async Task Retiring_leaves_what_was_signed_and_revoking_does_not()
    {
        await this.RunAsync(0, "key", "list");
        await this.IssueAsync("before.json");
        var old = (await this.KeysAsync("key", "new"))[0].Id;
        await this.RunAsync(2, "key", "retire", old);
        Assert.That(this.cli.Error, Does.Contain("LB6108").And.Contain("Rotate"));
        await this.RunAsync(0, "key", "rotate");

        await this.RunAsync(0, "key", "retire", old);
        await this.RunAsync(0, "credential", "verify", "before.json", "--config", "appsettings.json");
        var after = await this.KeysAsync("key", "retire", old, "--revoke");
        await this.RunAsync(1, "credential", "verify", "before.json", "--config", "appsettings.json");

        Assert.That(this.cli.Out, Does.Contain("revoked the key"));
        Assert.That(after.Single(key => key.Id == old).State, Is.EqualTo("revoked"));
    }

    [Test]
    public async Task Keys_for_JWTs_are_apart_from_those_for_proofs()
    {
        await this.RunAsync(0, "key", "new", "--use", "jwt", "--algorithm", "p256");
        var keys = await this.KeysAsync("key", "rotate", "--use", "jwt");

        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(this.DidFile));
        Assert.That(keys.Select(key => (key.Use, key.State)), Is.EquivalentTo(new[] { ("proof", "active"), ("jwt", "active") }));
        Assert.That(document.RootElement.GetProperty("verificationMethod").EnumerateArray().Count(method => method.TryGetProperty("publicKeyJwk", out _)), Is.EqualTo(1));

        var without = await this.KeysAsync("key", "retire", keys.Single(key => key.Use == "jwt").Id.Split('#')[1]);
        Assert.That(without.Single(key => key.Use == "jwt").State, Is.EqualTo("verify-only"));
    }

    [TestCase("LB6108", "key", "rotate")]
    [TestCase("LB6108", "key", "new", "--algorithm", "rsa")]
    [TestCase("no key \"z6MkNone\"", "key", "retire", "z6MkNone")]
    [TestCase("name none under LerBridge:Issuer:Token", "key", "new", "--label", "issuer")]
    public async Task What_cannot_be_done_is_told_and_changes_nothing(string why, params string[] arguments)
    {
        var before = (await this.KeysAsync("key", "list")).Select(key => (key.Id, key.State)).ToArray();

        await this.RunAsync(2, arguments);
        Assert.That(this.cli.Error, Does.Contain(why));

        Assert.That((await this.KeysAsync("key", "list")).Select(key => (key.Id, key.State)), Is.EqualTo(before));
    }

    [Test]
    public async Task There_is_one_next_key_at_a_time()
    {
        await this.RunAsync(0, "key", "new");

        await this.RunAsync(2, "key", "new");

        Assert.That(this.cli.Error, Does.Contain("LB6108").And.Contain("already waiting"));
    }

    [Test]
    public async Task An_issuer_for_older_wallets_keeps_to_Ed25519()
    {
        this.Settings("\"OlderWallets\": true,");

        await this.RunAsync(2, "key", "new", "--algorithm", "p256");
        Assert.That(this.cli.Error, Does.Contain("LB6109"));
        var keys = await this.KeysAsync("key", "new");
        await this.IssueAsync("badge.json");

        Assert.That(keys.Select(key => key.Algorithm), Is.EqualTo(new[] { "ed25519", "ed25519" }));
        await this.RunAsync(0, "credential", "verify", "badge.json", "--config", "appsettings.json");
        Assert.That(await File.ReadAllTextAsync(Path.Combine(this.cli.Folder, "badge.json")), Does.Contain("Ed25519Signature2020"));
    }

    [Test]
    public async Task A_key_that_waits_from_before_does_not_break_the_promise_to_older_wallets()
    {
        await this.RunAsync(0, "key", "new", "--algorithm", "p256");
        this.Settings("\"OlderWallets\": true,");

        await this.RunAsync(2, "key", "rotate");

        Assert.That(this.cli.Error, Does.Contain("LB6109"));
    }

    [Test]
    public async Task With_a_token_the_verb_says_what_is_wrong_with_it_before_anything_is_made()
    {
        this.Settings("\"Token\": { \"Library\": \"./libmissing.so\", \"Label\": \"lerbridge\", \"PinFile\": \"./pin\", \"KeyLabel\": \"issuer\" },");
        this.cli.Write("pin", "493817\n");

        await this.RunAsync(2, "key", "list");

        Assert.That(this.cli.Error, Does.Contain("LB6121").And.Contain("libmissing.so").And.Not.Contain("493817"));
        Assert.That(File.Exists(Path.Combine(this.cli.Folder, "data", "keys", "keys.json")), Is.False);
    }

    private void Settings(string more)
    {
        this.cli.Write("passphrase", Secret + "\n");
        this.cli.Write("appsettings.json", $$"""
            { "LerBridge": { "Issuer": { "Did": "{{Issuing.Did}}", "Name": "Example College", {{more}} "KeyPassphraseFile": "./passphrase" } } }
            """);
    }

    private async Task RunAsync(int expected, params string[] arguments)
    {
        var code = await this.cli.RunAsync(arguments);

        Assert.That(code, Is.EqualTo(expected), $"{string.Join(' ', arguments)}\n{this.cli.Out}{this.cli.Error}");
        Assert.That(this.cli.Out + this.cli.Error, Does.Not.Contain(Secret).And.Not.Contain("PRIVATE KEY"));
    }

    private async Task<IReadOnlyList<Key>> KeysAsync(params string[] arguments)
    {
        await this.RunAsync(0, [.. arguments, "--output", "json"]);
        using var document = JsonDocument.Parse(this.cli.Out);
        return [.. document.RootElement.GetProperty("keys").EnumerateArray().Select(key => new Key(Text(key, "id"), Text(key, "state"), Text(key, "use"), Text(key, "algorithm")))];
    }

    private static string Text(JsonElement key, string member) => key.GetProperty(member).GetString() ?? string.Empty;

    private string SignedBy(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(this.cli.Folder, file)));
        return Text(document.RootElement.GetProperty("proof"), "verificationMethod");
    }

    /// <summary>Issues as a run does, with the settings of the folder.</summary>
    private async Task IssueAsync(string file)
    {
        var terminal = new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null, outputIsTerminal: false, errorIsTerminal: false, colour: false);
        await using var bridge = await Composition.OpenAsync(new Surroundings(terminal, this.cli.Environment, this.cli.Folder, TimeProvider.System), config: null, CancellationToken.None);
        var draft = Issuing.Draft(Issuing.BadgeClaims) with { Status = [] };
        var issued = bridge.Services.Issuer.Issue(draft with { ValidFrom = TimeProvider.System.GetUtcNow().AddMinutes(-1) });
        await File.WriteAllBytesAsync(Path.Combine(this.cli.Folder, file), issued.Document.ToArray());
    }

    private sealed record Key(string Id, string State, string Use, string Algorithm);
}
