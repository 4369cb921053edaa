using System.Text.Json;
using System.Text.Json.Serialization;

namespace LerBridge.Credentials.Keys;

/// <summary>Refuses to write or read a secret as JSON.</summary>
internal sealed class UnprintableConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => true;

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"A {typeToConvert.Name} is never written or read as JSON.");
}
