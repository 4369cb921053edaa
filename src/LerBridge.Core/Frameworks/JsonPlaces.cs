using System.Text;
using System.Text.Json;
using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Frameworks;

/// <summary>One step into a JSON document: into a member, or to an item of a list.</summary>
internal readonly record struct JsonStep(string? Member, int Index)
{
    public static implicit operator JsonStep(string member) => new(member, -1);

    public static implicit operator JsonStep(int index) => new(null, index);
}

/// <summary>Finds the line and column of a value in a JSON document. A parsed document does not know them, and they are needed only where something is wrong.</summary>
internal static class JsonPlaces
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 64 };

    /// <summary>Where a value stands; the nearest value around it where the document has no such value.</summary>
    public static SourcePoint Of(ReadOnlySpan<byte> json, params ReadOnlySpan<JsonStep> path)
    {
        var start = json.StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(json[start..], Options);
        var found = 0L;
        try
        {
            reader.Read();
            found = reader.TokenStartIndex;
            foreach (var step in path)
            {
                if (!Enter(ref reader, step))
                {
                    break;
                }

                found = reader.TokenStartIndex;
            }
        }
        catch (JsonException)
        {
            // What was found up to the mistake is the best answer.
        }

        return PointAt(json[start..], found);
    }

    /// <summary>The line and column, in UTF-16 code units, of a byte.</summary>
    public static SourcePoint PointAt(ReadOnlySpan<byte> text, long offset)
    {
        var before = text[..(int)Math.Clamp(offset, 0, text.Length)];
        var line = before.Count((byte)'\n') + 1;
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new SourcePoint(line, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }

    private static bool Enter(ref Utf8JsonReader reader, JsonStep step)
    {
        if (step.Member is { } member)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isIt = reader.ValueTextEquals(member);
                reader.Read();
                if (isIt)
                {
                    return true;
                }

                reader.Skip();
            }

            return false;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index == step.Index)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
