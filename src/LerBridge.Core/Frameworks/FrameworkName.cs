using System.Globalization;
using System.Text;

namespace LerBridge.Core.Frameworks;

/// <summary>Under which id and version a framework is kept. A mapping names both, so they are plain, and a version has no dash: it ends at the last one of a file's name.</summary>
internal sealed class FrameworkName(FrameworkFindings findings)
{
    private const int Longest = 64;

    /// <summary>True where a document that states a version may be kept as another: the very version, or a revision of it (2025, 2025.1).</summary>
    public static bool Agrees(string stated, string version)
    {
        var plain = Plain(stated, '.');
        return version == stated || version == plain || version.StartsWith(plain + ".", StringComparison.Ordinal);
    }

    /// <summary>Reports what was asked for and cannot be.</summary>
    public void Check(string? id, string? version)
    {
        if (id is not null && !(IsPlain(id, '-') && char.IsAsciiLetterOrDigit(id[0])))
        {
            findings.Error("LB3318", new(1, 1), $"\"{id}\" cannot be the id of a framework.", "letters, digits, dashes, dots and underscores, as in  --id example-college");
        }

        if (version is not null && !IsPlain(version, '.'))
        {
            findings.Error("LB3318", new(1, 1), $"\"{version}\" cannot be the version of a framework.", "letters, digits, dots and underscores, as in  --version 2026.1");
        }
    }

    /// <summary>The id and version; null where one has to be given, which is reported.</summary>
    public (string? Id, string? Version) Of(FrameworkHead head, string? id, string? version)
    {
        id ??= Plain(head.Title.ToLowerInvariant(), '-') is { Length: > 0 } made ? made : null;
        if (id is null)
        {
            findings.Error("LB3318", new(1, 1), "This framework has no title to make an id of.", "give it one, as in  --id example-college");
        }

        if (version is not null && head.Version is { } stated && !Agrees(stated, version))
        {
            findings.Error("LB3318", new(1, 1), $"The document says that it is version {stated}, not {version}.", $"--version {Plain(stated, '.')},  or a revision of it:  --version {Plain(stated, '.')}.1");
            return (id, null);
        }

        version ??= head.Version is { } own && Plain(own, '.') is { Length: > 0 } plain ? plain
            : head.ChangedOn is { } day ? day.ToString("yyyy.MM.dd", CultureInfo.InvariantCulture)
            : null;
        if (version is null)
        {
            findings.Error("LB3318", new(1, 1), "The file does not say which version of the framework it is.", "say which, as in  --version 2026");
        }

        return (id, version);
    }

    private static bool IsPlain(string text, char also) =>
        text.Length is > 0 and <= Longest && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' || c == also) && text.Any(char.IsAsciiLetterOrDigit) && !text.Contains("..", StringComparison.Ordinal);

    // what cannot stand in a name becomes a joint
    private static string Plain(string text, char joint)
    {
        var plain = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || (c is '.' or '_' && plain.Length > 0 && plain[^1] != '.'))
            {
                plain.Append(c);
            }
            else if (plain.Length > 0 && plain[^1] != joint)
            {
                plain.Append(joint);
            }

            if (plain.Length == Longest)
            {
                break;
            }
        }

        return plain.ToString().TrimEnd(joint, '.', '_');
    }
}
