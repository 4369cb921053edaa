using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LerBridge.Connectors.Shared;

/// <summary>A whole answer, read within bounds.</summary>
/// <param name="Address">The address that answered.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="MediaType">Its content type, without parameters.</param>
/// <param name="Body">Its body; valid only while it is parsed.</param>
internal sealed record HttpReply(Uri Address, HttpResponseHeaders Headers, string? MediaType, ReadOnlyMemory<byte> Body)
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The body as JSON.</summary>
    /// <exception cref="RequestFailedException">It is a web page, or no such JSON.</exception>
    public T Json<T>(JsonTypeInfo<T> type)
    {
        var body = this.Body.Span;
        body = body.StartsWith(Mark) ? body[Mark.Length..] : body;
        if (LooksLikePage(this.MediaType, body))
        {
            throw new RequestFailedException(FailureReason.NotData);
        }

        if (body is [0x1F, 0x8B, ..])
        {
            throw new RequestFailedException(FailureReason.Unreadable) { Detail = "it is compressed twice, or without saying so; look for a proxy in between" };
        }

        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new RequestFailedException(FailureReason.Unreadable);
        }
        catch (JsonException problem)
        {
            // The exception's own text quotes the data; only where it stopped may be told.
            throw new RequestFailedException(FailureReason.Unreadable) { Detail = $"the JSON stops making sense at byte {problem.BytePositionInLine} of line {problem.LineNumber + 1}" };
        }
    }

    /// <summary>The value of a header, null where it is absent.</summary>
    public string? Header(string name) => this.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>True for a web page, whatever the status says.</summary>
    public static bool LooksLikePage(string? mediaType, ReadOnlySpan<byte> body) =>
        mediaType is "text/html" or "application/xhtml+xml" || body.TrimStart(" \t\r\n"u8).StartsWith("<"u8);
}
