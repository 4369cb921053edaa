using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

internal sealed class SlugFunction : StrictFunction
{
    public override string Name => "slug";

    public override string Signature => "slug(text)";

    public override string Summary => "the text in lower case with hyphens for all but letters a to z and digits, as part of an id";

    public override ImmutableArray<FunctionExample> Examples =>
    [
        new("slug(\"Clinical Care II (Day)\")", "clinical-care-ii-day"),
        new("slug(\"Pâtisserie\")", "patisserie"),
    ];

    protected override MapType[] Parameters => [MapType.Text];

    protected override MapType Result => MapType.Text;

    protected override MapValue Invoke(ReadOnlySpan<MapValue> arguments) => MapValue.Of(Slug(arguments[0].Text));

    // the letters of Western and Central European languages; the runtime takes no accents off without a library of the operating system
    private static readonly FrozenDictionary<char, string> Plain = new (string Plain, string Accented)[]
    {
        ("a", "àáâãäåāăą"),
        ("c", "çćĉċč"),
        ("d", "ďđ"),
        ("e", "èéêëēĕėęě"),
        ("g", "ĝğġģ"),
        ("h", "ĥ"),
        ("i", "ìíîïĩīĭįı"),
        ("j", "ĵ"),
        ("k", "ķ"),
        ("l", "ĺļľł"),
        ("n", "ñńņň"),
        ("o", "òóôõöøōŏő"),
        ("r", "ŕŗř"),
        ("s", "śŝşš"),
        ("t", "ţť"),
        ("u", "ùúûüũūŭůűų"),
        ("w", "ŵ"),
        ("y", "ýÿŷ"),
        ("z", "źżž"),
        ("ss", "ß"),
        ("ae", "æ"),
        ("oe", "œ"),
        ("th", "þ"),
    }.SelectMany(pair => pair.Accented.Select(letter => KeyValuePair.Create(letter, pair.Plain))).ToFrozenDictionary();

    private static string Slug(string text)
    {
        var made = new StringBuilder(text.Length);
        foreach (var c in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                made.Append(c);
            }
            else if (Plain.TryGetValue(c, out var letters))
            {
                made.Append(letters);
            }
            else if (made.Length > 0 && made[^1] != '-')
            {
                made.Append('-');
            }
        }

        return made.ToString().TrimEnd('-');
    }
}
