using System.Globalization;
using System.Text.Json.Nodes;

namespace LerBridge.Sandbox.Ethos;

/// <summary>The few shapes that every resource is made of. What is empty is left out; the hub never writes null.</summary>
internal static class EthosJson
{
    public static JsonObject Ref(Guid id) => new() { ["id"] = id.ToString() };

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Banner has dates; where the model wants an instant, it is midnight in Greenwich.</summary>
    public static string Midnight(DateOnly day) => Day(day) + "T00:00:00+00:00";

    public static JsonNode Amount(decimal value) => JsonValue.Create(value);

    public static JsonObject Set(this JsonObject row, string key, JsonNode? value)
    {
        if (value is not null)
        {
            row[key] = value;
        }

        return row;
    }
}
