using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LerBridge.Core.Frameworks;

/// <summary>
/// Writes a draft as a CASE 1.1 package. The same draft gives the same bytes: what the source does not say, such as when something last changed, is left out rather
/// than made up.
/// </summary>
internal static class CaseWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(FrameworkDraft draft)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            Document(json, draft);
            json.WriteStartArray("CFItems");
            foreach (var item in draft.Items)
            {
                Item(json, item);
            }

            json.WriteEndArray();
            json.WriteStartArray("CFAssociations");
            foreach (var association in draft.Associations)
            {
                Association(json, association);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void Document(Utf8JsonWriter json, FrameworkDraft draft)
    {
        json.WriteStartObject("CFDocument");
        json.WriteString("identifier", draft.Identifier);
        json.WriteString("uri", draft.Uri);
        json.WriteString("creator", draft.Creator);
        json.WriteString("title", draft.Title);
        json.WriteString("caseVersion", "1.1");
        Text(json, "publisher", draft.Publisher);
        Text(json, "description", draft.Description);
        Text(json, "language", draft.Language);
        Text(json, "version", draft.Version);
        Text(json, "adoptionStatus", draft.Status);
        Day(json, "statusStartDate", draft.StartsOn);
        Day(json, "statusEndDate", draft.EndsOn);
        Text(json, "lastChangeDateTime", draft.LastChange);
        Extension(json, draft.Extension);
        json.WriteEndObject();
    }

    private static void Item(Utf8JsonWriter json, DraftItem item)
    {
        json.WriteStartObject();
        json.WriteString("identifier", item.Identifier);
        json.WriteString("uri", item.Uri);
        Text(json, "humanCodingScheme", item.Code);
        json.WriteString("fullStatement", item.Statement);
        Text(json, "abbreviatedStatement", item.ShortStatement);
        Text(json, "CFItemType", item.Type);
        Text(json, "listEnumeration", item.ListEnumeration);
        if (item.Keywords.Count > 0)
        {
            json.WriteStartArray("conceptKeywords");
            foreach (var keyword in item.Keywords)
            {
                json.WriteStringValue(keyword);
            }

            json.WriteEndArray();
        }

        Text(json, "notes", item.Notes);
        Text(json, "language", item.Language);
        Day(json, "statusStartDate", item.StartsOn);
        Day(json, "statusEndDate", item.EndsOn);
        Text(json, "lastChangeDateTime", item.LastChange);
        Extension(json, item.Extension);
        json.WriteEndObject();
    }

    private static void Association(Utf8JsonWriter json, DraftAssociation association)
    {
        var id = FrameworkDraft.IdOf("association", association.Type, association.Origin.Identifier, association.Destination.Identifier);
        json.WriteStartObject();
        json.WriteString("identifier", id);
        json.WriteString("uri", $"urn:uuid:{id}");
        json.WriteString("associationType", association.Type);
        Link(json, "originNodeURI", association.Origin, null);
        Link(json, "destinationNodeURI", association.Destination, association.TargetType);
        if (association.Sequence is { } sequence)
        {
            json.WriteNumber("sequenceNumber", sequence);
        }

        Text(json, "notes", association.Notes);
        json.WriteEndObject();
    }

    private static void Link(Utf8JsonWriter json, string name, FrameworkLink link, string? targetType)
    {
        json.WriteStartObject(name);
        json.WriteString("title", link.Title ?? link.Uri);
        json.WriteString("identifier", link.Identifier);
        json.WriteString("uri", link.Uri);
        Text(json, "targetType", targetType);
        json.WriteEndObject();
    }

    private static void Extension(Utf8JsonWriter json, DraftExtension? extension)
    {
        if (extension is null)
        {
            return;
        }

        json.WriteStartObject("extensions");
        json.WritePropertyName(extension.Name);
        if (extension.Json is { } own)
        {
            own.WriteTo(json);
        }
        else
        {
            json.WriteStartObject();
            foreach (var (column, cell) in extension.Cells ?? [])
            {
                json.WriteString(column, cell);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is { Length: > 0 })
        {
            json.WriteString(name, value);
        }
    }

    private static void Day(Utf8JsonWriter json, string name, DateOnly? day)
    {
        if (day is { } value)
        {
            json.WriteString(name, IsoDay.Write(value));
        }
    }
}
