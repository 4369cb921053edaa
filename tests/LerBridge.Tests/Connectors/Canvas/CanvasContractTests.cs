using LerBridge.Connectors.Canvas;
using LerBridge.Connectors.Canvas.Changes;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Canvas;

/// <summary>What every stream of Canvas promises.</summary>
internal abstract class CanvasContract : HttpConnectorContract
{
    protected override SandboxSite Site => SandboxSite.Canvas;

    protected override string RowsPath => "/enrollments";

    protected override string Secret => new SandboxOptions().CanvasToken;

    protected override int MostInFlight => 3;

    protected override Uri Address => this.Sandbox.CanvasUrl;

    protected override IConnector Make(Uri address, string secret) =>
        new CanvasConnector("source-under-test", new CanvasOptions { BaseUrl = address, AccountId = "1", Token = new Secret(secret) }, this.Services);
}

[TestFixture]
internal sealed class CanvasContractTests : CanvasContract;

[TestFixture]
internal sealed class CanvasOutcomesContractTests : CanvasContract
{
    protected override string Stream => "outcome_results";

    protected override string RowsPath => "/outcome_results";
}

[TestFixture]
internal sealed class CanvasModulesContractTests : CanvasContract
{
    protected override string Stream => "module_completions";

    protected override string RowsPath => "/modules";
}

[TestFixture]
internal sealed class CanvasChangesContractTests : CanvasContract
{
    // of the REST API, not the table of that name
    protected override string RowsPath => "/enrollments?";

    protected override IConnector Make(Uri address, string secret)
    {
        this.Sandbox.Switches.CanvasDataStartsAMinute = 1_000;
        return new CanvasConnector(
            "source-under-test",
            new CanvasOptions
            {
                BaseUrl = address,
                AccountId = "1",
                Token = new Secret(secret),
                Changes = new ChangeOptions { BaseUrl = address, ClientId = this.Sandbox.Options.ClientId, ClientSecret = new Secret(this.Sandbox.Options.ClientSecret), Poll = TimeSpan.FromSeconds(1) },
            },
            this.Services);
    }
}
