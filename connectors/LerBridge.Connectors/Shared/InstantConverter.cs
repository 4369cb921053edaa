using System.Text.Json;
using System.Text.Json.Serialization;

namespace LerBridge.Connectors.Shared;

/// <summary>Reads an instant in any form that <see cref="Instants.Time"/> knows, or a bare date as its midnight in UTC.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null || reader.GetString() is not { Length: > 0 } text)
        {
            return null;
        }

        return Instants.Time(text)
            ?? (Instants.Day(text) is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : throw new JsonException("An ISO 8601 instant was expected."));
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) => throw new NotSupportedException("Only read.");
}
