using System.Text.Json;

namespace LerBridge.Core.Frameworks;

/// <summary>Reads rich skill descriptors (https://rsd.openskillsnetwork.org) as OSMT gives them in JSON: one, a list of them, or a collection that has them in it.</summary>
internal static class RsdJsonReader
{
    public const string Extension = "rsd";
    private const string Type = "Rich skill descriptor";

    public static bool Knows(IReadOnlyCollection<string> names) => names.Contains("skillStatement") || names.Contains("skillName") || names.Contains("skills");

    public static FrameworkDraft? Read(JsonText json, string? id)
    {
        var root = json.Root;
        var collection = root.IsObject && root.Has("skills");
        var parts = root.Element.ValueKind == JsonValueKind.Array ? root.Items().ToList() : collection ? Skills(json, root) : [root];
        if (parts is null)
        {
            return null;
        }

        // one collection that every skill belongs to names the framework as well
        var name = collection ? root.Filled("name") : Common(parts);
        var creator = collection ? root.Filled("creator") : parts.Select(part => part.Filled("creator")).FirstOrDefault(one => one is not null);
        var uuid = collection ? root.Filled("uuid") : null;
        var identifier = uuid is not null && Guid.TryParse(uuid, out var own) ? own.ToString("D") : FrameworkDraft.IdOf("rsd", name ?? id ?? string.Empty);
        var draft = new FrameworkDraft
        {
            Identifier = identifier,
            Uri = (collection ? root.Filled("id") : null) ?? $"urn:uuid:{identifier}",
            Title = name ?? id ?? string.Empty,
            Creator = creator ?? (parts is [var some, ..] ? LanguageTexts.FirstOf(some, "authors") : null) ?? "not said",
            LastChange = collection ? root.Filled("updateDate") : null,
            Extension = collection ? new DraftExtension(Extension, Without(root.Element, "skills"), null) : null,
        };
        foreach (var part in parts)
        {
            Add(draft, part);
        }

        return draft;
    }

    private static List<JsonPart>? Skills(JsonText json, JsonPart root)
    {
        if (root.Element.GetProperty("skills") is { ValueKind: JsonValueKind.Array } list && list.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String))
        {
            json.Findings.Error("LB3313", root.PlaceOf("skills"), "This collection has the addresses of its skills only, not the skills.", "download the skills themselves: the collection's CSV, or its list of skills as JSON");
            return null;
        }

        return [.. root.List("skills")];
    }

    private static void Add(FrameworkDraft draft, JsonPart part)
    {
        var statement = part.Required("skillStatement");
        var name = part.Required("skillName");
        var uuid = part.Filled("uuid");
        var uri = part.Filled("id") ?? (uuid is null ? part.Required("id") : $"urn:uuid:{uuid}");
        var archived = part.Day("archiveDate");
        if (statement is null || name is null || uri is null)
        {
            return;
        }

        var identifier = uuid ?? RsdSkill.IdentifierOf(uri);
        if (!draft.Met.Add(identifier))
        {
            part.Report(Diagnostics.Severity.Error, "LB3314", uuid is null ? "id" : "uuid", $"The skill of {part.Within} is in the file already.", "remove one of them");
            return;
        }

        var own = new FrameworkLink(identifier, uri, name);
        draft.Items.Add(new DraftItem(identifier, uri, statement)
        {
            ShortStatement = name,
            Type = Type,
            Keywords = LanguageTexts.List(part, "keywords", null),
            StartsOn = part.Day("publishDate"),
            EndsOn = archived,
            LastChange = part.Filled("updateDate"),
            Extension = new DraftExtension(Extension, part.Element.Clone(), null),
        });
        foreach (var target in part.Objects("alignments").Concat(part.Objects("standards")))
        {
            // a standard may be a name without an address; it stays in the extension
            if (target.Filled("id") is { } address)
            {
                draft.Associations.Add(new DraftAssociation(AssociationTypes.Related, own, new FrameworkLink(address, address, target.Filled("skillName"))) { TargetType = "ext:RSD" });
            }
        }
    }

    private static string? Common(List<JsonPart> parts)
    {
        var names = parts.Select(part => part.Objects("collections").Select(one => one.Filled("name")).OfType<string>().ToHashSet(StringComparer.Ordinal)).ToList();
        return names is [var first, ..] && first.Where(name => names.TrueForAll(other => other.Contains(name))).ToList() is [var common] ? common : null;
    }

    private static JsonElement Without(JsonElement source, string member)
    {
        var members = source.EnumerateObject().Where(one => one.Name != member).ToList();
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            members.ForEach(one => one.WriteTo(json));
            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.Clone();
    }
}
