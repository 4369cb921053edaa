using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors;

/// <summary>Every way of reading, from settings as somebody writes them to its first row.</summary>
internal sealed class SettingsWayTests : SandboxFixture
{
    protected override void Prepare(SandboxHost started) => (started.Switches.CanvasHidesRateLimit, started.Switches.CanvasDataStartsAMinute) = (true, 1_000);

    [TestCase("Workday", """{ "Kind": "Workday", "BaseUrl": "URL", "Tenant": "demo", "Username": "isu", "Password": "sandbox-workday-Tr4in", "Soap": { } }""", "position_history")]
    [TestCase("Workday", """{ "Kind": "Workday", "BaseUrl": "URL", "Tenant": "demo", "OAuth": { "ClientId": "sandbox-client", "ClientSecret": "sandbox-client-N0tH1ng", "RefreshToken": "sandbox-refresh-Zq71" }, "Soap": { "Changes": true } }""", "position_history")]
    [TestCase("Workday", """{ "Kind": "Workday", "BaseUrl": "URL", "Tenant": "demo", "OAuth": { "Grant": "ClientCredentials", "ClientId": "sandbox-client", "ClientSecret": "sandbox-client-N0tH1ng" }, "Rest": { } }""", "workers")]
    [TestCase("Workday", """{ "Kind": "Workday", "BaseUrl": "URL", "Username": "isu", "Password": "sandbox-workday-Tr4in", "Reports": { "position_history": { "Path": "/ccx/service/customreport2/demo/isu/LER_Positions", "Format": "simplexml", "Prompts": { "Effective_as_of_Date": "{today}", "Updated_From": "{since}" } } } }""", "position_history")]
    [TestCase("Canvas", """{ "Kind": "Canvas", "BaseUrl": "URL", "AccountId": "1", "OAuth": { "ClientId": "sandbox-client", "ClientSecret": "sandbox-client-N0tH1ng", "RefreshToken": "sandbox-refresh-Zq71" }, "Terms": [ "202610" ] }""", "module_completions")]
    [TestCase("Canvas", """{ "Kind": "Canvas", "BaseUrl": "URL", "AccountId": "1", "Token": "sandbox~canvas-9fJ2mXq4VtLw7RkZ", "Reports": { "PollSeconds": 1 } }""", "course_completions")]
    [TestCase("Canvas", """{ "Kind": "Canvas", "BaseUrl": "URL", "AccountId": "13", "Token": "sandbox~canvas-9fJ2mXq4VtLw7RkZ", "Changes": { "BaseUrl": "URL", "ClientId": "sandbox-client", "ClientSecret": "sandbox-client-N0tH1ng", "FullEveryDays": 3, "CompletedAt": false, "WaitMinutes": 5, "PollSeconds": 1 } }""", "course_completions")]
    [TestCase("Banner", """{ "Kind": "Banner", "BaseUrl": "URL", "ApiKey": "5d1c2b7e-0f53-4a77-9b0e-6a1f3c9d8e42", "Changes": { } }""", "awards")]
    public async Task Settings_as_documented_reach_the_source_and_its_rows(string kind, string settings, string stream)
    {
        var address = kind switch
        {
            "Workday" => this.Sandbox.WorkdayUrl,
            "Canvas" => this.Sandbox.CanvasUrl,
            _ => this.Sandbox.EthosUrl,
        };
        var connector = SettingsOf.Right(settings.Replace("URL", address.AbsoluteUri, StringComparison.Ordinal));

        var report = await connector.CheckAsync(CancellationToken.None);
        var pulled = new Pulled();
        await pulled.GoOnAsync(connector, Pulled.Request(connector, stream: stream), 6, CancellationToken.None);

        Assert.That(report.IsUsable, Is.True, string.Join("; ", report.Findings));
        Assert.That(report.Findings, Has.Count.GreaterThan(2).And.Some.Matches<ConnectionFinding?>(finding => finding?.Subject.Contains("Stream", StringComparison.Ordinal) == true));
        Assert.That(pulled.Batches, Is.Not.Empty);
    }
}
