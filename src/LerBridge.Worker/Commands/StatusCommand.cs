using System.CommandLine;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary><c>status publish</c>: writes what verifiers need into the public folder.</summary>
internal static class StatusCommand
{
    public static Command Create(Surroundings surroundings) => new("status", "Looks after the public documents.") { Publish(surroundings) };

    private static Verb Publish(Surroundings surroundings)
    {
        var all = new Option<bool>("--all") { Description = "Also those that have not changed and will not run out soon." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("publish", "Writes the DID document and the signed status lists into the public folder.", "status publish", "status publish --all") { all, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.OpenAsync(surroundings, result.GetValue(config), cancellationToken);
            var count = await new StatusPublisher(bridge.Services).PublishAsync(result.GetValue(all), cancellationToken);
            var folder = bridge.Options.PublicFolder;
            var text = count == 0 ? $"Every status list in {folder} is as it should be." : $"Published {count} status list{(count == 1 ? string.Empty : "s")} in {folder}.";
            surroundings.Terminal.Output.WriteLine(result.IsJson(output) ? PlaceJson.Status(folder, count) : text);
            return ExitCode.Done;
        });
        return verb;
    }
}
