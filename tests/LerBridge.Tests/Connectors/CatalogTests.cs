using System.Reflection;
using LerBridge.Connectors;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors;

[TestFixture]
internal sealed class CatalogTests
{
    [Test]
    public void Every_kind_stands_in_the_catalogue_once() =>
        Assert.That(ConnectorCatalog.Kinds.Select(kind => kind.Kind), Is.EquivalentTo(new[] { "Canvas", "Banner", "Workday", "Delimited", "Sql" }));

    [Test]
    public void Every_code_is_explained_once_and_every_explanation_has_its_code()
    {
        var used = typeof(ConnectorCodes).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(field => field.IsLiteral).Select(field => (string?)field.GetRawConstantValue());

        Assert.That(ConnectorCodes.All.Select(line => line.Code), Is.EquivalentTo(used));
        Assert.That(ConnectorCodes.All, Has.All.Matches<ConnectorCode?>(line => line is { Title.Length: > 0 } && line.Advice.EndsWith('.')));
    }

    [Test]
    public void Every_kind_of_connector_passes_the_contract()
    {
        var covered = typeof(ConnectorContract).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(ConnectorContract))).Select(type => type.Name.Replace("ContractTests", string.Empty, StringComparison.Ordinal));

        // streams of a kind beyond its first have contracts of their own, named after the kind
        Assert.That(ConnectorCatalog.Kinds.Select(kind => kind.Kind), Is.SubsetOf(covered));
    }

    [TestCase("""{ "Kind": "Canvas", "BaseUrl": "http://127.0.0.1:9001", "AccountId": "1", "Token": "t" }""")]
    [TestCase("""{ "Kind": "Canvas", "BaseUrl": "https://c.example", "Token": "t", "Terms": ["202610"], "TermsFrom": "2026-01-01", "TermsTo": "2026-12-31", "MaxConcurrency": 5, "TimeZone": "America/Denver", "TimeoutSeconds": 60 }""")]
    [TestCase("""{ "Kind": "Canvas", "BaseUrl": "https://c.example", "OAuth": { "ClientId": "1", "ClientSecret": "s", "RefreshToken": "r" }, "ConcludedTermDays": 90, "Reports": { "WaitMinutes": 30 } }""")]
    [TestCase("""{ "Kind": "Canvas", "BaseUrl": "https://c.example", "Token": "t", "Changes": { "ClientId": "1", "ClientSecret": "s" } }""")]
    [TestCase("""{ "Kind": "Canvas", "BaseUrl": "https://c.example", "Token": "t", "Reports": { }, "Changes": { "BaseUrl": "https://g.example", "ClientId": "1", "ClientSecret": "s", "FullEveryDays": 31, "CompletedAt": false, "WaitMinutes": 30, "PollSeconds": 5 } }""")]
    [TestCase("""{ "Kind": "Banner", "BaseUrl": "http://127.0.0.1:9002", "ApiKey": "k" }""")]
    [TestCase("""{ "Kind": "Banner", "BaseUrl": "https://e.example", "ApiKey": "k", "TranscriptHoldTypes": ["TR"], "VerifiedEmailTypes": ["school"], "Names": "Legal", "MaxConcurrency": 2, "TimeoutSeconds": 60 }""")]
    [TestCase("""{ "Kind": "Banner", "BaseUrl": "https://e.example", "ApiKey": "k", "Changes": { "FullEveryDays": 3 } }""")]
    [TestCase("""{ "Kind": "Workday", "BaseUrl": "http://127.0.0.1:9003", "Tenant": "demo", "Username": "u", "Password": "p", "Reports": { "position_history": { "Path": "/r", "Format": "json", "Columns": [] } } }""")]
    [TestCase("""{ "Kind": "Workday", "BaseUrl": "https://w.example", "Username": "u", "Password": "p", "TimeoutSeconds": 600, "IdleSeconds": 60, "MaxConcurrency": 2, "Reports": { "position_history": { "Path": "/r?x=1", "Format": "csv", "DecimalSeparator": "," } } }""")]
    [TestCase("""{ "Kind": "Workday", "BaseUrl": "https://w.example", "Tenant": "t", "Username": "u", "Password": "p", "Soap": { } }""")]
    [TestCase("""{ "Kind": "Workday", "BaseUrl": "https://w.example", "Tenant": "t", "OAuth": { "ClientId": "c", "ClientSecret": "s", "RefreshToken": "r" }, "Rest": { "Service": "v1" }, "Soap": { "Version": "v45.0", "Changes": true, "FutureDays": 0 }, "TimeZone": "America/Chicago" }""")]
    [TestCase("""{ "Kind": "Delimited", "Directory": "./drop", "Streams": { } }""")]
    [TestCase("""{ "Kind": "Delimited", "Directory": "./drop", "Streams": { "position_history": { "Files": "positions_*.csv", "Key": ["person.id", "position.id"], "Delimiter": ";", "Encoding": "windows-1252", "DecimalSeparator": ",", "Date": "position.start" } } }""")]
    public void Right_settings_are_taken_without_a_word(string json) =>
        Assert.That(SettingsOf.Connector(json).Problems.Select(problem => problem.Message), Is.Empty);

    [TestCase("""{ "Kind": "Canvas", "BaseUrl": "http://college.example", "Token": "t" }""", "LB2009")]
    [TestCase("""{ "Kind": "Canvas", "BaseUrl": "https://c.example" }""", "LB2006")]
    [TestCase("""{ "Kind": "Canvas", "BaseUrl": "https://c.example", "Token": "t", "AcountId": "1" }""", "LB2005")]
    [TestCase("""{ "Kind": "Canvas", "BaseUrl": "https://c.example", "Token": "t", "TermsFrom": "last year" }""", "LB2007")]
    [TestCase("""{ "Kind": "Canvas", "BaseUrl": "https://c.example", "Token": "t", "MaxConcurrency": 100 }""", "LB2007")]
    [TestCase("""{ "Kind": "Canvas", "BaseUrl": "https://c.example", "Token": "t", "Changes": { "ClientId": "1" } }""", "LB2006")]
    [TestCase("""{ "Kind": "Canvas", "BaseUrl": "https://c.example", "Token": "t", "Changes": { "ClientSecret": "s" } }""", "LB2006")]
    [TestCase("""{ "Kind": "Canvas", "BaseUrl": "https://c.example", "Token": "t", "Changes": { "ClientId": "1", "ClientSecret": "s", "FullEveryDays": 0 } }""", "LB2007")]
    [TestCase("""{ "Kind": "Canvas", "BaseUrl": "https://c.example", "Token": "t", "Changes": { "ClientId": "1", "ClientSecret": "s", "CompletedAt": "sometimes" } }""", "LB2007")]
    [TestCase("""{ "Kind": "Canvas", "BaseUrl": "https://c.example", "Token": "t", "Changes": { "ClientId": "1", "ClientSecret": "s", "BaseUrl": "http://g.example" } }""", "LB2009")]
    [TestCase("""{ "Kind": "Banner", "BaseUrl": "https://e.example", "ApiKey": "k", "Names": "nick" }""", "LB2007")]
    [TestCase("""{ "Kind": "Workday", "BaseUrl": "https://w.example", "Username": "u", "Password": "p" }""", "LB5002")]
    [TestCase("""{ "Kind": "Workday", "BaseUrl": "https://w.example", "Username": "u", "Password": "p", "Reports": { "position_history": { "Path": "https://elsewhere.example/r" } } }""", "LB2007")]
    [TestCase("""{ "Kind": "Workday", "BaseUrl": "https://w.example", "Username": "u", "Password": "p", "Reports": { "position_history": { "Path": "//elsewhere.example/r" } } }""", "LB2007")]
    [TestCase("""{ "Kind": "Workday", "BaseUrl": "https://w.example", "Username": "u", "Password": "p", "Soap": { } }""", "LB2006")]
    [TestCase("""{ "Kind": "Workday", "BaseUrl": "https://w.example", "Tenant": "t", "Username": "u", "Password": "p", "Rest": { } }""", "LB5002")]
    [TestCase("""{ "Kind": "Workday", "BaseUrl": "https://w.example", "Tenant": "t", "Username": "u", "Password": "p", "Soap": { "Version": "44" } }""", "LB2007")]
    [TestCase("""{ "Kind": "Delimited", "Directory": "./d", "Streams": { "x": { "Files": "../*.csv", "Key": ["site.a"], "Columns": [ { "Field": "site.a", "Source": "A" } ] } } }""", "LB2007")]
    [TestCase("""{ "Kind": "Delimited", "Directory": "./d", "Streams": { "x": { "Files": "*.csv", "Columns": [ { "Field": "site.a", "Source": "A" } ] } } }""", "LB5002")]
    [TestCase("""{ "Kind": "Delimited", "Directory": "./d", "Streams": { "x": { "Files": "*.csv", "Key": ["site.b"], "Columns": [ { "Field": "site.a", "Source": "A" } ] } } }""", "LB5002")]
    [TestCase("""{ "Kind": "Delimited", "Directory": "./d", "Streams": { "x": { "Files": "*.csv", "Delimiter": ";;", "Key": ["site.a"], "Columns": [ { "Field": "site.a", "Source": "A" } ] } } }""", "LB2007")]
    [TestCase("""{ "Kind": "Delimited", "Directory": "./d", "Streams": { "x": { "Files": "*.csv", "Encoding": "martian", "Key": ["site.a"], "Columns": [ { "Field": "site.a", "Source": "A" } ] } } }""", "LB2007")]
    public void Wrong_settings_are_reported_with_a_code(string json, string code) =>
        Assert.That(SettingsOf.Connector(json).Problems.Select(problem => problem.Code), Is.EqualTo(new[] { code }));
}
