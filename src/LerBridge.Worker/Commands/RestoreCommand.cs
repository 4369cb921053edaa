using System.CommandLine;
using System.Text.Json;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Settings;
using LerBridge.Credentials.Keys;
using LerBridge.Storage;
using LerBridge.Worker.Backups;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>restore</c>: puts a backup back, or tells whether it could be.</summary>
internal static class RestoreCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var from = new Argument<string>("FILE") { Description = "A file that \"backup\" made." };
        var check = new Option<bool>("--check") { Description = "Unpacks and looks through everything, and changes nothing." };
        var yes = new Option<bool>("--yes") { Description = "Does not ask; for scripts." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb(
            "restore",
            "Puts ledger, keys and published files of a backup in place. What is there now is put aside, never deleted. The service must be stopped.",
            "restore /backups/lerbridge-monday.zip --check",
            "restore /backups/lerbridge-monday.zip")
        { from, check, yes, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            var options = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Running).Options;
            if (options.Storage.Provider != LedgerProvider.Sqlite)
            {
                throw BackupProblem.OnServer("restore");
            }

            var file = Path.GetFullPath(result.GetValue(from) ?? string.Empty, surroundings.Directory);
            using var restoration = await Restoration.PrepareAsync(options, file, surroundings.Time, cancellationToken);
            var told = Describe(restoration.Manifest, options.TimeZone);
            foreach (var line in Since(restoration.Since))
            {
                surroundings.Terminal.Error.WriteLine(line);
            }

            if (result.GetValue(check))
            {
                Say(surroundings, result.IsJson(output), new BackupResult("lerbridge/backup-result/v1", "sound", file, null, restoration.Manifest) { Since = restoration.Since }, $"{file} is whole and opens with the passphrase of the settings. It holds {told}.");
                return ExitCode.Done;
            }

            if (await LedgerCopy.IsOpenAsync(options.Storage, cancellationToken))
            {
                throw BackupProblem.InUse(options.DataDirectory);
            }

            if (!result.GetValue(yes) && !Agrees(surroundings, told, options.DataDirectory))
            {
                surroundings.Terminal.Error.WriteLine("Nothing was changed.");
                return ExitCode.Usage;
            }

            var aside = restoration.PutInPlace(surroundings.Time.GetUtcNow());
            Say(surroundings, result.IsJson(output), new BackupResult("lerbridge/backup-result/v1", "restored", file, aside, restoration.Manifest) { Since = restoration.Since }, $"{options.DataDirectory} is as it was: {told}.");
            var published = await PublishAsync(surroundings, result.GetValue(config), cancellationToken);
            surroundings.Terminal.Error.WriteLine((aside is null ? string.Empty : $"What was there before is in {aside}. ") + Afterwards(restoration.Manifest, options.TimeZone) + published);
            foreach (var line in ToDo(restoration.Since))
            {
                surroundings.Terminal.Error.WriteLine(line);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    /// <summary>What a backup holds, as half a sentence.</summary>
    public static string Describe(BackupManifest manifest, TimeZoneInfo zone) =>
        $"the state of {LocalTime.Text(manifest.MadeAt, zone)}: {Counted.Of(manifest.Ledger.Credentials, "credential")} in {Counted.Of(manifest.Ledger.Versions, "version")}, {Counted.Of(manifest.Ledger.Runs, "run")}{(manifest.Ledger.LastRun is { } last ? $", the last of {LocalTime.Text(last, zone)}" : string.Empty)}";

    private static bool Agrees(Surroundings surroundings, string told, string directory)
    {
        surroundings.Terminal.Error.Write($"This puts {told} in place of what is in {directory}. Type yes to go on: ");
        return surroundings.Terminal.Input.ReadLine()?.Trim() == "yes";
    }

    // what no ledger can know any more
    private static string Afterwards(BackupManifest manifest, TimeZoneInfo zone) =>
        $"What was issued, corrected or withdrawn after {LocalTime.Text(manifest.MadeAt, zone)} is not known here: the next run decides it again from the sources, under the same ids. What is revoked in the status lists stays revoked, "
        + "and new credentials get their places in a new list. Run \"doctor\", then \"run --all\"; suspend again by hand what was suspended by hand since.";

    // Verifiers read the lists, so they are right before anything else is.
    private static async Task<string> PublishAsync(Surroundings surroundings, string? config, CancellationToken cancellationToken)
    {
        try
        {
            await using var bridge = await Composition.OpenAsync(surroundings, config, cancellationToken);
            await new StatusPublisher(bridge.Services).PublishAsync(force: true, cancellationToken);
            return string.Empty;
        }
        catch (Exception problem) when (problem is BridgeException or SettingsException or KeyFolderException)
        {
            return $" The status lists could not be published, and those of the backup are public: mend that ({problem.Message}) and run \"status publish\" before the web host serves the folder.";
        }
    }

    private static IEnumerable<string> Since(AdoptedLists since)
    {
        if (since.RevokedCount > 0)
        {
            yield return $"Revoked in the public status lists and not in the backup: {Named(since.RevokedCount, since.Revoked)}. Put back as it is, the backup would let them pass again; their places stay set.";
        }

        if (since.SuspendedCount > 0)
        {
            yield return $"Suspended in the public status lists and not in the backup: {Named(since.SuspendedCount, since.Suspended)}. They pass again until they are suspended again.";
        }

        if (since.Unknown > 0)
        {
            yield return $"Set in the public status lists, for credentials that were issued after the backup: {Counted.Of(since.Unknown, "place")}. They stay set.";
        }
    }

    private static IEnumerable<string> ToDo(AdoptedLists since)
    {
        foreach (var id in since.Revoked)
        {
            yield return $"lerbridge credential revoke {id} --reason \"revoked before the ledger was restored\"";
        }

        foreach (var id in since.Suspended)
        {
            yield return $"lerbridge credential suspend {id} --reason \"suspended before the ledger was restored\"";
        }

        if (since.RevokedCount > since.Revoked.Count)
        {
            yield return $"Then \"doctor\" names the next of the {Counted.Of(since.RevokedCount - since.Revoked.Count, "further credential")} to revoke.";
        }
    }

    private static string Named(long count, IReadOnlyList<string> ids) => $"{Counted.Of(count, "credential")} ({string.Join(", ", ids)}{(count > ids.Count ? $" and {count - ids.Count} more" : string.Empty)})";

    private static void Say(Surroundings surroundings, bool json, BackupResult result, string text) =>
        surroundings.Terminal.Output.WriteLine(json ? JsonSerializer.Serialize(result, BackupJson.Relaxed.BackupResult) : text);
}
