using System.Collections.Immutable;

namespace LerBridge.Core.Mapping.Expressions;

/// <summary>A formula as written. A closed set; positions are indices into the text that holds the formula.</summary>
internal abstract record ExpressionNode(int Start, int Length)
{
    public int End => this.Start + this.Length;

    internal sealed record TextLiteral(string Value, int Start, int Length) : ExpressionNode(Start, Length);

    internal sealed record NumberLiteral(decimal Value, int Start, int Length) : ExpressionNode(Start, Length);

    internal sealed record BoolLiteral(bool Value, int Start, int Length) : ExpressionNode(Start, Length);

    internal sealed record MissingLiteral(int Start, int Length) : ExpressionNode(Start, Length);

    internal sealed record ListLiteral(ImmutableArray<ExpressionNode> Items, int Start, int Length) : ExpressionNode(Start, Length);

    internal sealed record Name(string Text, int Start, int Length) : ExpressionNode(Start, Length);

    internal sealed record Member(ExpressionNode Target, string Text, int Start, int Length) : ExpressionNode(Start, Length);

    internal sealed record Index(ExpressionNode Target, ImmutableArray<ExpressionNode> Keys, int Start, int Length) : ExpressionNode(Start, Length);

    internal sealed record Call(string Function, int NameLength, ImmutableArray<ExpressionNode> Arguments, int Start, int Length) : ExpressionNode(Start, Length);

    internal sealed record Lambda(string Parameter, ExpressionNode Body, int Start, int Length) : ExpressionNode(Start, Length);

    internal sealed record Negate(ExpressionNode Operand, int Start, int Length) : ExpressionNode(Start, Length);

    internal sealed record Not(ExpressionNode Operand, int Start, int Length) : ExpressionNode(Start, Length);

    internal sealed record Binary(string Operator, ExpressionNode Left, ExpressionNode Right, int Start, int Length) : ExpressionNode(Start, Length);

    internal sealed record Between(ExpressionNode Operand, ExpressionNode Low, ExpressionNode High, int Start, int Length) : ExpressionNode(Start, Length);
}
