using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Tests.Delivery;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>Nights of a site whose credentials are JWTs, from a file of grades to a folder, a registry and verifiers.</summary>
internal sealed class JwtNightTests : IDisposable
{
    private readonly CommandLineDriver cli = new();

    private string Out => Path.Combine(this.cli.Folder, "out");

    private string Lists => Path.Combine(this.cli.Folder, "data", "public", "status");

    public void Dispose() => this.cli.Dispose();

    [TestCase("ObJwt", "application/jwt", "RS256", "JWT")]
    [TestCase("VcJwt", "application/vc+jwt", "ES256", "vc+jwt")]
    public async Task What_is_issued_corrected_and_withdrawn_are_JWTs_in_folder_and_registry_and_verify(string format, string mediaType, string algorithm, string type)
    {
        await using var registry = await Receiver.StartAsync();
        this.WriteSite(format, registry.Url);
        this.Grades("p1,NUR-210,B", "p2,NUR-210,A");

        await this.RunAsync(0, "run", "grades");
        var first = Directory.GetFiles(this.Out, "*.jwt");
        await this.VerifyAsync(0, first);
        var issued = registry.All.ToArray();
        this.Grades("p1,NUR-210,A", "p2,NUR-210,F");
        await this.RunAsync(0, "run", "grades");

        var received = registry.All.Skip(issued.Length).ToArray();
        var corrected = received.Single(one => one.Path == "/credentials");
        var id = Payload(corrected.Body).GetProperty("id").GetString() ?? string.Empty;
        var file = Path.Combine(this.Out, id["urn:uuid:".Length..] + ".jwt");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Has.Length.EqualTo(2));
            Assert.That(Directory.GetFiles(this.Out, "*.json"), Is.Empty);
            Assert.That(issued.Concat([corrected]).Select(one => one.ContentType), Is.All.EqualTo(mediaType));
            Assert.That(Header(corrected.Body), Is.EqualTo((algorithm, type)));
            Assert.That(File.ReadAllBytes(file), Is.EqualTo(corrected.Body));
            Assert.That(Payload(corrected.Body).GetProperty("credentialSubject").GetProperty("term").GetString(), Is.EqualTo("A"));
            Assert.That(received.Single(one => one.Path == "/credentials/status").Body, Is.Not.Empty);
            Assert.That(Directory.GetFiles(this.Lists).Select(Path.GetFileName), Is.SupersetOf(new[] { "1.json", "1.jwt" }));
        }

        this.GiveOut(format);
        await this.VerifyAsync(0, file);
        await this.VerifyAsync(1, first.Single(one => one != file));
        Assert.That(this.cli.Out, Does.Contain("revoked"));

        await this.RunAsync(0, "credential", "show", id);
        Assert.That(this.cli.Out, Does.Contain("Clinical Care").And.Contain(algorithm));
        await this.RunAsync(0, "credential", "show", id, "--output", "json");
        this.cli.Write("shown.json", this.cli.Out);
        Assert.That(JsonNode.Parse(this.cli.Out)?["id"]?.GetValue<string>(), Is.EqualTo($"data:{mediaType},{File.ReadAllText(file)}"));
        await this.VerifyAsync(0, "shown.json");
    }

    [Test]
    public async Task A_site_that_changes_its_form_is_told_which_key_to_make_and_what_it_issued_before_stands()
    {
        await using var registry = await Receiver.StartAsync();
        this.WriteSite("DataIntegrity", registry.Url);
        this.Grades("p1,NUR-210,B", "p2,NUR-210,A");
        await this.RunAsync(0, "run", "grades");
        this.WriteSite("ObJwt", registry.Url);
        this.Grades("p1,NUR-210,A", "p2,NUR-210,A");

        await this.RunAsync(2, "run", "grades");
        Assert.That(this.cli.Error, Does.Contain("LB6110").And.Contain("key new --use jwt --algorithm rsa"));
        await this.RunAsync(2, "key", "new", "--use", "jwt", "--algorithm", "ed25519");
        await this.RunAsync(0, "key", "new", "--use", "jwt", "--algorithm", "p256");
        await this.RunAsync(0, "key", "rotate", "--use", "jwt");
        await this.RunAsync(0, "run", "grades");

        var files = Directory.GetFiles(this.Out, "*.j*").Where(file => Path.GetExtension(file) is ".json" or ".jwt").ToArray();
        Assert.That(files.Select(Path.GetExtension), Is.EquivalentTo(new[] { ".json", ".jwt" }), "the corrected one took the new form, the other stayed");
        await this.VerifyAsync(0, files);
    }

    /// <summary>Leaves what was issued for tests/outside-verifier, where LERBRIDGE_OUTSIDE says.</summary>
    private void GiveOut(string format)
    {
        if (Environment.GetEnvironmentVariable("LERBRIDGE_OUTSIDE") is not { Length: > 0 } outside)
        {
            return;
        }

        var folder = Path.Combine(outside, "site-" + format.ToLowerInvariant());
        Directory.CreateDirectory(Path.Combine(folder, "status"));
        foreach (var file in Directory.GetFiles(this.Out))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        foreach (var file in Directory.GetFiles(this.Lists, "*.jwt"))
        {
            File.Copy(file, Path.Combine(folder, "status", Path.GetFileName(file)), overwrite: true);
        }

        File.Copy(Path.Combine(this.cli.Folder, "data", "public", ".well-known", "did.json"), Path.Combine(folder, "did.json"), overwrite: true);
    }

    private static (string? Algorithm, string? Type) Header(byte[] jwt)
    {
        using var header = JsonDocument.Parse(Segment(jwt, 0));
        return (header.RootElement.GetProperty("alg").GetString(), header.RootElement.GetProperty("typ").GetString());
    }

    private static JsonElement Payload(byte[] jwt)
    {
        using var payload = JsonDocument.Parse(Segment(jwt, 1));
        return payload.RootElement.Clone();
    }

    private static byte[] Segment(byte[] jwt, int index) => Base64Url.DecodeFromChars(Encoding.ASCII.GetString(jwt).Split('.')[index]);

    // A correction within the second of what it corrects is valid from the next one: whoever verifies comes a little later.
    private async Task VerifyAsync(int expected, params string[] files)
    {
        this.cli.Time = new Later();
        await this.RunAsync(expected, ["credential", "verify", .. files]);
        this.cli.Time = TimeProvider.System;
    }

    private async Task RunAsync(int expected, params string[] arguments)
    {
        var code = await this.cli.RunAsync([.. arguments, "--config", "appsettings.json"]);
        Assert.That(code, Is.EqualTo(expected), this.cli.Out + this.cli.Error);
    }

    private void Grades(params string[] rows) => this.cli.Write("drop/grades.csv", $"person,course,grade\n{string.Join('\n', rows)}\n");

    private void WriteSite(string format, Uri registry)
    {
        var settings = new JsonObject
        {
            ["Issuer"] = new JsonObject { ["Did"] = "did:web:ler.college.example", ["Name"] = "Example College", ["KeyPassphrase"] = "correct horse battery", ["Format"] = format },
            ["Connectors"] = new JsonObject
            {
                ["files"] = JsonNode.Parse("""
                    { "Kind": "Delimited", "QuietSeconds": 0, "Directory": "./drop", "Streams": { "grades": { "Files": "grades.csv", "Key": [ "person.id", "site.course" ], "Columns": [
                        { "Field": "person.id", "Source": "person" }, { "Field": "person.sis_id", "Source": "person" }, { "Field": "site.course", "Source": "course" }, { "Field": "site.grade", "Source": "grade" } ] } } }
                    """),
            },
            ["Destinations"] = new JsonObject
            {
                ["folder"] = new JsonObject { ["Kind"] = "Folder", ["Path"] = "./out" },
                ["registry"] = new JsonObject { ["Kind"] = "Http", ["Url"] = registry.ToString(), ["BearerToken"] = "x", ["Status"] = true },
            },
        };
        this.cli.Write("appsettings.json", new JsonObject { ["LerBridge"] = settings }.ToJsonString());
        this.cli.Write("mappings/grades.yaml", $$"""
            lerbridge: mapping/v1
            id: grades
            title: Grades
            owner: registrar@college.example
            source: { connector: files, stream: grades }
            person: { match: [sis_id] }
            when:
              - skip: not passed
                if: = site.grade = "F"
            {{GradesDesk.Issue}}
            allow: { new: true, correct: true, withdraw: true }
            on_change: { changed: correct, no_longer_qualifies: revoke }
            deliver:
              - to: folder
              - to: registry
            """);
    }

    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddSeconds(5);
    }
}
