using System.Buffers;
using System.Text;
using System.Text.Json;

namespace LerBridge.Credentials.Jcs;

/// <summary>The JSON canonicalization scheme, RFC 8785: https://www.rfc-editor.org/rfc/rfc8785.</summary>
internal static class JsonCanonicalizer
{
    private const int MaxDepth = 512;

    /// <exception cref="FormatException">The input is not I-JSON (RFC 7493): a name twice, half of a surrogate pair, a number out of range.</exception>
    public static byte[] Canonicalize(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(buffer, value, depth: 0);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The canonical form of one string.</summary>
    public static byte[] Canonicalize(string text)
    {
        var buffer = new ArrayBufferWriter<byte>();
        WriteString(buffer, text);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> buffer, JsonElement value, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new FormatException($"The document is nested more than {MaxDepth} deep.");
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(buffer, value, depth);
                break;
            case JsonValueKind.Array:
                WriteArray(buffer, value, depth);
                break;
            case JsonValueKind.String:
                WriteString(buffer, Text(value));
                break;
            case JsonValueKind.Number:
                WriteNumber(buffer, value);
                break;
            case JsonValueKind.True:
                buffer.Write("true"u8);
                break;
            case JsonValueKind.False:
                buffer.Write("false"u8);
                break;
            default:
                buffer.Write("null"u8);
                break;
        }
    }

    // section 3.2.3: names in the order of their UTF-16 code units
    private static void WriteObject(ArrayBufferWriter<byte> buffer, JsonElement value, int depth)
    {
        var members = new List<KeyValuePair<string, JsonElement>>(value.GetPropertyCount());
        foreach (var member in value.EnumerateObject())
        {
            members.Add(new(Name(member), member.Value));
        }

        members.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        buffer.Write("{"u8);
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0)
            {
                if (members[i].Key == members[i - 1].Key)
                {
                    throw new FormatException("A member stands twice in one object.");
                }

                buffer.Write(","u8);
            }

            WriteString(buffer, members[i].Key);
            buffer.Write(":"u8);
            Write(buffer, members[i].Value, depth + 1);
        }

        buffer.Write("}"u8);
    }

    private static void WriteArray(ArrayBufferWriter<byte> buffer, JsonElement value, int depth)
    {
        buffer.Write("["u8);
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!first)
            {
                buffer.Write(","u8);
            }

            first = false;
            Write(buffer, item, depth + 1);
        }

        buffer.Write("]"u8);
    }

    // section 3.2.2.3
    private static void WriteNumber(ArrayBufferWriter<byte> buffer, JsonElement value)
    {
        if (!value.TryGetDouble(out var number) || !double.IsFinite(number))
        {
            throw new FormatException("A number is too large for a double.");
        }

        Encoding.ASCII.GetBytes(Es6Number.Format(number), buffer);
    }

    // section 3.2.2.2
    private static void WriteString(ArrayBufferWriter<byte> buffer, string text)
    {
        buffer.Write("\""u8);
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Escaped) is >= 0 and var at)
        {
            Encoding.UTF8.GetBytes(rest[..at], buffer);
            WriteEscape(buffer, rest[at]);
            rest = rest[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(rest, buffer);
        buffer.Write("\""u8);
    }

    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(i => (char)i), '"', '\\']);

    private static void WriteEscape(ArrayBufferWriter<byte> buffer, char c)
    {
        var form = c switch
        {
            '\b' => "\\b",
            '\t' => "\\t",
            '\n' => "\\n",
            '\f' => "\\f",
            '\r' => "\\r",
            '"' => "\\\"",
            '\\' => "\\\\",
            _ => $"\\u{(int)c:x4}",
        };
        Encoding.ASCII.GetBytes(form, buffer);
    }

    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw NotText();
        }
    }

    private static string Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw NotText();
        }
    }

    private static FormatException NotText() => new("A string holds half of a surrogate pair, or bytes that are not UTF-8.");
}
