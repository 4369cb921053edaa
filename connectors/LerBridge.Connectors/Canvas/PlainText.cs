using System.Net;
using System.Text;

namespace LerBridge.Connectors.Canvas;

/// <summary>What HTML of an editor says, without the markup.</summary>
internal static class PlainText
{
    /// <summary>The text; null where nothing is left.</summary>
    public static string? Of(string? html)
    {
        if (html is null)
        {
            return null;
        }

        var text = new StringBuilder(html.Length);
        var inTag = false;
        foreach (var c in html)
        {
            if (c is '<' or '>')
            {
                // a tag parts words: two paragraphs are not one word
                inTag = c == '<';
                text.Append(' ');
            }
            else if (!inTag)
            {
                text.Append(c);
            }
        }

        var words = WebUtility.HtmlDecode(text.ToString()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : string.Join(' ', words);
    }
}
