using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Frameworks;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Tables;

/// <summary>Reads what people write in cells, by the column's type.</summary>
internal static class CellReader
{
    /// <summary>The types that <c>columns</c> and <c>value</c> know.</summary>
    public static readonly IReadOnlyDictionary<string, MapType> Types = new Dictionary<string, MapType>(StringComparer.Ordinal)
    {
        ["text"] = MapType.Text,
        ["number"] = MapType.Number,
        ["whole"] = MapType.Whole,
        ["bool"] = MapType.Bool,
        ["date"] = MapType.Date,
        ["time"] = MapType.Time,
        ["relation"] = new MapType(TypeKind.Code, Codes: [.. AssociationTypes.All]),
    };

    /// <summary>The value; null where the text is none of the type.</summary>
    public static MapValue? Read(string text, MapType type) => type.Kind switch
    {
        TypeKind.Number => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? MapValue.Of(number) : null,
        TypeKind.Whole => decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? MapValue.Of(whole) : null,
        TypeKind.Bool => text.ToLowerInvariant() switch
        {
            "true" or "yes" => MapValue.Of(true),
            "false" or "no" => MapValue.Of(false),
            _ => null,
        },
        TypeKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? MapValue.Of(date) : null,
        TypeKind.Time => ReadTime(text),
        TypeKind.Code => type.Codes.Contains(text) ? MapValue.Of(text) : null,
        _ => MapValue.Of(text),
    };

    /// <summary>How a cell of the type is written, where it says something else.</summary>
    public static string Form(MapType type, string text = "") => type.Kind switch
    {
        TypeKind.Code => Suggestion.Nearest(text, type.Codes) is { } nearest ? $"did you mean {nearest}?" : $"write one of {string.Join(", ", type.Codes)}",
        TypeKind.Number => "write numbers as 3.5, with a point",
        TypeKind.Whole => "write whole numbers as 3",
        TypeKind.Bool => "write true or false, yes or no",
        TypeKind.Date => "write dates as 2026-08-31; in Excel, format the column as text",
        TypeKind.Time => "write times as 2026-08-31T17:00:00Z",
        _ => "write a text",
    };

    private static MapValue? ReadTime(string text) =>
        text.Contains('T', StringComparison.Ordinal)
        && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal))
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? MapValue.Of(time)
            : null;
}
