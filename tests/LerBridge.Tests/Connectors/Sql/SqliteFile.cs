using Microsoft.Data.Sqlite;

namespace LerBridge.Tests.Connectors.Sql;

/// <summary>A SQLite file of a test's own.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Path => this.folder.File("college.db");

    /// <summary>Provider and connection, as settings have them.</summary>
    public string Source => $$"""
        "Provider": "Sqlite", "File": {{System.Text.Json.JsonSerializer.Serialize(this.Path)}}
        """;

    public SqliteFile With(string script)
    {
        using var connection = new SqliteConnection($"Data Source={this.Path};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
        transaction.Commit();
        return this;
    }

    public void Dispose() => this.folder.Dispose();
}
