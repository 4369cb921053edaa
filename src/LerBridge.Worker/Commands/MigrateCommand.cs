using System.CommandLine;
using LerBridge.Core.Diagnostics;
using LerBridge.Storage;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>migrate</c>: brings the ledger to the schema of this version. Every verb that opens the ledger does so too; this one does nothing else.</summary>
internal static class MigrateCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var config = Options.Config();
        var output = Options.Output();
        var dryRun = new Option<bool>("--dry-run") { Description = "Prints the SQL that would be run, and runs nothing." };
        var verb = new Verb(
            "migrate",
            "Makes the ledger, or brings it to the schema of this version. Done again, it changes nothing.",
            "migrate",
            "migrate --dry-run",
            "migrate --config /etc/lerbridge/appsettings.json")
        { dryRun, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            if (result.GetValue(dryRun))
            {
                var options = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Running).Options;
                Tell(surroundings.Terminal, await Ledger.PendingAsync(options.Storage, surroundings.Time, cancellationToken), result.IsJson(output));
                return ExitCode.Done;
            }

            await using var bridge = await Composition.OpenAsync(surroundings, result.GetValue(config), cancellationToken);
            var folder = bridge.Options.DataDirectory;
            surroundings.Terminal.Output.WriteLine(result.IsJson(output) ? PlaceJson.Ledger(folder) : $"The ledger {bridge.Ledger.Place} has the schema of this version.");
            return ExitCode.Done;
        });
        return verb;
    }

    private static void Tell(Terminal terminal, IReadOnlyList<PendingScript> scripts, bool json)
    {
        if (json)
        {
            terminal.Output.WriteLine(PlaceJson.Pending(scripts));
            return;
        }

        foreach (var script in scripts)
        {
            terminal.Output.WriteLine($"-- {script.Name}, SHA-256 {script.Checksum}");
            terminal.Output.WriteLine(script.Sql);
        }

        terminal.Error.WriteLine(scripts.Count == 0 ? "The ledger has the schema of this version; nothing would be run." : $"{Counted.Of(scripts.Count, "script")} would be run, in one transaction. Nothing was.");
    }
}
