using System.Globalization;
using System.Xml.Linq;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>Looks into Workday's elements by their local names: prefixes and the order of ids differ between tenants and versions.</summary>
internal static class Elements
{
    public static XElement? Child(this XElement? element, string name) => element?.Elements().FirstOrDefault(one => one.Name.LocalName == name);

    public static IEnumerable<XElement> All(this XElement? element, string name) => element?.Elements().Where(one => one.Name.LocalName == name) ?? [];

    /// <summary>The text of a child; null where it is absent or blank.</summary>
    public static string? Text(this XElement? element, string name) => NotBlank(element.Child(name)?.Value);

    /// <summary>A calendar date, whose zone says where it was written down and does not move it.</summary>
    public static DateOnly? Day(this XElement? element, string name) => element.Text(name) is { } text ? Instants.Day(text) : null;

    /// <summary>1 or 0, true or false.</summary>
    public static bool? Flag(this XElement? element, string name) => Flag(element.Text(name));

    public static decimal? Number(this XElement? element, string name) =>
        decimal.TryParse(element.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static string? Said(this XElement? element, string name) => NotBlank(element?.Attributes().FirstOrDefault(one => one.Name.LocalName == name)?.Value);

    public static bool? FlagOf(this XElement? element, string attribute) => Flag(element.Said(attribute));

    /// <summary>The id of a kind in a reference, wherever it stands among the others.</summary>
    public static string? Id(this XElement? reference, string kind) => NotBlank(reference.All("ID").FirstOrDefault(id => id.Said("type") == kind)?.Value);

    private static bool? Flag(string? text) => text switch
    {
        "1" or "true" => true,
        "0" or "false" => false,
        _ => null,
    };

    private static string? NotBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
