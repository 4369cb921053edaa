using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LerBridge.Storage;
using LerBridge.Worker.Backups;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>backup</c>: the whole state of an installation in one file.</summary>
internal static class BackupCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var to = new Option<string?>("--out") { HelpName = "FILE", Description = "The file to make; without it, lerbridge-backup-<time>.zip in the working directory. A file that is there is never written over." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb(
            "backup",
            "Copies ledger, keys and published files into one file, while the service runs. The keys stay encrypted; the people in the ledger do not: keep it as safe as the ledger.",
            "backup",
            "backup --out /backups/lerbridge-monday.zip")
        { to, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            var options = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Running).Options;
            if (options.Storage.Provider != LedgerProvider.Sqlite)
            {
                throw BackupProblem.OnServer("backup");
            }

            var now = surroundings.Time.GetUtcNow();
            var file = Path.GetFullPath(result.GetValue(to) ?? $"lerbridge-backup-{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.zip", surroundings.Directory);
            if (Path.Exists(file))
            {
                throw new UsageException($"{file} is there already. Name another file with --out.");
            }

            var manifest = await BackupWriter.WriteAsync(options, file, now, cancellationToken);
            surroundings.Terminal.Output.WriteLine(result.IsJson(output)
                ? JsonSerializer.Serialize(new BackupResult("lerbridge/backup-result/v1", "made", file, null, manifest), BackupJson.Relaxed.BackupResult)
                : $"{file} holds {RestoreCommand.Describe(manifest, options.TimeZone)}.");
            surroundings.Terminal.Error.WriteLine("The key passphrase, the settings and the mappings are not in it: keep copies of them elsewhere. \"restore FILE --check\" tells whether it can be put back.");
            return ExitCode.Done;
        });
        return verb;
    }
}
