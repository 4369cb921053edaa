using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Mapping.Reading;

/// <summary>Did-you-mean for files: what somebody who names a sheet or a sample that is not there may have meant.</summary>
internal static class NearFile
{
    /// <summary>What to try; null where nothing is near.</summary>
    /// <param name="files">The files that are there.</param>
    /// <param name="mappingFile">The mapping that names the file.</param>
    /// <param name="path">The file as it is named.</param>
    public static string? Of(IMappingFiles files, string mappingFile, string path)
    {
        var forward = path.Replace('\\', '/');
        var there = files.Beside(mappingFile);
        return there.Contains(forward) ? forward
            : (Suggestion.Meant(forward, there) ?? Elsewhere(forward, there)) is { } meant ? $"did you mean {meant}?"
            : forward != path ? forward
            : null;
    }

    // the right name in another folder, or nearly
    private static string? Elsewhere(string path, IReadOnlyCollection<string> there)
    {
        var names = there.GroupBy(NameOf, StringComparer.Ordinal).Where(group => group.Count() == 1).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return Suggestion.Meant(NameOf(path), names.Keys) is { } name ? names[name]
            : Suggestion.Meant(Path.ChangeExtension(path, null), there.Select(file => Path.ChangeExtension(file, null))) is { } stem ? there.First(file => Path.ChangeExtension(file, null) == stem)
            : null;
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
