using System.Security.Cryptography;
using LerBridge.Core.Settings;
using LerBridge.Credentials.JsonLd;

namespace LerBridge.Worker.Settings;

/// <summary>JSON-LD contexts that a site adds to those that are shipped, so that credentials of others which use them can be verified. Each is pinned by its hash.</summary>
internal static class ContextSettings
{
    /// <summary>The largest of the shipped ones has 30 KB.</summary>
    private const int MaxBytes = 1024 * 1024;

    /// <returns>The file of each context by its URL.</returns>
    public static IReadOnlyDictionary<string, string> Read(SettingsSection root)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var section in root.List("Contexts"))
        {
            var url = section.RequiredUrl("Url").OriginalString;
            var file = section.FilePath("File");
            var expected = section.RequiredText("Sha256");
            if (file is null)
            {
                section.Report("File", "LB2006", $"{section.Path}:File is required.", "Name the file that holds the context.");
            }
            else if (EmbeddedContexts.Manifest.Any(shipped => shipped.Url == url))
            {
                section.Report("Url", "LB2023", $"The context {url} is shipped with LerBridge and cannot be replaced.", "Take the entry out.");
            }
            else if (WhyNot(file, expected) is { } why)
            {
                section.Report("File", "LB2023", why, "Get the context from its publisher, look at it, and write down the SHA-256 of the file.");
            }
            else if (!files.TryAdd(url, file))
            {
                section.Report("Url", "LB2023", $"The context {url} stands twice.", "Keep one of them.");
            }
        }

        return files;
    }

    private static string? WhyNot(string file, string expected)
    {
        try
        {
            if (new FileInfo(file).Length > MaxBytes)
            {
                return $"The context {file} has more than {MaxBytes:#,0} bytes.";
            }

            return string.Equals(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))), expected.Trim(), StringComparison.OrdinalIgnoreCase)
                ? null
                : $"The context {file} is not the one that was pinned: its SHA-256 is another.";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"The context {file} cannot be read: {problem.Message}";
        }
    }
}
