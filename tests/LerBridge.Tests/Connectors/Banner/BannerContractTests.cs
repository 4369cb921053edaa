using LerBridge.Connectors.Banner;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Banner;

[TestFixture]
internal class BannerContractTests : HttpConnectorContract
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
internal sealed class BannerAwardsContractTests : BannerContractTests
{
    protected override string Stream => "awards";

    protected override string RowsPath => "/student-academic-credentials";
}

[TestFixture]
internal sealed class BannerHistoryContractTests : BannerContractTests
{
    protected override string Stream => "academic_history";
}

/// <summary>A list of transcript grades that is too long to be kept: person by person.</summary>
[TestFixture]
internal sealed class BannerLongHistoryContractTests : BannerContractTests
{
    protected override string Stream => "academic_history";

    protected override IConnector Make(Uri address, string secret) =>
        new BannerConnector("source-under-test", new BannerOptions { BaseUrl = address, ApiKey = new Secret(secret) }, this.Services, mostRows: 10);
}
