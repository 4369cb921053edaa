using System.Text;

namespace LerBridge.Connectors.Delimited;

/// <summary>Tells a page that was saved under the name of a table: a sign-in page that a download got in place of its file.</summary>
internal static class MarkupSign
{
    private const int Begin = 1024;

    private static ReadOnlySpan<byte> Xml => "<?xml"u8;

    /// <summary>What the file is, as in "an HTML page"; null where it does not begin as one. The stream stands at its start afterwards.</summary>
    public static async Task<string?> FindAsync(Stream body, CancellationToken cancellationToken)
    {
        var bytes = new byte[Begin];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        body.Position = 0;
        return Of(bytes.AsSpan(0, length));
    }

    private static string? Of(ReadOnlySpan<byte> begin)
    {
        var text = (begin.StartsWith(Encoding.UTF8.Preamble) ? begin[Encoding.UTF8.Preamble.Length..] : begin).TrimStart(" \t\r\n"u8);
        return !text.StartsWith("<"u8) ? null : text.StartsWith(Xml) ? "an XML document" : "an HTML page";
    }
}
