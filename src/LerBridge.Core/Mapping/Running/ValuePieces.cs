using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LerBridge.Core.Mapping.Profiles;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Running;

/// <summary>What a written text must look like, beyond its type: held against the bytes before they stay.</summary>
internal abstract class TextRule
{
    public static TextRule None { get; } = new Anything();

    /// <summary>How the record ends where the text does not keep the rule; null where it does.</summary>
    public abstract MapResult? Check(ReadOnlySpan<byte> text);

    private sealed class Anything : TextRule
    {
        public override MapResult? Check(ReadOnlySpan<byte> text) => null;
    }

    /// <summary>A required text says something.</summary>
    internal sealed class NotEmpty(MapResult broken) : TextRule
    {
        public override MapResult? Check(ReadOnlySpan<byte> text) => text.IsEmpty ? broken : null;
    }

    /// <summary>An absolute URI: a scheme, a colon, and none of the characters that RFC 3986 and 3987 keep out.</summary>
    internal sealed class AbsoluteUri(MapResult broken) : TextRule
    {
        private static readonly SearchValues<byte> Scheme = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-"u8);
        private static readonly SearchValues<byte> Forbidden = SearchValues.Create([.. Enumerable.Range(0, 0x21).Select(b => (byte)b), .. "\"<>\\^`{|}"u8, 0x7F]);

        public static bool Holds(ReadOnlySpan<byte> text)
        {
            var colon = text.IndexOf((byte)':');
            return colon > 0 && colon < text.Length - 1 && char.IsAsciiLetter((char)text[0]) && text[..colon].IndexOfAnyExcept(Scheme) < 0 && text.IndexOfAny(Forbidden) < 0;
        }

        /// <summary>True where a part that is written out keeps the whole from being one; only its beginning must hold the scheme, as far as it goes.</summary>
        public static bool NeverHolds(ReadOnlySpan<byte> part, bool first) =>
            part.IndexOfAny(Forbidden) >= 0
            || (first && !part.IsEmpty && (!char.IsAsciiLetter((char)part[0]) || part[..(part.IndexOf((byte)':') is >= 0 and var colon ? colon : part.Length)].IndexOfAnyExcept(Scheme) >= 0));

        public override MapResult? Check(ReadOnlySpan<byte> text) => Holds(text) ? null : broken;
    }

    /// <summary>A text of so many characters at most, as a person counts them.</summary>
    internal sealed class NotLonger(int most, TextRule inner, MapResult broken) : TextRule
    {
        // fewer bytes than that are fewer characters, too
        public override MapResult? Check(ReadOnlySpan<byte> text) => inner.Check(text) ?? (text.Length > most && Characters(text) > most ? broken : null);

        private static int Characters(ReadOnlySpan<byte> text)
        {
            var reader = new Utf8JsonReader((byte[])[(byte)'"', .. text, (byte)'"']);
            reader.Read();
            return new StringInfo(reader.GetString() ?? string.Empty).LengthInTextElements;
        }
    }

    /// <summary>One of a closed list of words.</summary>
    internal sealed class OneOf(Shape shape, MapResult broken) : TextRule
    {
        public override MapResult? Check(ReadOnlySpan<byte> text) => shape.Accepts(Encoding.UTF8.GetString(text)) ? null : broken;
    }
}

/// <summary>A text, or any single value printed as text.</summary>
internal sealed class TextPiece(MapNode node, MissingPolicy policy, TextRule rule) : Piece
{
    public override bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        var mark = claims.Length;
        claims.Raw((byte)'"');
        var start = claims.Length;
        if (!node.Write(frame, claims))
        {
            claims.Rewind(mark);
            return policy.Apply(frame, claims);
        }

        frame.End = rule.Check(claims.Written[start..]);
        claims.Raw((byte)'"');
        return frame.End is null;
    }
}

/// <summary>A text with holes, written without making the string.</summary>
internal sealed class TemplatePiece(IReadOnlyList<MapNode> parts, MissingPolicy policy, TextRule rule) : Piece
{
    private static readonly MapFrame Nobody = new(0);

    private readonly (byte[]? Constant, MapNode Node)[] parts =
        [.. parts.Select(part => (part is ConstantNode ? ClaimsBuffer.Encoded(part.Text(Nobody) ?? string.Empty) : null, part))];

    public override bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        var mark = claims.Length;
        claims.Raw((byte)'"');
        foreach (var (constant, node) in this.parts)
        {
            if (constant is not null)
            {
                claims.Raw(constant);
                continue;
            }

            if (!node.Write(frame, claims))
            {
                claims.Rewind(mark);
                return policy.Apply(frame, claims);
            }
        }

        frame.End = rule.Check(claims.Written[(mark + 1)..]);
        claims.Raw((byte)'"');
        return frame.End is null;
    }
}

/// <summary>A value whose formula may end the record: says which it was.</summary>
internal sealed class PlacedPiece(Piece inner, string where) : Piece
{
    public override bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        try
        {
            return inner.Write(frame, claims);
        }
        catch (MapFailure failure)
        {
            failure.Where ??= where;
            throw;
        }
    }
}

/// <summary>A number.</summary>
internal sealed class NumberPiece(MapNode node, MissingPolicy policy) : Piece
{
    public override bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        var value = node.Eval(frame);
        if (value.IsMissing)
        {
            return policy.Apply(frame, claims);
        }

        claims.Number(value.Number);
        return true;
    }
}

/// <summary>True or false.</summary>
internal sealed class FlagPiece(MapNode node, MissingPolicy policy) : Piece
{
    public override bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        var value = node.Eval(frame);
        if (value.IsMissing)
        {
            return policy.Apply(frame, claims);
        }

        claims.Raw(value.Bool ? "true"u8 : "false"u8);
        return true;
    }
}

/// <summary>What tells an item of a record's list from the others of the same record; absent where its key has no value.</summary>
internal sealed class ItemKeyPiece(int local) : Piece
{
    public override bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        frame.ReadElsewhere = true;
        if (frame[local] is not { Kind: MapKind.Item } item || RecordCodec.Key(item.Item) is not { } key)
        {
            return false;
        }

        claims.Quoted(key);
        return true;
    }
}

/// <summary>The achievement's id: written, and remembered for the ids that follow from it.</summary>
internal sealed class AchievementIdPiece(Piece inner, ResultItem[] results) : Piece
{
    public override bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        var start = claims.Length;
        if (!inner.Write(frame, claims))
        {
            return false;
        }

        frame.Achieves(claims.Written[(start + 1)..^1], results);
        return true;
    }
}

/// <summary>The person's name, as an identity object of the subject (Open Badges 3.0, class IdentityObject).</summary>
internal sealed class NamePiece(MapNode name, MapResult unnamed, MapResult placeholder) : Piece
{
    private static readonly byte[] Before = [.. "[{\"type\":\"IdentityObject\",\"hashed\":false,\"identityHash\":"u8];
    private static readonly byte[] After = [.. ",\"identityType\":\"name\"}]"u8];

    public override bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        if (name.Text(frame) is not { Length: > 0 } text)
        {
            frame.End = unnamed;
            return false;
        }

        if (PlaceholderName.Is(text))
        {
            frame.End = placeholder;
            return false;
        }

        claims.Raw(Before);
        claims.Quoted(text);
        claims.Raw(After);
        return true;
    }
}
