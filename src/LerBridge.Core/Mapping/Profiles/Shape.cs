using System.Collections.Immutable;

namespace LerBridge.Core.Mapping.Profiles;

/// <summary>What a member of a credential may hold.</summary>
internal enum ShapeKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A calendar date; the profile's DateTimeZ is made from it when the credential is built.</summary>
    Date,

    /// <summary>An absolute URI.</summary>
    Uri,

    /// <summary>One of a closed list of words.</summary>
    Word,

    /// <summary>Text, or a number written as text.</summary>
    Printed,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>An object with members of its own.</summary>
    Object,

    /// <summary>A list.</summary>
    List,

    /// <summary>The short-hand for results (mapping/v1 §5).</summary>
    Results,
}

/// <summary>The shape of a member.</summary>
internal sealed record Shape(ShapeKind Kind)
{
    public static Shape Text { get; } = new(ShapeKind.Text);

    public static Shape Number { get; } = new(ShapeKind.Number);

    public static Shape Flag { get; } = new(ShapeKind.Flag);

    public static Shape Date { get; } = new(ShapeKind.Date);

    /// <summary>A calendar date, or the very moment.</summary>
    public static Shape DateOrTime { get; } = new(ShapeKind.Date) { TakesTime = true };

    public static Shape Uri { get; } = new(ShapeKind.Uri);

    public static Shape Printed { get; } = new(ShapeKind.Printed);

    /// <summary>True for an object that gets an id of its own: where a loop makes one for each item of a record's list, the key of the item goes with it, and the id follows from that.</summary>
    public bool Keyed { get; init; }

    /// <summary>True for a date in whose place a date with time may stand.</summary>
    public bool TakesTime { get; init; }

    /// <summary>The members of an object, in the order they are written.</summary>
    public ImmutableArray<ShapeMember> Members { get; init; } = [];

    /// <summary>Members of which at least one must be written.</summary>
    public ImmutableArray<string> AnyOf { get; init; } = [];

    /// <summary>Members that LerBridge fills, with the reason why a mapping may not.</summary>
    public ImmutableDictionary<string, string> Managed { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Members of the profile that cannot be written yet.</summary>
    public ImmutableArray<string> Later { get; init; } = [];

    /// <summary>The shape of a list's items.</summary>
    public Shape? Item { get; init; }

    /// <summary>The closed list of words.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>True where <c>ext:</c> and a name of one's own is accepted besides.</summary>
    public bool Extensible { get; init; }

    public static Shape Of(params ImmutableArray<ShapeMember> members) => new(ShapeKind.Object) { Members = members };

    public static Shape ListOf(Shape item) => new(ShapeKind.List) { Item = item };

    public static Shape OneOf(bool extensible, params ImmutableArray<string> words) => new(ShapeKind.Word) { Words = words, Extensible = extensible };

    /// <summary>What is needed, for messages: <c>a date</c>.</summary>
    public string Needs => this.Kind switch
    {
        ShapeKind.Number => "a number",
        ShapeKind.Date => "a date",
        ShapeKind.Flag => "true or false",
        ShapeKind.Uri => "a web address or other absolute URI",
        ShapeKind.Word => "one of a list of words",
        ShapeKind.Object => "a block of members",
        ShapeKind.List or ShapeKind.Results => "a list",
        _ => "a text",
    };

    /// <summary>True where a word is of the list, or an extension in the form that the standard asks for: <c>ext:</c> and letters, digits, <c>. | _ -</c>.</summary>
    public bool Accepts(string word) => this.Words.Contains(word)
        || (this.Extensible && word.StartsWith("ext:", StringComparison.Ordinal) && word.Length > 4 && word.AsSpan(4).IndexOfAnyExcept(ExtensionCharacters) < 0);

    private static readonly System.Buffers.SearchValues<char> ExtensionCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.|_-");
}

/// <summary>A member of an object.</summary>
internal sealed record ShapeMember(string Name, Shape Shape, bool Required = false);
