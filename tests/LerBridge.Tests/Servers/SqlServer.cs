namespace LerBridge.Tests.Servers;

/// <summary>The SQL Server that tests of the category use: a database that may be written to and whose tables may be dropped.</summary>
internal static class SqlServer
{
    public const string Category = "SqlServer";

    private const string Variable = "LERBRIDGE_TEST_SQLSERVER";

    /// <summary>Its connection string.</summary>
    public static string ConnectionString => Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException($"{Variable} names no SQL Server.");
}
