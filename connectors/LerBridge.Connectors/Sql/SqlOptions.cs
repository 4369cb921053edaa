using System.Data.Common;
using LerBridge.Connectors.Columns;
using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Sql;

/// <summary>The settings of a database that is read by declared queries.</summary>
internal sealed record SqlOptions
{
    private const int LongestQuery = 256 * 1024;

    /// <summary>How the database speaks.</summary>
    public required SqlDialect Dialect { get; init; }

    /// <summary>Where it is and who reads it.</summary>
    public required Secret ConnectionString { get; init; }

    /// <summary>The zone of its times that have none.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>How long one query may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The streams and their queries.</summary>
    public required IReadOnlyList<SqlStream> Streams { get; init; }

    public static SqlOptions Read(SettingsSection settings)
    {
        var provider = settings.Choice("Provider", "PostgreSql", "PostgreSql", "SqlServer", "Sqlite");
        SqlDialect dialect = provider switch
        {
            "SqlServer" => new SqlServerDialect(),
            "Sqlite" => new SqliteDialect(),
            _ => new PostgreSqlDialect(),
        };
        return new SqlOptions
        {
            Dialect = dialect,
            ConnectionString = ReadConnection(settings, dialect),
            TimeZone = settings.TimeZone("TimeZone") ?? TimeZoneInfo.Utc,
            Timeout = TimeSpan.FromSeconds(settings.Whole("TimeoutSeconds", 600, 5, 14400)),
            Streams = [.. settings.Sections("Streams").Select(stream => ReadStream(stream.Name, stream.Section)).OfType<SqlStream>()],
        };
    }

    private static Secret ReadConnection(SettingsSection settings, SqlDialect dialect)
    {
        if (dialect is SqliteDialect && settings.FilePath("File") is { } file)
        {
            return new Secret($"Data Source={file}");
        }

        var connection = settings.RequiredSecret("ConnectionString");
        try
        {
            if (connection.Reveal().Length > 0 && dialect.Refusal(connection.Reveal()) is { } refusal)
            {
                settings.Report("ConnectionString", "LB2007", $"{settings.Path}:ConnectionString {refusal}.", null);
            }
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or KeyNotFoundException or NotSupportedException)
        {
            settings.Report("ConnectionString", "LB2007", $"{settings.Path}:ConnectionString is no connection string of this Provider.", "It is not shown, since it may hold a password. Compare it with the driver's documentation.");
        }

        return connection;
    }

    private static SqlStream? ReadStream(string name, SettingsSection section)
    {
        var query = ReadQuery(name, section);
        var order = section.TextList("Order");
        var pageSize = section.Whole("PageSize", 5000, 100, 100_000);
        return ColumnSettings.Read(name, section) is { } set && query is not null ? new SqlStream(set, query, order, pageSize) : null;
    }

    private static string? ReadQuery(string stream, SettingsSection section)
    {
        var file = section.FilePath("QueryFile");
        var text = section.Text("Query");
        if (file is null == text is null)
        {
            section.Report("Query", ConnectorCodes.BadStreams, $"The stream \"{stream}\" needs either Query or QueryFile.", "Write one select into Query, or name the file that holds it in QueryFile.");
            return null;
        }

        try
        {
            var query = (text ?? (new FileInfo(file ?? string.Empty).Length > LongestQuery ? string.Empty : File.ReadAllText(file ?? string.Empty))).Trim().TrimEnd(';').TrimEnd();
            if (IsOneSelect(query))
            {
                return query;
            }

            section.Report(file is null ? "Query" : "QueryFile", ConnectorCodes.BadStreams, $"The query of the stream \"{stream}\" is not one select.", "Write one statement that begins with select or with, and no semicolon.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            section.Report("QueryFile", ConnectorCodes.BadStreams, $"The file that {section.Path}:QueryFile names cannot be read.", "Check the path and its permissions.");
        }

        return null;
    }

    // What keeps a slip out; what keeps harm out is an account that may only read.
    private static bool IsOneSelect(string query)
    {
        var begin = SqlText.WithoutComments(query).TrimStart(' ', '\t', '\r', '\n', '(');
        return !SqlText.WithoutTexts(SqlText.WithoutComments(query)).Contains(';')
            && (begin.StartsWith("select", StringComparison.OrdinalIgnoreCase) || begin.StartsWith("with", StringComparison.OrdinalIgnoreCase));
    }
}
