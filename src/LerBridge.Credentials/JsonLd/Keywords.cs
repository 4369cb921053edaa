using System.Collections.Frozen;

namespace LerBridge.Credentials.JsonLd;

/// <summary>The keywords of JSON-LD 1.1: https://www.w3.org/TR/json-ld11/#keywords.</summary>
internal static class Keywords
{
    public const string Base = "@base";
    public const string Container = "@container";
    public const string Context = "@context";
    public const string Default = "@default";
    public const string Direction = "@direction";
    public const string Graph = "@graph";
    public const string Id = "@id";
    public const string Import = "@import";
    public const string Included = "@included";
    public const string Index = "@index";
    public const string Json = "@json";
    public const string Language = "@language";
    public const string List = "@list";
    public const string Nest = "@nest";
    public const string None = "@none";
    public const string Prefix = "@prefix";
    public const string Propagate = "@propagate";
    public const string Protected = "@protected";
    public const string Reverse = "@reverse";
    public const string Set = "@set";
    public const string Type = "@type";
    public const string Value = "@value";
    public const string Version = "@version";
    public const string Vocab = "@vocab";

    private static readonly FrozenSet<string> All = new[]
    {
        Base, Container, Context, Default, Direction, Graph, Id, Import, Included, Index, Json, Language, List, Nest, None, Prefix, Propagate,
        Protected, Reverse, Set, Type, Value, Version, Vocab,
        "@embed", "@embedAll", "@explicit", "@omitDefault", "@preserve", "@requireAll",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Is(string? text) => text is ['@', ..] && All.Contains(text);

    /// <summary>An at sign and letters only: reserved for keywords to come.</summary>
    public static bool HasForm(string text)
    {
        if (text.Length < 2 || text[0] != '@')
        {
            return false;
        }

        foreach (var c in text.AsSpan(1))
        {
            if (!char.IsAsciiLetter(c))
            {
                return false;
            }
        }

        return true;
    }
}
