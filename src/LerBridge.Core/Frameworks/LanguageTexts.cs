using System.Text.Json;

namespace LerBridge.Core.Frameworks;

/// <summary>Texts that CTDL gives once per language (JSON-LD language maps): one of them is taken, the whole map is kept beside it.</summary>
internal static class LanguageTexts
{
    /// <summary>The text in the language asked for, in another form of it, in English, or the first there is.</summary>
    public static string? Text(JsonPart part, string member, string? language)
    {
        if (!part.Has(member))
        {
            return null;
        }

        var value = part.Element.GetProperty(member);
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
        {
            value = value[0];
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return value.ValueKind == JsonValueKind.String ? First(value) : part.Filled(member);
        }

        return Best(value, language) is { } best ? First(best) : null;
    }

    /// <summary>All texts of a list, or of a language map of lists.</summary>
    public static IReadOnlyList<string> List(JsonPart part, string member, string? language)
    {
        if (!part.Has(member))
        {
            return [];
        }

        var value = part.Element.GetProperty(member);
        if (value.ValueKind == JsonValueKind.Object)
        {
            if (Best(value, language) is not { } best)
            {
                return [];
            }

            value = best;
        }

        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(First).OfType<string>()]
            : First(value) is { } single ? [single] : [];
    }

    /// <summary>The first text of a list; null where there is none.</summary>
    public static string? FirstOf(JsonPart part, string member) => List(part, member, null) is [var first, ..] ? first : null;

    private static JsonElement? Best(JsonElement map, string? language)
    {
        var all = map.EnumerateObject().ToList();
        var primary = language?.Split('-')[0];
        var found = all.FindIndex(one => string.Equals(one.Name, language, StringComparison.OrdinalIgnoreCase));
        found = found < 0 && primary is not null ? all.FindIndex(one => string.Equals(one.Name.Split('-')[0], primary, StringComparison.OrdinalIgnoreCase)) : found;
        found = found < 0 ? all.FindIndex(one => one.Name.StartsWith("en", StringComparison.OrdinalIgnoreCase)) : found;
        return all.Count == 0 ? null : all[Math.Max(0, found)].Value;
    }

    private static string? First(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()?.Trim() is { Length: > 0 } text ? text : null,
        JsonValueKind.Array when value.GetArrayLength() > 0 => First(value[0]),
        _ => null,
    };
}
