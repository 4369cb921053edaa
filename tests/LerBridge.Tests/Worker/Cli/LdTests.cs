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
}
