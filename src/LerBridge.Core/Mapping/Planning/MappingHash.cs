using System.Security.Cryptography;
using System.Text;
using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Mapping.Planning;

/// <summary>The hash of everything that decides what comes out: the mapping's content without comments, order of keys, titles and tests; its tables' rows; its frameworks; the issuer.</summary>
internal static class MappingHash
{
    // moves when the engine makes something else of the same mapping
    private const string Engine = "mapping/v1 engine 1";

    private static readonly HashSet<string> Idle = ["tests", "title", "owner"];

    public static string Of(YamlMap root, IEnumerable<string> tables, IEnumerable<string> frameworks, string issuerDid)
    {
        var text = new StringBuilder(Engine).Append('\n').Append(issuerDid).Append('\n');
        Append(text, new YamlMap(root.Start, [.. root.Entries.Where(entry => !Idle.Contains(entry.Key.Text))], false));
        foreach (var hash in tables.Order(StringComparer.Ordinal).Concat(frameworks))
        {
            text.Append('\n').Append(hash);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Append(StringBuilder text, YamlNode node)
    {
        switch (node)
        {
            case YamlScalar scalar:
                text.Append(scalar.IsNull ? "~" : $"\"{scalar.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
                break;
            case YamlList list:
                text.Append('[');
                foreach (var item in list.Items)
                {
                    Append(text, item);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case YamlMap map:
                text.Append('{');
                foreach (var (key, value) in map.Entries.OrderBy(entry => entry.Key.Text, StringComparer.Ordinal))
                {
                    Append(text, key);
                    text.Append(':');
                    Append(text, value);
                    text.Append(',');
                }

                text.Append('}');
                break;
        }
    }
}
