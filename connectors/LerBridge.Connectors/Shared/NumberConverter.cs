using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LerBridge.Connectors.Shared;

/// <summary>Reads a number, also written as text; an empty text is no number at all.</summary>
internal sealed class NumberConverter : JsonConverter<decimal?>
{
    public override decimal? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return reader.GetDecimal();
        }

        var text = reader.GetString();
        return string.IsNullOrWhiteSpace(text) ? null
            : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : throw new JsonException("A number was expected.");
    }

    public override void Write(Utf8JsonWriter writer, decimal? value, JsonSerializerOptions options) => throw new NotSupportedException("Only read.");
}
