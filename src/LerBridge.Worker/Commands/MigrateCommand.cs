using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary><c>migrate</c>: brings the ledger to the schema of this version. Every verb that opens the ledger does so too; this one does nothing else.</summary>
internal static class MigrateCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("migrate", "Makes the ledger, or brings it to the schema of this version. Done again, it changes nothing.", "migrate", "migrate --config /etc/lerbridge/appsettings.json") { config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.OpenAsync(surroundings, result.GetValue(config), cancellationToken);
            var folder = bridge.Options.DataDirectory;
            surroundings.Terminal.Output.WriteLine(result.IsJson(output) ? PlaceJson.Ledger(folder) : $"The ledger in {folder} has the schema of this version.");
            return ExitCode.Done;
        });
        return verb;
    }
}
