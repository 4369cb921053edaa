using System.Collections.Frozen;

namespace LerBridge.Core.Mapping.Running;

/// <summary>
/// Names that nobody has: what forms, imports and test data leave in a name field. Every word must be one of them, so that a person called Null or Test keeps the name as long as another
/// word stands beside it.
/// </summary>
internal static class PlaceholderName
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = new[]
    {
        "null", "undefined", "none", "nil", "nan", "n/a", "#n/a", "unknown", "unnamed", "missing", "tbd", "tba", "todo", "test", "testing", "tester", "test1", "test2", "dummy", "sample", "example",
        "user", "student", "learner", "employee", "worker", "name", "firstname", "lastname", "first", "last", "first_name", "last_name", "full", "preview", "asdf", "qwerty",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>True for a name without a letter, one that is an e-mail address, and one of placeholders alone.</summary>
    public static bool Is(ReadOnlySpan<char> name)
    {
        var letters = false;
        var placeholders = true;
        foreach (var range in name.Split(' '))
        {
            var word = name[range].Trim(".,;:-_()[]{}<>\"'*?!");
            if (word.IsEmpty)
            {
                continue;
            }

            letters |= HasLetter(word);
            placeholders &= Words.Contains(word) || IsOneLetterOver(word);
        }

        return !letters || placeholders || name.Contains('@');
    }

    private static bool HasLetter(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            // letters outside the basic plane come as surrogates
            if (char.IsLetter(c) || char.IsSurrogate(c))
            {
                return true;
            }
        }

        return false;
    }

    // xxx, ZZZZ
    private static bool IsOneLetterOver(ReadOnlySpan<char> word) => word.Length > 2 && (word[0] is 'x' or 'X' or 'z' or 'Z') && word.IndexOfAnyExcept(word[0]) < 0;
}
