using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Samples;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Commands;

/// <summary>Where golden samples lie: beside the mapping, else in MappingsDirectory.</summary>
internal static class SampleFiles
{
    /// <summary>The samples of a mapping; null where it has none.</summary>
    public static SampleSheet? Of(Site site, MappingPlan plan) => SampleSheet.Of(plan, Directory(site, plan));

    /// <summary>Stops where a file of samples cannot be used.</summary>
    /// <exception cref="MappingException">Something in it is wrong.</exception>
    public static void Sound(IReadOnlyList<CompileResult> mappings, IEnumerable<SampleSheet> sheets)
    {
        var wrong = sheets.Where(sheet => sheet.HasErrors).ToArray();
        if (wrong.Length > 0)
        {
            throw new MappingException(new CatalogResult(
                [.. mappings, .. wrong.Select(sheet => new CompileResult { File = sheet.Name, Plan = null, Diagnostics = sheet.Problems, Text = sheet.Text })],
                [.. wrong.SelectMany(sheet => sheet.Problems)]));
        }
    }

    /// <summary>Writes the samples of a mapping, in one step.</summary>
    /// <returns>The file, as it is to be shown.</returns>
    public static string Write(Site site, MappingPlan plan, IEnumerable<GoldenSample> samples)
    {
        var directory = Directory(site, plan);
        var file = Path.Combine(directory, SampleSheet.PathOf(plan.Id));
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file) ?? directory);
        var text = SampleSheet.Write(plan, samples);
        if (File.Exists(file))
        {
            MappingFiles.Replace(file, text);
        }
        else
        {
            using var writer = new StreamWriter(new FileStream(file, FileMode.CreateNew));
            writer.Write(text);
        }

        return $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(directory))}/{SampleSheet.PathOf(plan.Id)}";
    }

    private static string Directory(Site site, MappingPlan plan)
    {
        var beside = Path.IsPathRooted(plan.File) ? Path.GetDirectoryName(plan.File) : null;
        return beside is not null && File.Exists(Path.Combine(beside, SampleSheet.PathOf(plan.Id))) ? beside : Path.GetFullPath(site.Options.MappingsDirectory);
    }
}
