using System.Globalization;
using System.Text.Json.Nodes;

namespace LerBridge.Sandbox.Prompt;

/// <summary>The state of the sandbox as JSON.</summary>
internal static class ControlJson
{
    public static JsonObject State(SandboxHost host, SandboxSite site)
    {
        var counters = host.Counters(site);
        return new JsonObject
        {
            ["site"] = FaultText.Name(site),
            ["day"] = host.Day,
            ["today"] = host.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["changes"] = new JsonArray([.. host.Changes.Select(Change)]),
            ["counters"] = new JsonObject
            {
                ["requests"] = counters.Requests,
                ["inFlight"] = counters.InFlight,
                ["maxInFlight"] = counters.MaxInFlight,
                ["throttled"] = counters.Throttled,
                ["faulted"] = counters.Faulted,
            },
            ["faults"] = Faults(host, site),
            ["switches"] = new JsonObject(SwitchTable.Names.Select(name => KeyValuePair.Create(name, (JsonNode?)SwitchTable.Get(host.Switches, name)))),
        };
    }

    private static JsonObject Change(SandboxChange change) =>
        new() { ["site"] = FaultText.Name(change.Site), ["kind"] = change.Kind, ["what"] = change.What, ["key"] = change.Key };

    public static JsonArray Faults(SandboxHost host, SandboxSite site) => [.. host.Faults(site).Select(fault => (JsonNode)FaultText.Show(fault))];
}
