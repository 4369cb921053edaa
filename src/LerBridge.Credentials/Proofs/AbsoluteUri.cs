using System.Buffers;

namespace LerBridge.Credentials.Proofs;

/// <summary>An absolute URI as RFC 3986 writes it, of any length: images may be data URIs.</summary>
internal static class AbsoluteUri
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f <>\"{}|\\^`\u007f");

    public static bool IsOne(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || colon == text.Length - 1 || !char.IsAsciiLetter(text[0]) || text.AsSpan().IndexOfAny(Forbidden) >= 0)
        {
            return false;
        }

        foreach (var c in text.AsSpan(0, colon))
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        var scheme = text.AsSpan(0, colon);
        return !scheme.StartsWith("http", StringComparison.OrdinalIgnoreCase) || scheme.Length > 5 || HasHost(text.AsSpan(colon + 1));
    }

    private static bool HasHost(ReadOnlySpan<char> rest) => rest.StartsWith("//") && rest.Length > 2 && rest[2] is not ('/' or '?' or '#');
}
