using System.Text.Json;

namespace LerBridge.Credentials.Proofs;

/// <summary>The few questions that proofs ask of JSON from outside.</summary>
internal static class Json
{
    /// <summary>A member that is text; null where it is absent or something else.</summary>
    public static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A member; null where it is absent, or the element is no object.</summary>
    public static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    /// <summary>The items of an array, or the one value that stands for it; nothing where the member is absent.</summary>
    public static IReadOnlyList<JsonElement> Items(JsonElement element, string name) => Member(element, name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray()],
        { } one => [one],
    };

    /// <summary>A JSON value made by writing.</summary>
    public static JsonElement Written(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        using var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        return document.RootElement.Clone();
    }

    /// <summary>Writes the members of an object but those of a name.</summary>
    public static void WriteMembersBut(Utf8JsonWriter json, JsonElement element, params ReadOnlySpan<string> but)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!but.Contains(member.Name))
            {
                member.WriteTo(json);
            }
        }
    }
}
