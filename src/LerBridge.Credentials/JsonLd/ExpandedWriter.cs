using System.Text.Json;

namespace LerBridge.Credentials.JsonLd;

/// <summary>Writes an expanded document as JSON.</summary>
internal static class ExpandedWriter
{
    public static void Write(Utf8JsonWriter writer, List<ExpandedMap> expanded)
    {
        writer.WriteStartArray();
        foreach (var map in expanded)
        {
            Write(writer, map);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, ExpandedMap map)
    {
        Depth.Check();
        writer.WriteStartObject();
        if (map.HasId)
        {
            writer.WriteString(Keywords.Id, map.Id);
        }

        WriteTypes(writer, map);
        if (map.HasValue)
        {
            writer.WritePropertyName(Keywords.Value);
            if (map.Value.Kind == JsonValueKind.String)
            {
                writer.WriteStringValue(map.Value.Text);
            }
            else
            {
                map.Value.Element.WriteTo(writer);
            }
        }

        WriteText(writer, Keywords.Language, map.Language);
        WriteText(writer, Keywords.Direction, map.Direction);
        WriteText(writer, Keywords.Index, map.Index);
        WriteList(writer, Keywords.List, map.List);
        WriteList(writer, Keywords.Graph, map.Graph);
        WriteList(writer, Keywords.Included, map.Included);
        if (map.Reverse is { } reverse)
        {
            writer.WriteStartObject(Keywords.Reverse);
            WriteProperties(writer, reverse);
            writer.WriteEndObject();
        }

        if (map.Properties is { } properties)
        {
            WriteProperties(writer, properties);
        }

        writer.WriteEndObject();
    }

    private static void WriteTypes(Utf8JsonWriter writer, ExpandedMap map)
    {
        if (map.Types is not { } types)
        {
            return;
        }

        if (map.HasValue && types.Count == 1)
        {
            writer.WriteString(Keywords.Type, types[0]);
            return;
        }

        writer.WriteStartArray(Keywords.Type);
        foreach (var type in types)
        {
            writer.WriteStringValue(type);
        }

        writer.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter writer, PropertyMap properties)
    {
        foreach (var (property, values) in properties)
        {
            WriteList(writer, property, values);
        }
    }

    private static void WriteList(Utf8JsonWriter writer, string name, List<ExpandedMap>? items)
    {
        if (items is not null)
        {
            writer.WritePropertyName(name);
            Write(writer, items);
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
