using System.Collections.Frozen;
using System.Text.Json;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Building;

/// <summary>Names that are none: what a program prints where there was nothing to print, and addresses where a name belongs.</summary>
internal static class PlaceholderLint
{
    /// <summary>Never the name of anything.</summary>
    private static readonly FrozenSet<string> Nothing = new[]
    {
        "null", "(null)", "[null]", "undefined", "nil", "n/a", "#n/a", "n.a.", "nan", "tbd", "tba", "todo", "unknown", "xxx", "placeholder", "#ref!", "#value!", "#name?",
        "[object", "object]",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Never the whole name of a person, though a course may be called so.</summary>
    private static readonly FrozenSet<string> Nobody = new[]
    {
        "none", "na", "test", "testing", "tester", "missing", "empty", "first", "last", "firstname", "lastname", "name", "user", "student",
    }.Concat(Nothing).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static void Check(LintRun run)
    {
        CheckName(run, run.Credential, "name", person: false);
        if (Json.Member(run.Credential, "credentialSubject") is not { ValueKind: JsonValueKind.Object } subject)
        {
            return;
        }

        run.Enter("credentialSubject");
        var index = 0;
        foreach (var identifier in Json.Items(subject, "identifier"))
        {
            if (Json.Text(identifier, "identityType") == "name" && Json.Member(identifier, "hashed") is { ValueKind: JsonValueKind.False })
            {
                run.Enter("identifier");
                run.Enter(index);
                CheckName(run, identifier, "identityHash", person: true);
                run.Leave();
                run.Leave();
            }

            index++;
        }

        if (Json.Member(subject, "achievement") is { } achievement)
        {
            run.Enter("achievement");
            CheckName(run, achievement, "name", person: false);
            run.Leave();
        }

        run.Leave();
    }

    /// <summary>True where a name is no name.</summary>
    internal static bool IsPlaceholder(string name, bool person)
    {
        var words = name.Split([' ', ',', ';', '\t', '\u00a0'], StringSplitOptions.RemoveEmptyEntries);
        var known = person ? Nobody : Nothing;
        return words.Length == 0
            || words.All(known.Contains)
            || words.Contains("undefined", StringComparer.OrdinalIgnoreCase)
            || words.Any(IsAddress)
            || (person && !name.Any(char.IsLetter))
            || name.Contains("${", StringComparison.Ordinal)
            || name.Contains("{{", StringComparison.Ordinal);
    }

    private static void CheckName(LintRun run, JsonElement element, string member, bool person)
    {
        if (Json.Text(element, member) is { Length: > 0 } name && IsPlaceholder(name, person))
        {
            run.Add(LintCodes.Placeholder, "The name looks like a placeholder or an e-mail address. Correct it at the source.", member);
        }
    }

    private static bool IsAddress(string word)
    {
        var at = word.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && word.IndexOf('.', at) > at + 1;
    }
}
