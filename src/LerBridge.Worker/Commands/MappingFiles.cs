using LerBridge.Core.Mapping;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary>Mapping files as files, for the verbs that need no settings where they are given names.</summary>
internal static class MappingFiles
{
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>The named files, else those of MappingsDirectory: as they are shown, and where they are.</summary>
    public static IReadOnlyList<(string Shown, string Full)> Of(Surroundings surroundings, string? config, string[] names)
    {
        if (names.Length > 0)
        {
            return [.. names.Select(name => (name, Existing(name, surroundings)))];
        }

        var site = Composition.ReadSite(surroundings, config, SettingsUse.Authoring);
        var directory = site.Options.MappingsDirectory;
        IReadOnlyList<(string, string)> files = [.. new MappingDirectory(directory).Mappings.Select(shown => (shown, Path.Combine(directory, Path.GetFileName(shown))))];
        return files.Count > 0 ? files : throw site.NoMapping();
    }

    /// <summary>The text of a file; null where it is no UTF-8.</summary>
    public static string? Read(string full)
    {
        try
        {
            return new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(full));
        }
        catch (System.Text.DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Puts a text in the place of a file in one step: who reads it meanwhile finds the one or the other, whole.</summary>
    public static void Replace(string full, string text)
    {
        var beside = $"{full}.{Environment.ProcessId}.new";
        try
        {
            using (var stream = new StreamWriter(new FileStream(beside, FileMode.CreateNew)))
            {
                stream.Write(text);
            }

            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(beside, File.GetUnixFileMode(full));
            }

            File.Move(beside, full, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static string Existing(string name, Surroundings surroundings)
    {
        var full = Path.GetFullPath(name, surroundings.Directory);
        return !File.Exists(full) ? throw new UsageException($"There is no file {name}.")
            : new FileInfo(full).Length > MostBytes ? throw new UsageException($"{name} is larger than 4 MB; a mapping never is.")
            : File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
    }
}
