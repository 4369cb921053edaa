using System.CommandLine;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Describing;
using LerBridge.Core.Mapping.Preview;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary><c>mapping describe</c>: the mapping in plain English, and the English difference of two versions.</summary>
internal static class MappingDescribeCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var name = new Argument<string>("FILE|ID") { Description = "A mapping file or id." };
        var from = new Option<string?>("--from") { HelpName = "OLDFILE", Description = "An earlier version: says what differs. Its tables are those beside it, else those of MappingsDirectory." };
        var since = new Option<string?>("--since") { HelpName = "COMMIT|DATE", Description = "An earlier version by git, tables included: a commit, tag or branch, or a day as in 2026-09-01." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb(
            "describe",
            "Says in plain English what a mapping does, for faculty and counsel; or what has changed since an earlier version.",
            "mapping describe canvas-courses",
            "mapping describe mappings/canvas-courses.yaml --from old/canvas-courses.yaml",
            "mapping describe canvas-courses --since 2026-09-01")
        {
            name, from, since, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            var (old, revision) = (result.GetValue(from), result.GetValue(since));
            if (old is not null && revision is not null)
            {
                throw new UsageException("Choose one of --from and --since.");
            }

            var site = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Authoring);
            var mapping = ChosenMappings.Sound(site, result.GetValue(name) ?? string.Empty, surroundings);
            var now = MappingDescriber.Of(mapping);
            var was = old is not null ? FromFile(site, old, surroundings)
                : revision is not null ? await FromGitAsync(site, mapping, revision, surroundings, cancellationToken)
                : null;
            var writer = surroundings.Terminal.Output;
            if (result.IsJson(output))
            {
                writer.WriteLine(DescriptionJson.Write(mapping.Plan?.Id ?? string.Empty, now, was));
            }
            else if (was is null)
            {
                writer.Write(DescriptionText.Write(now));
            }
            else
            {
                WriteDifference(was, now, old ?? revision ?? string.Empty, writer);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static void WriteDifference(Description was, Description now, string from, TextWriter writer)
    {
        var changes = DescriptionDifference.Between(was, now);
        if (changes.Count > 0)
        {
            writer.WriteLine($"{now.Title}: what has changed since {from}.");
            writer.WriteLine();
            writer.Write(DescriptionText.Write(changes));
        }
        else
        {
            writer.WriteLine(was.Hash == now.Hash ? $"{now.Title}: nothing has changed since {from}." : $"{now.Title}: it is written otherwise than in {from}, but says the same.");
        }
    }

    private static Description FromFile(Site site, string old, Surroundings surroundings)
    {
        var full = Path.GetFullPath(old, surroundings.Directory);
        if (!File.Exists(full))
        {
            throw new UsageException($"There is no file {old}.");
        }

        var context = ChosenMappings.Context(site) with { Files = new DraftFiles(Path.GetDirectoryName(full) ?? ".", site.Options.MappingsDirectory) };
        return Sound(ChosenMappings.Named(old, surroundings, context));
    }

    private static async Task<Description> FromGitAsync(Site site, CompileResult mapping, string revision, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var file = Path.GetFullPath(mapping.File, mapping.File.StartsWith(Path.GetFileName(site.Options.MappingsDirectory) + "/", StringComparison.Ordinal) ? Path.GetDirectoryName(site.Options.MappingsDirectory) ?? "." : surroundings.Directory);
        using var past = await PastFolder.AtAsync(Path.GetDirectoryName(file) ?? ".", revision, cancellationToken);
        var then = Path.Combine(past.Folder, Path.GetFileName(file));
        if (!File.Exists(then))
        {
            throw new UsageException($"{Path.GetFileName(file)} was not there yet at {revision}.");
        }

        var compiled = MappingCatalog.LoadFile(then, ChosenMappings.Context(site) with { Files = new MappingDirectory(past.Folder) });
        return Sound(compiled with { Diagnostics = [.. compiled.Diagnostics.Select(diagnostic => diagnostic with { File = diagnostic.File.Replace(past.Folder, revision, StringComparison.Ordinal) })] });
    }

    private static Description Sound(CompileResult mapping) =>
        mapping.HasErrors ? throw new MappingException(new CatalogResult([mapping], mapping.Diagnostics)) : MappingDescriber.Of(mapping);
}
