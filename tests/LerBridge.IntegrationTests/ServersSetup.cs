using LerBridge.Tests.Servers;
using NUnit.Framework;

namespace LerBridge.IntegrationTests;

/// <summary>Ends, after the last journey, the servers that journeys have started.</summary>
[SetUpFixture]
internal sealed class ServersSetup
{
    [OneTimeTearDown]
    public static void StopServers() => PostgreSql.Stop();
}
