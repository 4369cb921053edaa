using System.Buffers;
using System.Collections.Frozen;

namespace LerBridge.Credentials.Building;

/// <summary>A list of words that a profile allows, extensible by <c>ext:…</c> where the profile says so.</summary>
internal sealed class Vocabulary(bool extensible, params string[] words)
{
    private const int MaxLength = 200;

    // Open Badges 3.0, section B.2: (ext:)[a-z|A-Z|0-9|.|-|_]+
    private static readonly SearchValues<char> ExtensionLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_|");

    private readonly FrozenSet<string> known = words.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether <c>ext:…</c> words may be added.</summary>
    public bool Extensible => extensible;

    public IReadOnlyList<string> Words => words;

    public bool Allows(string word) => this.known.Contains(word) || (extensible && IsExtension(word));

    private static bool IsExtension(string word) =>
        word.Length is > 4 and < MaxLength
        && word.StartsWith("ext:", StringComparison.Ordinal)
        && word.AsSpan(4).IndexOfAnyExcept(ExtensionLetters) < 0;
}
