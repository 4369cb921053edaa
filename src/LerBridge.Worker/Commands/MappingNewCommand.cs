using System.CommandLine;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Drafting;
using LerBridge.Core.Mapping.Schema;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>mapping new</c>: begins a mapping from a stream and a profile. Never overwrites a file.</summary>
internal static class MappingNewCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var stream = new Option<string>("--stream") { HelpName = "CONNECTOR/STREAM", Description = "What it reads, as in canvas-main/course_completions.", Required = true };
        var profile = new Option<string>("--profile") { HelpName = "PROFILE", Description = $"What it issues: {string.Join(", ", MappingDraft.Profiles)}.", Required = true };
        var id = new Option<string>("--id") { HelpName = "NAME", Description = "Its id: lower-case letters, digits and dashes. It never changes.", Required = true };
        var title = new Option<string?>("--title") { HelpName = "TEXT", Description = "What a person calls it." };
        var owner = new Option<string?>("--owner") { HelpName = "TEXT", Description = "Who answers questions about it." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb(
            "new",
            "Begins a mapping: a complete picture of the credential with holes where only you know what belongs there. Never overwrites a file.",
            "mapping new --stream canvas-main/course_completions --profile ob3@3.0.3 --id nursing-courses",
            "mapping new --stream workday/position_history --profile employment@1 --id positions --owner hr@college.example")
        {
            stream, profile, id, title, owner, config, output,
        };
        verb.Does((result, _) =>
        {
            var site = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Authoring);
            if ((result.GetValue(stream) ?? string.Empty).Split('/') is not [var connector, var name])
            {
                throw new UsageException("--stream names a connector and a stream, as in canvas-main/course_completions. See both with: lerbridge source schema CONNECTOR");
            }

            var schema = Streams.Find(site.Connector(connector), name);
            var asked = result.GetValue(profile) ?? string.Empty;
            if (!MappingDraft.Profiles.Contains(asked))
            {
                var nearest = Suggestion.Nearest(asked, MappingDraft.Profiles);
                throw new UsageException($"There is no profile \"{asked}\". {(nearest is null ? $"There are: {string.Join(", ", MappingDraft.Profiles)}." : $"Did you mean \"{nearest}\"?")}");
            }

            var file = NewFile(site, Id(result.GetValue(id) ?? string.Empty));
            var text = MappingDraft.Write(new DraftRequest
            {
                Id = Path.GetFileNameWithoutExtension(file),
                Connector = connector,
                Schema = schema,
                Profile = asked,
                Title = result.GetValue(title),
                Owner = result.GetValue(owner),
                Destinations = [.. site.Options.Destinations.Keys],
                Zone = site.Options.TimeZone.Id,
            });
            WriteNew(file, text);
            WriteSchema(site);
            var shown = Path.GetRelativePath(surroundings.Directory, file);
            var left = text.Split('\n').Count(line => line.Contains(": " + MappingDraft.Hole, StringComparison.Ordinal));
            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(FileJson.Write("lerbridge/new-mapping/v1", [new FileJson.Item(shown, true)]));
                return Task.FromResult(ExitCode.Done);
            }

            surroundings.Terminal.Output.WriteLine($"{shown} is begun; {Counted.Of(left, "place")} in it {(left == 1 ? "is" : "are")} yours to fill in, marked {MappingDraft.Hole}.");
            surroundings.Terminal.Output.WriteLine($"next: {Invocation.Of(surroundings)} mapping check {shown}");
            return Task.FromResult(ExitCode.Done);
        });
        return verb;
    }

    private static string Id(string id) => id.Length is > 0 and <= 64 && char.IsAsciiLetterLower(id[0]) && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        ? id
        : throw new UsageException($"\"{id}\" cannot be the id of a mapping: lower-case letters, digits and dashes, as in nursing-courses.");

    private static string NewFile(Site site, string id)
    {
        if (site.Mappings.FirstOrDefault(plan => plan.Id == id) is { } taken)
        {
            throw new UsageException($"The id \"{id}\" belongs to {taken.File} already.");
        }

        return Path.Combine(site.Options.MappingsDirectory, id + ".yaml");
    }

    private static void WriteNew(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? ".");
        try
        {
            using var stream = new StreamWriter(new FileStream(file, FileMode.CreateNew));
            stream.Write(text);
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new UsageException($"{file} is there already; nothing was written. Choose another --id.");
        }
    }

    // what editors complete by, beside the mappings; one that is there stays
    private static void WriteSchema(Site site)
    {
        var file = Path.Combine(site.Options.MappingsDirectory, MappingSchema.FileName);
        if (!File.Exists(file))
        {
            File.WriteAllText(file, MappingSchema.Write());
        }
    }
}
