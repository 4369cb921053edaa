using System.Text.Json.Serialization;

namespace LerBridge.Core.Pipeline;

[JsonSerializable(typeof(string[]))]
internal sealed partial class RejectedKeyJson : JsonSerializerContext;
