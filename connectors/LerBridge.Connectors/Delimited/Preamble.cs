using System.Text;

namespace LerBridge.Connectors.Delimited;

/// <summary>The lines above the header that reporting tools write: a title, who ran it, when.</summary>
internal static class Preamble
{
    private const int Longest = 256 * 1024;

    /// <summary>Goes to the first line that has a cell.</summary>
    /// <param name="body">The file, at its start; afterwards at the start of that line.</param>
    /// <param name="cell">The cell's text, in any letters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many lines stand above it; null where no line has it.</returns>
    public static async Task<int?> SkipAsync(Stream body, string cell, CancellationToken cancellationToken)
    {
        var bytes = new byte[Longest];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        var (start, lines) = (0, 0);
        while (start < length)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start, length - start);
            var line = Encoding.UTF8.GetString(bytes, start, (end < 0 ? length : end) - start);
            if (line.Split(',', ';', '\t', '|').Any(text => text.Trim(' ', '"', '\r', '\uFEFF').Equals(cell, StringComparison.OrdinalIgnoreCase)))
            {
                body.Position = start;
                return lines;
            }

            if (end < 0)
            {
                break;
            }

            (start, lines) = (end + 1, lines + 1);
        }

        return null;
    }
}
