using System.Globalization;
using LerBridge.Core.Sources;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Delimited;

[TestFixture]
internal sealed class DelimitedContractTests : ConnectorContract
{
    private readonly DropFolder folder = new();

    [TearDown]
    public void RemoveFolder() => this.folder.Dispose();

    protected override Task<IConnector> StartAsync()
    {
        for (var file = 1; file <= 3; file++)
        {
            var rows = Enumerable.Range(1, 20).Select(row => string.Create(
                CultureInfo.InvariantCulture,
                $"E{file}{row:000},Employee,P-{row},2020-01-{row:00},{(row % 3 == 0 ? "2024-05-31" : string.Empty)},\"Nurse, grade {row}\",{row / 20m},Reason {row}"));
            this.folder.With($"positions_{file}.csv", $"{DropFolder.Header}\r\n{string.Join("\r\n", rows)}\r\nE{file}999,Employee,P-1,never,,Nurse,1,\r\n");
        }

        return Task.FromResult(this.folder.Connector());
    }
}
