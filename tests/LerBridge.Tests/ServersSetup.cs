using LerBridge.Tests.Servers;
using NUnit.Framework;

namespace LerBridge.Tests;

/// <summary>Ends, after the last test, the servers that tests have started.</summary>
[SetUpFixture]
internal sealed class ServersSetup
{
    [OneTimeTearDown]
    public static void StopServers() => PostgreSql.Stop();
}
