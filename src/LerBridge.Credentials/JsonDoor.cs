using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace LerBridge.Credentials;

/// <summary>Where JSON from outside comes in: bounded in size and depth, no name twice in an object, nothing but Unicode text in its strings.</summary>
internal static class JsonDoor
{
    /// <summary>The most bytes that claims may have.</summary>
    public const int MaxClaims = 256 * 1024;

    /// <summary>The most bytes that a credential to verify may have.</summary>
    public const int MaxCredential = 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <returns>An object, or why it is refused.</returns>
    public static (JsonDocument? Document, string? Refusal) Open(ReadOnlyMemory<byte> bytes, int limit)
    {
        if (bytes.Length > limit)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"It has more than {limit} bytes."));
        }

        try
        {
            var document = JsonDocument.Parse(bytes, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object && (IsPlainText(bytes.Span) || IsText(document.RootElement)))
            {
                return (document, null);
            }

            var refusal = document.RootElement.ValueKind == JsonValueKind.Object ? "A string in it is no Unicode text." : "It is JSON, but no object.";
            document.Dispose();
            return (null, refusal);
        }
        catch (InvalidOperationException)
        {
            // half of a surrogate pair in a name, which is compared with the others
            return (null, "A string in it is no Unicode text.");
        }
        catch (JsonException problem)
        {
            // the message of the parser may quote what it met
            var line = ((problem.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
            return (null, $"It is not JSON that can be read, from line {line} on: syntax, a name twice, or deeper than 64.");
        }
    }

    /// <summary>Without escapes by number there is no half of a surrogate pair to look for.</summary>
    private static bool IsPlainText(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) && bytes.IndexOf("\\u"u8) < 0;

    private static bool IsText(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.Object => element.EnumerateObject().All(member => member.Name is not null && IsText(member.Value)),
                JsonValueKind.Array => element.EnumerateArray().All(IsText),
                JsonValueKind.String => element.GetString() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            // half of a surrogate pair
            return false;
        }
    }
}
