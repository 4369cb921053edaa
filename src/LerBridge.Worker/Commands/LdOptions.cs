using System.CommandLine;
using System.Text.Json.Nodes;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Proofs;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary>What the verbs of the linked-data engine share: the options of a question, as switches.</summary>
internal sealed class LdOptions
{
    private readonly Option<string?> start = new("--base") { HelpName = "IRI", Description = "The base of relative references." };
    private readonly Option<string?> context = new("--context") { HelpName = "FILE", Description = "A context to expand with." };
    private readonly Option<string?> mode = new("--mode") { HelpName = "json-ld-1.1|json-ld-1.0", Description = "The processing mode; json-ld-1.1 without it." };
    private readonly Option<string[]> documents = new("--document") { HelpName = "URL=FILE", Description = "A context that the document names by its URL; may be given several times." };

    public LdOptions()
    {
        this.mode.AcceptOnlyFromAmong("json-ld-1.1", "json-ld-1.0");
        this.documents.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => !ServedFile.HasUrl(token.Value)) is { } wrong)
            {
                result.AddError($"--document takes URL=FILE, and {wrong.Value} names no URL.");
            }
        });
        this.Config.Description = "A settings file, whose contexts are known then.";
    }

    public Option<string?> Config { get; } = Options.Config();

    public Option<string> Output { get; } = Options.Output("json prints the answer as ld batch does.");

    public void AddProcessingTo(Command verb)
    {
        verb.Options.Add(this.start);
        verb.Options.Add(this.context);
        verb.Options.Add(this.mode);
    }

    public void AddDocumentsTo(Command verb)
    {
        verb.Options.Add(this.documents);
        verb.Options.Add(this.Config);
        verb.Options.Add(this.Output);
    }

    /// <summary>Writes what was given as the options of a question.</summary>
    public void AddTo(JsonObject options, ParseResult result, Surroundings surroundings)
    {
        Add(options, "base", result.GetValue(this.start));
        Add(options, "expandContext", result.GetValue(this.context) is { } given ? Path.GetFullPath(given, surroundings.Directory) : null);
        Add(options, "processingMode", result.GetValue(this.mode));
        if (result.GetValue(this.documents) is { Length: > 0 } served)
        {
            var map = new JsonObject();
            foreach (var one in served.Select(text => ServedFile.Parse(text, surroundings.Directory)))
            {
                map[one.Url ?? string.Empty] = one.Path;
            }

            options["documents"] = map;
        }
    }

    /// <summary>The engine, with the site's contexts where settings are named.</summary>
    public LdOperations Operations(ParseResult result, Surroundings surroundings) => new(
        LdProofs.Operations,
        result.GetValue(this.Config) is { } file ? new EmbeddedContexts(Composition.ReadSite(surroundings, file, SettingsUse.Reading).Options.Contexts) : null);

    public static void Add(JsonObject options, string name, string? value)
    {
        if (value is not null)
        {
            options[name] = value;
        }
    }
}
