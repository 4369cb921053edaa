using System.Data.Common;
using LerBridge.Core.Settings;

namespace LerBridge.Worker.Settings;

/// <summary>Where the ledger is kept.</summary>
/// <param name="ConnectionString">A connection string of SQLite with a full path; null for the ledger's own file in the data directory.</param>
internal sealed record LedgerSettings(string? ConnectionString)
{
    private const string FileKey = "Data Source";

    public static LedgerSettings Read(SettingsSection root, string directory)
    {
        if (root.Section("Storage") is not { } section)
        {
            return new LedgerSettings(ConnectionString: null);
        }

        var provider = section.Choice("Provider", "Sqlite", "Sqlite", "PostgreSql", "SqlServer");
        var text = section.Text("ConnectionString");
        if (provider == "Sqlite")
        {
            return new LedgerSettings(text is null ? null : Resolved(section, text, directory));
        }

        section.Report("Provider", "LB2013", $"{provider} is not built yet: this version keeps its ledger in SQLite.", "Write \"Sqlite\", or leave Storage out.");
        return new LedgerSettings(ConnectionString: null);
    }

    private static string? Resolved(SettingsSection section, string text, string directory)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text.Contains('=', StringComparison.Ordinal) ? text : $"{FileKey}={text}" };
            if (parts.TryGetValue(FileKey, out var file) && file is string { Length: > 0 } name && !name.Contains(":memory:", StringComparison.OrdinalIgnoreCase))
            {
                parts[FileKey] = Path.GetFullPath(name, directory);
                return parts.ConnectionString;
            }
        }
        catch (ArgumentException)
        {
            // Told below.
        }

        section.Report("ConnectionString", "LB2018", $"{section.Path}:ConnectionString names no file for SQLite to keep the ledger in.", "Leave it out for lerbridge.db in DataDirectory, or write \"Data Source=\" and a path.");
        return null;
    }
}
