namespace LerBridge.Connectors.Shared;

/// <summary>
/// Finds a target in Link header values (RFC 8288 §3). Tolerates folded lines, commas inside addresses, any case, and several relations in one parameter; whatever cannot be read is passed over.
/// </summary>
internal static class LinkHeader
{
    /// <summary>The first target with the relation <c>next</c>, as written; null where there is none.</summary>
    public static string? Next(IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            if (Find(value, "next") is { } target)
            {
                return target;
            }
        }

        return null;
    }

    /// <summary>The first target with a relation, as written; null where there is none.</summary>
    public static string? Find(ReadOnlySpan<char> header, ReadOnlySpan<char> relation)
    {
        while (true)
        {
            var open = header.IndexOf('<');
            if (open < 0)
            {
                return null;
            }

            var close = header[open..].IndexOf('>');
            if (close < 0)
            {
                return null;
            }

            var target = header.Slice(open + 1, close - 1).Trim();
            header = header[(open + close + 1)..];
            if (HasRelation(ref header, relation) && target.Length > 0)
            {
                return target.ToString();
            }
        }
    }

    // Reads the parameters of one link and leaves the header at what follows its comma.
    private static bool HasRelation(ref ReadOnlySpan<char> header, ReadOnlySpan<char> relation)
    {
        var found = false;
        while (true)
        {
            header = header.TrimStart(" \t\r\n");
            if (header.IsEmpty || header[0] == ',')
            {
                header = header.IsEmpty ? header : header[1..];
                return found;
            }

            if (header[0] != ';')
            {
                header = header[1..];
                continue;
            }

            header = header[1..].TrimStart(" \t\r\n");
            var end = header.IndexOfAny("=;,");
            if (end < 0 || header[end] != '=')
            {
                header = end < 0 ? [] : header[end..];
                continue;
            }

            var name = header[..end].Trim(" \t\r\n*");
            header = header[(end + 1)..].TrimStart(" \t\r\n");
            var value = Value(ref header);
            found |= name.Equals("rel", StringComparison.OrdinalIgnoreCase) && Names(value, relation);
        }
    }

    private static ReadOnlySpan<char> Value(ref ReadOnlySpan<char> header)
    {
        if (header.IsEmpty || header[0] != '"')
        {
            var end = header.IndexOfAny(";,");
            var token = end < 0 ? header : header[..end];
            header = header[token.Length..];
            return token.Trim();
        }

        for (var i = 1; i < header.Length; i++)
        {
            if (header[i] == '\\')
            {
                i++;
            }
            else if (header[i] == '"')
            {
                var quoted = header[1..i];
                header = header[(i + 1)..];
                return quoted;
            }
        }

        var rest = header[1..];
        header = [];
        return rest;
    }

    private static bool Names(ReadOnlySpan<char> value, ReadOnlySpan<char> relation)
    {
        foreach (var part in value.Split(' '))
        {
            if (value[part].Trim("\t\r\n").Equals(relation, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
