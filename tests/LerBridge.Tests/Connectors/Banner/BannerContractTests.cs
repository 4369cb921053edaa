using LerBridge.Connectors.Banner;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Banner;

/// <summary>What every stream of Banner promises.</summary>
internal abstract class BannerContract : HttpConnectorContract
{
    protected override SandboxSite Site => SandboxSite.Ethos;

    protected override string RowsPath => "/student-transcript-grades";

    protected override string Secret => new SandboxOptions().EthosApiKey;

    protected override int MostInFlight => 4;

    protected override Uri Address => this.Sandbox.EthosUrl;

    protected override IConnector Make(Uri address, string secret) =>
        new BannerConnector("source-under-test", new BannerOptions { BaseUrl = address, ApiKey = new Secret(secret) }, this.Services);
}

[TestFixture]
internal sealed class BannerContractTests : BannerContract;

[TestFixture]
internal sealed class BannerAwardsContractTests : BannerContract
{
    protected override string Stream => "awards";

    protected override string RowsPath => "/student-academic-credentials";
}

[TestFixture]
internal sealed class BannerHistoryContractTests : BannerContract
{
    protected override string Stream => "academic_history";
}

/// <summary>A list of transcript grades that is too long to be kept: person by person.</summary>
[TestFixture]
internal sealed class BannerLongHistoryContractTests : BannerContract
{
    protected override string Stream => "academic_history";

    protected override IConnector Make(Uri address, string secret) =>
        new BannerConnector("source-under-test", new BannerOptions { BaseUrl = address, ApiKey = new Secret(secret) }, this.Services, mostRows: 10);
}
