using System.Text.Json;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

internal sealed class LdTests : IDisposable
{
    private readonly CommandLineDriver cli = new();

    public void Dispose() => this.cli.Dispose();

    [Test]
    public async Task Batch_answers_every_line_and_a_question_never_ends_it()
    {
        var file = this.cli.Write("x.json", """{ "b": 1.0, "a": "é" }""");
        this.cli.Input = $$"""
            {"id":1,"op":"jcs","file":"{{file}}"}
            this is no JSON
            {"id":3,"op":"frobnicate","file":"{{file}}"}
            {"id":4,"op":"expand","file":"/nowhere.json"}
            {"id":5,"op":"jcs","file":"{{file}}"}
            """;

        var code = await this.cli.RunAsync("ld", "batch");

        var answers = this.cli.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.Zero);
            Assert.That(answers.Select(answer => answer.GetProperty("ok").GetBoolean()), Is.EqualTo(new[] { true, false, false, false, true }));
            Assert.That(answers[0].GetProperty("output").GetString(), Is.EqualTo("""{"a":"é","b":1}"""));
            Assert.That(answers[2].GetProperty("error").GetString(), Is.EqualTo("unsupported"));
        }
    }

    [Test]
    public async Task Canonicalize_takes_n_quads_and_json_ld()
    {
        this.cli.Write("x.nq", "_:b <https://college.example/p> \"1\" .\n");
        this.cli.Write("x.json", """{ "@context": { "p": "https://college.example/p" }, "p": "1" }""");

        await this.cli.RunAsync("ld", "canonicalize", "x.nq");
        var fromQuads = this.cli.Out;
        await this.cli.RunAsync("ld", "canonicalize", "x.json");

        Assert.That(fromQuads, Is.EqualTo("_:c14n0 <https://college.example/p> \"1\" .\n"));
        Assert.That(this.cli.Out, Is.EqualTo(fromQuads));
    }

    [Test]
    public async Task A_file_that_cannot_be_read_ends_in_1_with_a_sentence()
    {
        var code = await this.cli.RunAsync("ld", "expand", "nowhere.json");

        Assert.That(code, Is.EqualTo(1));
        Assert.That(this.cli.Out, Is.Empty);
        Assert.That(this.cli.Error, Does.Contain("nowhere.json"));
    }

    [Test]
    public async Task The_options_of_a_question_are_switches()
    {
        var context = this.cli.Write("c.jsonld", """{ "@context": { "p": { "@id": "urn:p", "@direction": "rtl" } } }""");
        this.cli.Write("x.json", """{ "@context": "https://college.example/c", "@id": "x", "p": "1" }""");
        this.cli.Write("y.json", """{ "@id": "urn:x", "q": "1" }""");
        this.cli.Write("q.jsonld", """{ "@context": { "q": "urn:q" } }""");
        this.cli.Write("old.json", """{ "@context": { "@version": 1.1 }, "urn:p": 1 }""");

        Assert.That(await this.cli.RunAsync("ld", "to-rdf", "x.json", "--base", "https://college.example/", "--document", $"https://college.example/c={context}", "--rdf-direction", "i18n-datatype"), Is.Zero, this.cli.Error);
        Assert.That(this.cli.Out, Is.EqualTo("<https://college.example/x> <urn:p> \"1\"^^<https://www.w3.org/ns/i18n#_rtl> .\n"));
        Assert.That(await this.cli.RunAsync("ld", "to-rdf", "y.json", "--context", "q.jsonld"), Is.Zero, this.cli.Error);
        Assert.That(this.cli.Out, Is.EqualTo("<urn:x> <urn:q> \"1\" .\n"));
        Assert.That(await this.cli.RunAsync("ld", "expand", "old.json", "--mode", "json-ld-1.0"), Is.EqualTo(1));
        Assert.That(this.cli.Error, Does.Contain("processing mode conflict"));
        Assert.That(await this.cli.RunAsync("ld", "expand", "x.json", "--document", "c.jsonld"), Is.EqualTo(2));
    }

    [Test]
    public async Task With_settings_the_contexts_of_the_site_are_known()
    {
        const string Url = "https://college.example/c";
        var context = this.cli.Write("c.jsonld", """{ "@context": { "p": "urn:p" } }""");
        var hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(context)));
        var file = this.cli.Write("x.json", $$"""{ "@context": "{{Url}}", "@id": "urn:x", "p": "1" }""");
        this.cli.Write("appsettings.json", $$"""
            { "LerBridge": { "Issuer": { "Did": "did:web:college.example", "Name": "Example College", "Url": "https://college.example" },
                             "Contexts": [ { "Url": "{{Url}}", "File": "c.jsonld", "Sha256": "{{hash}}" } ] } }
            """);
        this.cli.Input = $$"""{"id":1,"op":"safeCanonicalize","file":"{{file}}"}""" + "\n";

        foreach (var verb in new[] { "canonicalize", "to-rdf" })
        {
            Assert.That(await this.cli.RunAsync("ld", verb, "x.json", "--config", "appsettings.json"), Is.Zero, this.cli.Error);
            Assert.That(this.cli.Out, Is.EqualTo("<urn:x> <urn:p> \"1\" .\n"), verb);
        }

        await this.cli.RunAsync("ld", "batch", "--config", "appsettings.json");
        Assert.That(this.cli.Out, Does.Contain("\"ok\":true"));
        await this.cli.RunAsync("ld", "batch");
        Assert.That(this.cli.Out, Does.Contain("loading remote context failed"));
    }
}
