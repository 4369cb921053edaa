using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Credentials.JsonLd;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Commands;

/// <summary><c>ld canonicalize|expand|to-rdf|batch</c>: the linked-data engine by itself. Needs no settings and never a network; with <c>--config</c> the site's own contexts are known.</summary>
internal static class LdCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, MaxDepth = LdText.MaxAnswerDepth, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(Surroundings surroundings) => new("ld", "Asks the linked-data engine.")
    {
        Canonicalize(surroundings), Expand(surroundings), ToRdf(surroundings), Batch(surroundings),
    };

    private static Verb Canonicalize(Surroundings surroundings)
    {
        var file = FileArgument("N-Quads (.nq), or JSON-LD, whose every term must then be defined.");
        var hash = new Option<string>("--hash") { HelpName = "SHA-256|SHA-384", Description = "The hash of RDFC-1.0.", DefaultValueFactory = _ => "SHA-256" };
        hash.AcceptOnlyFromAmong("SHA-256", "SHA-384");
        var shared = new LdOptions();
        var verb = new Verb("canonicalize", "Prints the canonical N-Quads of a dataset (RDFC-1.0).", "ld canonicalize dataset.nq", "ld canonicalize credential.json --hash SHA-384") { file, hash };
        shared.AddDocumentsTo(verb);
        verb.Does((result, _) =>
        {
            var path = result.GetValue(file) ?? string.Empty;
            var operation = Path.GetExtension(path) is ".nq" or ".nt" ? "canonicalize" : "safeCanonicalize";
            return Answer(surroundings, result, shared, operation, path, new JsonObject { ["hash"] = result.GetValue(hash) });
        });
        return verb;
    }

    private static Verb Expand(Surroundings surroundings)
    {
        var file = FileArgument("JSON-LD.");
        var shared = new LdOptions();
        var verb = new Verb("expand", "Prints the expanded form of a JSON-LD document.", "ld expand credential.json", "ld expand data.jsonld --base https://college.example/ --context context.jsonld") { file };
        shared.AddProcessingTo(verb);
        shared.AddDocumentsTo(verb);
        verb.Does((result, _) => Answer(surroundings, result, shared, "expand", result.GetValue(file) ?? string.Empty, []));
        return verb;
    }

    private static Verb ToRdf(Surroundings surroundings)
    {
        var file = FileArgument("JSON-LD.");
        var direction = new Option<string?>("--rdf-direction") { HelpName = "i18n-datatype|compound-literal", Description = "How a base direction enters RDF; without it, it does not." };
        direction.AcceptOnlyFromAmong("i18n-datatype", "compound-literal");
        var shared = new LdOptions();
        var verb = new Verb("to-rdf", "Prints a JSON-LD document as N-Quads.", "ld to-rdf credential.json", "ld to-rdf data.jsonld --base https://college.example/ --document https://other.example/context=context.jsonld") { file, direction };
        shared.AddProcessingTo(verb);
        shared.AddDocumentsTo(verb);
        verb.Does((result, _) =>
        {
            var options = new JsonObject();
            LdOptions.Add(options, "rdfDirection", result.GetValue(direction));
            return Answer(surroundings, result, shared, "toRdf", result.GetValue(file) ?? string.Empty, options);
        });
        return verb;
    }

    private static Verb Batch(Surroundings surroundings)
    {
        var shared = new LdOptions();
        var verb = new Verb(
            "batch",
            "Answers questions, one JSON line each, until standard input closes.",
            "ld batch < questions.jsonl",
            "ld batch   then type: {\"id\":1,\"op\":\"jcs\",\"file\":\"x.json\"}")
        {
            shared.Config, Options.Output("Accepted as on every verb; the answers are JSON lines either way."),
        };
        verb.Does(async (result, cancellationToken) =>
        {
            var operations = shared.Operations(result, surroundings);
            var terminal = surroundings.Terminal;
            for (var number = 1; await terminal.Input.ReadLineAsync(cancellationToken) is { } line; number++)
            {
                if (line.Length > 0)
                {
                    await terminal.Output.WriteLineAsync(operations.AnswerLine(line, number));
                    await terminal.Output.FlushAsync(cancellationToken);
                }
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static Argument<string> FileArgument(string description) => new("FILE") { Description = description };

    private static Task<ExitCode> Answer(Surroundings surroundings, ParseResult result, LdOptions shared, string operation, string file, JsonObject options)
    {
        shared.AddTo(options, result, surroundings);
        var json = result.IsJson(shared.Output);
        var answer = shared.Operations(result, surroundings).Answer(operation, Path.GetFullPath(file, surroundings.Directory), JsonSerializer.SerializeToElement(options));
        if (json)
        {
            surroundings.Terminal.Output.WriteLine(LdText.Line(LdText.NoId, answer));
            return Task.FromResult(answer.Ok ? ExitCode.Done : ExitCode.Failures);
        }

        if (!answer.Ok)
        {
            surroundings.Terminal.Error.WriteLine(answer.Code is { } code ? $"{file}: {answer.Error} ({code})" : $"{file}: {answer.Error}");
            return Task.FromResult(ExitCode.Failures);
        }

        if (answer.Output.ValueKind == JsonValueKind.String)
        {
            surroundings.Terminal.Output.Write(answer.Output.GetString());
        }
        else
        {
            surroundings.Terminal.Output.WriteLine(JsonSerializer.Serialize(answer.Output, Indented));
        }

        return Task.FromResult(ExitCode.Done);
    }
}
