using System.Buffers;

namespace LerBridge.Credentials.JsonLd;

/// <summary>
/// IRI references as RFC 3986 splits and resolves them, and nothing more: no normalisation of case or percent signs, because a signature covers
/// the characters as written (https://www.rfc-editor.org/rfc/rfc3986#section-5.2; System.Uri normalises).
/// </summary>
internal static class IriReference
{
    // https://www.w3.org/TR/n-quads/#grammar-production-IRIREF: these cannot stand in an IRI
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f" +
        "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f <>\"{}|\\^`");

    /// <summary>Starts with a scheme and a colon.</summary>
    public static bool HasScheme(ReadOnlySpan<char> text) => SchemeLength(text) > 0;

    /// <summary>Has a scheme, at most one fragment, and no character that an IRI cannot hold.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text) =>
        HasScheme(text) && !text.ContainsAny(Forbidden) && text.IndexOf('#') == text.LastIndexOf('#');

    public static bool IsBlank(string text) => text.StartsWith("_:", StringComparison.Ordinal);

    /// <summary>RFC 3986 section 5.2.2, strict.</summary>
    public static string Resolve(string baseIri, string reference)
    {
        var r = Split(reference);
        if (r.Scheme is not null)
        {
            return Join(r.Scheme, r.Authority, RemoveDotSegments(r.Path), r.Query, r.Fragment);
        }

        var b = Split(baseIri);
        if (r.Authority is not null)
        {
            return Join(b.Scheme, r.Authority, RemoveDotSegments(r.Path), r.Query, r.Fragment);
        }

        if (r.Path.Length == 0)
        {
            return Join(b.Scheme, b.Authority, b.Path, r.Query ?? b.Query, r.Fragment);
        }

        var path = r.Path[0] == '/' ? r.Path : Merge(b, r.Path);
        return Join(b.Scheme, b.Authority, RemoveDotSegments(path), r.Query, r.Fragment);
    }

    private static int SchemeLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsAsciiLetter(text[0]))
        {
            return 0;
        }

        for (var i = 1; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ':')
            {
                return i;
            }

            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return 0;
            }
        }

        return 0;
    }

    // RFC 3986 appendix B
    private static Parts Split(string text)
    {
        var rest = text.AsSpan();
        string? scheme = null, authority = null, query = null, fragment = null;
        if (SchemeLength(rest) is > 0 and var length)
        {
            scheme = rest[..length].ToString();
            rest = rest[(length + 1)..];
        }

        if (rest.IndexOf('#') is >= 0 and var hash)
        {
            fragment = rest[(hash + 1)..].ToString();
            rest = rest[..hash];
        }

        if (rest.IndexOf('?') is >= 0 and var question)
        {
            query = rest[(question + 1)..].ToString();
            rest = rest[..question];
        }

        if (rest.StartsWith("//"))
        {
            rest = rest[2..];
            var slash = rest.IndexOf('/');
            var end = slash < 0 ? rest.Length : slash;
            authority = rest[..end].ToString();
            rest = rest[end..];
        }

        return new Parts(scheme, authority, rest.ToString(), query, fragment);
    }

    // section 5.2.3
    private static string Merge(Parts b, string path)
    {
        if (b.Authority is not null && b.Path.Length == 0)
        {
            return "/" + path;
        }

        return string.Concat(b.Path.AsSpan(0, b.Path.LastIndexOf('/') + 1), path);
    }

    // section 5.2.4
    private static string RemoveDotSegments(string path)
    {
        if (!path.Contains('.', StringComparison.Ordinal))
        {
            return path;
        }

        var input = path.AsSpan();
        var output = new System.Text.StringBuilder(path.Length);
        while (!input.IsEmpty)
        {
            if (input.StartsWith("../"))
            {
                input = input[3..];
            }
            else if (input.StartsWith("./") || input.StartsWith("/./"))
            {
                input = input[2..];
            }
            else if (input.SequenceEqual("/."))
            {
                input = "/";
            }
            else if (input.StartsWith("/../") || input.SequenceEqual("/.."))
            {
                input = input.Length == 3 ? "/" : input[3..];
                DropLastSegment(output);
            }
            else if (input.SequenceEqual(".") || input.SequenceEqual(".."))
            {
                input = default;
            }
            else
            {
                var next = input[1..].IndexOf('/');
                var length = next < 0 ? input.Length : next + 1;
                output.Append(input[..length]);
                input = input[length..];
            }
        }

        return output.ToString();
    }

    private static void DropLastSegment(System.Text.StringBuilder output)
    {
        var at = output.Length - 1;
        while (at >= 0 && output[at] != '/')
        {
            at--;
        }

        output.Length = Math.Max(at, 0);
    }

    // section 5.3
    private static string Join(string? scheme, string? authority, string path, string? query, string? fragment) =>
        (scheme is null ? "" : scheme + ":") + (authority is null ? "" : "//" + authority) + path +
        (query is null ? "" : "?" + query) + (fragment is null ? "" : "#" + fragment);

    private sealed record Parts(string? Scheme, string? Authority, string Path, string? Query, string? Fragment);
}
