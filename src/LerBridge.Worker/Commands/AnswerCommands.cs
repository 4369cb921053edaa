using System.CommandLine;
using LerBridge.Worker.Answers;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary><c>credential explain</c> and <c>credential why-not</c>: where a credential comes from, and why there is none.</summary>
internal static class AnswerCommands
{
    public static Verb Explain(Surroundings surroundings)
    {
        var id = new Argument<string>("ID") { Description = "The credential's id, with or without urn:uuid:." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb(
            "explain",
            "Says where a credential comes from: the record, the line of the mapping behind each claim, rows of tables, key, status places, and every answer of every destination.",
            "credential explain 2f1c…",
            "credential explain urn:uuid:2f1c… --output json")
        {
            id, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.LookAsync(surroundings, result.GetValue(config), cancellationToken);
            var entry = await CredentialCommand.FindAsync(bridge.Register, result.GetValue(id) ?? string.Empty, cancellationToken);
            var explanation = await new Explainer(bridge, id => bridge.Site.Catalog.Mappings.FirstOrDefault(mapping => mapping.Plan?.Id == id)).ExplainAsync(entry.Id, cancellationToken) ?? throw new InvalidOperationException("A credential of the register vanished.");
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(ExplanationJson.Write(explanation, bridge.Services.Secret.Redact));
            }
            else
            {
                ExplanationText.Write(explanation, bridge.Options.TimeZone, surroundings.Terminal);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    public static Verb WhyNot(Surroundings surroundings)
    {
        var person = new Option<string>("--person") { HelpName = "IDENTIFIER", Required = true, Description = "An identifier of the person as the source has it, a record key, or the hash of one." };
        var mapping = new Option<string>("--mapping") { HelpName = "ID", Required = true, Description = "The mapping." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb(
            "why-not",
            "Says why a person has no credential of a mapping: what it makes of each of the person's records that the last run read.",
            "credential why-not --person S1234567 --mapping canvas-courses",
            "credential why-not --person ana@college.example --mapping canvas-courses --output json")
        {
            person, mapping, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.LookAsync(surroundings, result.GetValue(config), cancellationToken);
            var plan = bridge.Site.Mapping(result.GetValue(mapping) ?? string.Empty);
            var answer = await new WhyNot(bridge).AnswerAsync(plan, (result.GetValue(person) ?? string.Empty).Trim(), cancellationToken)
                ?? throw new UsageException($"No run has read anything for {plan.Id} yet. Run it, or plan it: {Invocation.Of(surroundings)} run {plan.Id}");
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(ExplanationJson.Write(answer, ExplanationText.Conclusion(answer, bridge.Options.TimeZone)));
            }
            else
            {
                ExplanationText.Write(answer, bridge.Options.TimeZone, surroundings.Terminal);
            }

            return ExitCode.Done;
        });
        return verb;
    }
}
