using LerBridge.Core.Sources;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Sql;

[TestFixture]
internal sealed class SqlContractTests : ConnectorContract
{
    private readonly SqliteFile file = new();

    [TearDown]
    public void RemoveFile() => this.file.Dispose();

    protected override Task<IConnector> StartAsync() => Task.FromResult(SettingsOf.Right(GradeTable.Settings(this.file.With(GradeTable.Script).Source)));
}
