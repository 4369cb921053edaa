using LerBridge.Core.Diagnostics;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Commands;

/// <summary>Streams and fields in the words of a mapping.</summary>
internal static class Streams
{
    public static RecordSchema Find(IConnector connector, string stream)
    {
        var names = connector.Streams.Select(schema => schema.Stream).ToArray();
        var advice = Suggestion.Nearest(stream, names) is { } nearest ? $"Did you mean \"{nearest}\"?" : $"There are: {string.Join(", ", names)}.";
        return connector.Streams.FirstOrDefault(schema => schema.Stream == stream) ?? throw new UsageException($"{connector.Name} has no stream \"{stream}\". {advice}");
    }

    public static string TypeOf(Field field)
    {
        var type = field.Type switch
        {
            FieldType.Code => $"code({string.Join(", ", field.Codes)})",
            FieldType.TextList => "list of text",
            FieldType.RecordList => "list of records",
            _ => field.Type.ToString().ToLowerInvariant(),
        };
        return field.Optional ? type + "?" : type;
    }

    public static string TagsOf(Field field) => field.Tags == FieldTags.None ? string.Empty : field.Tags.ToString().ToLowerInvariant();
}
