namespace LerBridge.Core.Mapping.Running;

/// <summary>A compiled formula: a tree of sealed nodes, bound to slots. Stateless.</summary>
internal abstract class MapNode
{
    public abstract MapValue Eval(MapFrame frame);

    /// <summary>The value of a condition.</summary>
    public virtual bool Test(MapFrame frame) => this.Eval(frame).Bool;

    /// <summary>True where there is no value.</summary>
    public virtual bool IsMissing(MapFrame frame) => this.Eval(frame).IsMissing;

    /// <summary>Writes the value's text, escaped and without quotes; false where there is no value.</summary>
    public virtual bool Write(MapFrame frame, ClaimsBuffer claims)
    {
        var value = this.Eval(frame);
        if (value.IsMissing)
        {
            return false;
        }

        claims.TextOf(value);
        return true;
    }

    /// <summary>The value as text; null where it is missing.</summary>
    public virtual string? Text(MapFrame frame)
    {
        var value = this.Eval(frame);
        return value.IsMissing ? null : value.AsText();
    }
}

/// <summary>A node whose value is true or false and never missing.</summary>
internal abstract class TestNode : MapNode
{
    public abstract override bool Test(MapFrame frame);

    public sealed override MapValue Eval(MapFrame frame) => MapValue.Of(this.Test(frame));
}

/// <summary>The length of texts that formulas make: joining and replacing again and again must not fill the memory.</summary>
internal static class TextBounds
{
    public const int MaxLength = 1_000_000;

    /// <exception cref="MapFailure">It would be too long.</exception>
    public static void Check(long length)
    {
        if (length > MaxLength)
        {
            throw new MapFailure("LB3204", $"A text became longer than {MaxLength:N0} characters.");
        }
    }
}

/// <summary>A record cannot be mapped: division by zero, a number too large. Ends the record, never the run.</summary>
internal sealed class MapFailure(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    /// <summary>File, line and column of the part of a formula that failed; null until whoever knows has said.</summary>
    public string? Where { get; set; }
}
