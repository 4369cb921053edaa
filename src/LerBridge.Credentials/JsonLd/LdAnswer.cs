using System.Text.Json;

namespace LerBridge.Credentials.JsonLd;

/// <summary>What became of a linked-data question.</summary>
/// <param name="Ok">True with <see cref="Output"/>, false with <see cref="Error"/>.</param>
/// <param name="Output">A JSON value; a string where the result is text.</param>
/// <param name="Error">What went wrong, in words.</param>
/// <param name="Code">The JSON-LD error code, where there is one.</param>
internal sealed record LdAnswer(bool Ok, JsonElement Output, string? Error, string? Code)
{
    /// <summary>The operation is not there.</summary>
    public static LdAnswer Unsupported { get; } = Failed("unsupported", code: null);

    public static LdAnswer Failed(string error, string? code) => new(Ok: false, default, error, code);

    public static LdAnswer Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = LdText.MaxAnswerDepth });
        return new LdAnswer(Ok: true, document.RootElement.Clone(), Error: null, Code: null);
    }
}
