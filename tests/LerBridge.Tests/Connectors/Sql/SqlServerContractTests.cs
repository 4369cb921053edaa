using LerBridge.Core.Sources;
using LerBridge.Tests.Servers;
using Microsoft.Data.SqlClient;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Sql;

/// <summary>Runs where <c>LERBRIDGE_TEST_SQLSERVER</c> holds the connection string of a database that may be written to.</summary>
[TestFixture]
[Category(SqlServer.Category)]
internal sealed class SqlServerContractTests : ConnectorContract
{
    private static int tables;

    protected override async Task<IConnector> StartAsync()
    {
        var connection = SqlServer.ConnectionString;
        var table = $"grades_{Environment.ProcessId}_{Interlocked.Increment(ref tables)}";
        await using var server = new SqlConnection(connection);
        await server.OpenAsync();
        await using var command = server.CreateCommand();
        command.CommandText = $"drop table if exists {table};" + GradeTable.Script.Replace("grades", table, StringComparison.Ordinal).Replace("recorded timestamp", "recorded datetime2", StringComparison.Ordinal);
        await command.ExecuteNonQueryAsync();
        return SettingsOf.Right(GradeTable.Settings($"\"Provider\": \"SqlServer\", \"ConnectionString\": {System.Text.Json.JsonSerializer.Serialize(connection)}", $"select * from {table}"));
    }
}
