using System.Text.Json.Nodes;

namespace LerBridge.Sandbox.Ethos;

/// <summary>What /admin/available-resources says: by application, by resource, every representation.</summary>
internal static class AvailableResources
{
    public static JsonArray Of(EthosCatalogue catalogue) =>
    [
        Application(catalogue, EthosBackEnd.Integration, "Banner Integration API", "IntegrationApi", "b7c1b2a0-2d6f-4a55-9a01-6c3f1d2e9a10"),
        Application(catalogue, EthosBackEnd.Student, "Banner Student API", "StudentApi", "0f9a7c44-8b1e-4f2c-b6d3-1a5e7c9d2b31"),
    ];

    private static JsonObject Application(EthosCatalogue catalogue, EthosBackEnd backEnd, string name, string application, string id) => new()
    {
        ["id"] = id,
        ["name"] = name,
        ["about"] = new JsonArray(new JsonObject
        {
            ["applicationName"] = application,
            ["applicationVersion"] = "9.38",
            ["buildNumber"] = "4",
            ["name"] = application,
            ["version"] = "9.38",
        }),
        ["resources"] = new JsonArray(
        [
            .. catalogue.Resources.Values.Where(resource => resource.BackEnd == backEnd).OrderBy(resource => resource.Name, StringComparer.Ordinal)
                .Select(Resource),
        ]),
    };

    private static JsonObject Resource(EthosResource resource) => new()
    {
        ["name"] = resource.Name,
        ["representations"] = new JsonArray(
        [
            .. resource.Versions.Reverse().Select(version => Representation(resource, version)),
            new JsonObject { ["X-Media-Type"] = "application/json", ["methods"] = new JsonArray("get") },
        ]),
    };

    private static JsonObject Representation(EthosResource resource, string version)
    {
        var row = new JsonObject { ["X-Media-Type"] = MediaTypes.Of(version), ["methods"] = new JsonArray("get"), ["version"] = $"v{version}" };
        if (resource.Filters.Count > 0)
        {
            row["filters"] = new JsonArray([.. resource.Filters.Select(filter => JsonValue.Create(filter))]);
        }

        row["getAllPatterns"] = new JsonArray(new JsonObject { ["X-Media-Type"] = MediaTypes.Of(version), ["method"] = "get", ["name"] = "paging" });
        return row;
    }
}
