using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Sandbox;

namespace LerBridge.Worker.Demo;

/// <summary>The settings that the demo runs with: those of a small college, with the sandbox's addresses.</summary>
internal static class DemoSettings
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Write(SandboxHost sandbox)
    {
        var settings = new JsonObject
        {
            ["DataDirectory"] = "./data",
            ["MappingsDirectory"] = "./mappings",
            ["Issuer"] = Json("""{ "Did": "did:web:ler.college.example", "Name": "Example College", "Url": "https://college.example", "KeyPassphraseFile": "./secrets/key-passphrase" }"""),
            ["TimeZone"] = "America/Chicago",
            ["Identity"] = Json("""{ "SameAs": [ [ "sis_id", "banner_id" ] ] }"""),
            ["Http"] = Json("""{ "PublicUrls": "http://127.0.0.1:8080", "PublicBaseUrl": "https://ler.college.example", "AdminUrls": "http://127.0.0.1:8081", "ApiTokenFile": "./secrets/api-token" }"""),
            ["Connectors"] = Connectors(sandbox),
            ["Destinations"] = new JsonObject
            {
                ["folder"] = Json("""{ "Kind": "Folder", "Path": "./out" }"""),
                ["registry"] = new JsonObject { ["Kind"] = "Http", ["Url"] = $"{Address(sandbox.RegistryUrl)}/credentials", ["BearerToken"] = sandbox.Options.RegistryToken, ["Status"] = true },
            },
            ["Schedules"] = Json("""{ "nightly": { "Cron": "0 0 2 * * ?", "Mappings": [ "canvas-courses", "banner-courses", "workday-employment" ] } }"""),
        };
        return new JsonObject { ["LerBridge"] = settings }.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Connectors(SandboxHost sandbox)
    {
        var options = sandbox.Options;
        return new JsonObject
        {
            ["canvas-main"] = new JsonObject { ["Kind"] = "Canvas", ["BaseUrl"] = Address(sandbox.CanvasUrl), ["AccountId"] = "1", ["Token"] = options.CanvasToken },
            ["banner"] = new JsonObject { ["Kind"] = "Banner", ["BaseUrl"] = Address(sandbox.EthosUrl), ["ApiKey"] = options.EthosApiKey },
            ["workday"] = new JsonObject
            {
                ["Kind"] = "Workday",
                ["BaseUrl"] = Address(sandbox.WorkdayUrl),
                ["Tenant"] = options.WorkdayTenant,
                ["Username"] = options.WorkdayUsername,
                ["Password"] = options.WorkdayPassword,
                ["Reports"] = new JsonObject { ["position_history"] = new JsonObject { ["Path"] = sandbox.WorkdayReportPath, ["Format"] = "json" } },
            },
        };
    }

    private static JsonNode? Json(string text) => JsonNode.Parse(text);

    private static string Address(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
