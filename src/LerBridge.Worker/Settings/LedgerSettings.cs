using System.Data.Common;
using LerBridge.Core.Settings;
using LerBridge.Storage;

namespace LerBridge.Worker.Settings;

/// <summary>Where the ledger is kept.</summary>
/// <param name="Provider">The kind of database.</param>
/// <param name="ConnectionString">How it is reached; for SQLite with a full path, or null for the ledger's own file in the data directory.</param>
internal sealed record LedgerSettings(LedgerProvider Provider, Secret? ConnectionString)
{
    private const string FileKey = "Data Source";

    /// <summary>What opens it.</summary>
    public StorageOptions Of(string dataDirectory) => new() { DataDirectory = dataDirectory, Provider = this.Provider, ConnectionString = this.ConnectionString?.Reveal() };

    public static LedgerSettings Read(SettingsSection root, string directory)
    {
        if (root.Section("Storage") is not { } section)
        {
            return new LedgerSettings(LedgerProvider.Sqlite, ConnectionString: null);
        }

        var provider = Enum.Parse<LedgerProvider>(section.Choice("Provider", nameof(LedgerProvider.Sqlite), Enum.GetNames<LedgerProvider>()));
        return new LedgerSettings(provider, provider == LedgerProvider.Sqlite ? File(section, directory) : Server(section, provider));
    }

    private static Secret Server(SettingsSection section, LedgerProvider provider)
    {
        var connection = section.RequiredSecret("ConnectionString");
        if (IsLeftOut(section))
        {
            return new Secret(string.Empty);
        }

        if (connection.Reveal().Length > 0 && Ledger.Refusal(provider, connection.Reveal()) is { } refusal)
        {
            section.Report("ConnectionString", "LB2007", $"{section.Path}:ConnectionString {refusal}.", "It is not shown, since it may hold a password. docs/configuration.md has an example.");
        }

        return connection;
    }

    // Who looks at mappings need not be able to read the file.
    private static bool IsLeftOut(SettingsSection section) => section.LeavesSecretsOut && section.Has("ConnectionStringFile");

    private static Secret? File(SettingsSection section, string directory)
    {
        if (section.Secret("ConnectionString")?.Reveal() is not { Length: > 0 } text || IsLeftOut(section))
        {
            return null;
        }

        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text.Contains('=', StringComparison.Ordinal) ? text : $"{FileKey}={text}" };
            if (parts.TryGetValue(FileKey, out var file) && file is string { Length: > 0 } name && !name.Contains(":memory:", StringComparison.OrdinalIgnoreCase))
            {
                parts[FileKey] = Path.GetFullPath(name, directory);
                return new Secret(parts.ConnectionString);
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
