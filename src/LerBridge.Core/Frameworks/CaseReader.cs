using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace LerBridge.Core.Frameworks;

/// <summary>Reads a CASE 1.1 package (https://www.imsglobal.org/spec/case/v1p1, CFPackage); CASE 1.0 packages differ in nothing that is read here.</summary>
public static class CaseReader
{
    /// <summary>The most that a package may have.</summary>
    public const long MaxBytes = 64L * 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <summary>Reads a package.</summary>
    /// <exception cref="JsonException">It is not JSON, or has no document or an item without identifier, address or statement.</exception>
    public static CompetencyFramework Read(ReadOnlyMemory<byte> package)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(package.Span));
        var content = package.Span.StartsWith("\uFEFF"u8) ? package[3..] : package;
        using var json = JsonDocument.Parse(content, Options);
        var root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("CFDocument", out var document))
        {
            throw new JsonException("There is no CFDocument in it.");
        }

        var replaced = Replacements(root);
        var items = new List<Competency>();
        if (root.TryGetProperty("CFItems", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in list.EnumerateArray())
            {
                var identifier = Required(item, "identifier");
                items.Add(new Competency(
                    identifier,
                    Required(item, "uri"),
                    Text(item, "humanCodingScheme"),
                    Required(item, "fullStatement"),
                    Text(item, "abbreviatedStatement"),
                    Date(item, "statusEndDate"),
                    replaced.GetValueOrDefault(identifier)));
            }
        }

        return new CompetencyFramework(Required(document, "identifier"), Required(document, "title"), Text(document, "version"), items, hash);
    }

    private static Dictionary<string, string> Replacements(JsonElement root)
    {
        var replaced = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (root.TryGetProperty("CFAssociations", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var association in list.EnumerateArray())
            {
                if (Text(association, "associationType") == "replacedBy"
                    && association.TryGetProperty("originNodeURI", out var origin) && Text(origin, "identifier") is { } from
                    && association.TryGetProperty("destinationNodeURI", out var destination) && Text(destination, "identifier") is { } to)
                {
                    replaced[from] = to;
                }
            }
        }

        return replaced;
    }

    private static string Required(JsonElement element, string name) =>
        Text(element, name) ?? throw new JsonException($"Something in it has no \"{name}\".");

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateOnly? Date(JsonElement element, string name) =>
        DateOnly.TryParseExact(Text(element, name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
