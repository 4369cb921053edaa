using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LerBridge.Worker.Serving.Reload;

/// <summary>What a folder of mappings looks like from outside: names, sizes and times of everything a mapping can be made of. Looking costs no reading.</summary>
internal static class FolderPrint
{
    private const int Most = 50_000;

    private static readonly HashSet<string> Kinds = new([".yaml", ".yml", ".csv", ".json"], StringComparer.OrdinalIgnoreCase);

    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, MaxRecursionDepth = 8, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.System };

    /// <summary>A hash that differs where something has changed; null where the folder cannot be looked at.</summary>
    public static string? Of(string folder)
    {
        try
        {
            var text = new StringBuilder();
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", Below).Where(file => Kinds.Contains(file.Extension)).Take(Most).OrderBy(file => file.FullName, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"{file.FullName}\n{file.Length} {file.LastWriteTimeUtc.Ticks}\n");
            }

            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            return null;
        }
    }
}
