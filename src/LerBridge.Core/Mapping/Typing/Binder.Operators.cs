using System.Collections.Immutable;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Expressions;
using LerBridge.Core.Mapping.Functions;
using LerBridge.Core.Mapping.Running;

namespace LerBridge.Core.Mapping.Typing;

/// <content>Operators (mapping/v1 §4.6): equality is total, ordering and arithmetic need values, conditions need true or false.</content>
internal sealed partial class Binder
{

    /// <summary>Checks a condition: true or false, and never missing.</summary>
    public Typed Condition(ExpressionNode node, Facts facts)
    {
        var condition = this.Bind(node, facts);
        if (condition.Type.IsError)
        {
            return Typed.Failed;
        }

        if (condition.Type.Kind is not TypeKind.Bool)
        {
            return this.Refuse("LB2102", node, $"A condition is true or false; {Described(condition)} is {condition.Type.Words}.", null, condition.Type.IsScalar ? $"{condition.Canonical} != missing" : null);
        }

        return condition.CanBeMissing(facts)
            ? this.Refuse("LB2105", node, $"This condition can be missing: {Described(condition.Culprit(facts))} has no value in every record.", "neither true nor false would be right for it", $"{condition.Canonical} ?? false")
            : condition;
    }

    /// <summary>Reads and checks a value that has an order and that every record has: numbers, dates and times.</summary>
    public Typed Ordered(YamlScalar text, Facts facts) => this.Read(text, () =>
    {
        var node = ExpressionParser.Parse(text.Text, 1);
        var value = this.Bind(node, facts);
        if (value.Type.IsError)
        {
            return Typed.Failed;
        }

        if (!value.Type.IsNumber && value.Type.Kind is not (TypeKind.Date or TypeKind.Time))
        {
            return this.Refuse("LB2102", node, $"A rank is a number, a date or a time; {Described(value)} is {value.Type.Words}.", "words do not say which of them is better", "look its number up in a table");
        }

        return value.CanBeMissing(facts) ? this.Optional(node, value, "A rank", facts) : value;
    });

    /// <summary>Reads the name of a field that every record has.</summary>
    public Typed Grouping(YamlScalar text, Facts facts) => this.Read(text, () =>
    {
        var node = ExpressionParser.Parse(text.Text, 0);
        var value = this.Bind(node, facts);
        return value.Type.IsError ? Typed.Failed
            : value.Operation != Operation.Field ? this.Refuse("LB2102", node, $"A group is made of fields of the stream; \"{text.Text}\" is none.")
            : value.CanBeMissing(facts) ? this.Optional(node, value, "A field of per", facts)
            : value;
    });

    private Typed BindNot(ExpressionNode.Not not, Facts facts)
    {
        var operand = this.Condition(not.Operand, facts);
        return Made(MapType.Bool, new NotNode(operand.Node), Operation.Not, $"not {operand.Canonical}", operand);
    }

    private Typed BindNegate(ExpressionNode.Negate negate, Facts facts)
    {
        var operand = this.Needs(negate.Operand, MapType.Number, "-", facts);
        return Made(operand.Type, new NegateNode(operand.Node), Operation.Strict, $"-{operand.Canonical}", operand);
    }

    private Typed BindBinary(ExpressionNode.Binary binary, Facts facts) => binary.Operator switch
    {
        "and" => this.BindAnd(binary, facts),
        "or" => this.BindOr(binary, facts),
        "=" or "!=" => this.BindEquality(binary, facts),
        "<" or "<=" or ">" or ">=" => this.BindOrder(binary, facts),
        "in" => this.BindIn(binary, facts),
        "matches" => this.BindMatches(binary, facts),
        "??" => this.BindCoalesce(binary, facts),
        "&" => this.BindConcatenation(binary, facts),
        _ => this.BindArithmetic(binary, facts),
    };

    private Typed BindAnd(ExpressionNode.Binary binary, Facts facts)
    {
        var left = this.Condition(binary.Left, facts);
        var right = this.Condition(binary.Right, facts.And(Facts.WhenTrue(left)));
        return Made(MapType.Bool, new AndNode(left.Node, right.Node), Operation.And, $"({left.Canonical} and {right.Canonical})", left, right);
    }

    private Typed BindOr(ExpressionNode.Binary binary, Facts facts)
    {
        var left = this.Condition(binary.Left, facts);
        var right = this.Condition(binary.Right, facts.And(Facts.WhenFalse(left)));
        return Made(MapType.Bool, new OrNode(left.Node, right.Node), Operation.Or, $"({left.Canonical} or {right.Canonical})", left, right);
    }

    private Typed BindEquality(ExpressionNode.Binary binary, Facts facts)
    {
        var left = this.Bind(binary.Left, facts);
        var right = this.Bind(binary.Right, facts);
        if (left.Type.IsError || right.Type.IsError)
        {
            return Typed.Failed;
        }

        var equal = binary.Operator == "=";
        if (left.Operation == Operation.Nothing || right.Operation == Operation.Nothing)
        {
            var operand = right.Operation == Operation.Nothing ? left : right;
            if (!operand.CanBeMissing(facts.InSight) && this.scalar is { } text)
            {
                findings.Warn("LB1305", text.SpanOf(binary.Start, binary.Length), $"{Described(operand)} always has a value here, so this is always {(equal ? "false" : "true")}.", facts.Knows(operand.Canonical) ? "an earlier condition has dealt with missing" : null, "remove the comparison");
            }

            return Made(MapType.Bool, new MissingNode(operand.Node, equal), equal ? Operation.IsMissing : Operation.IsPresent, $"({operand.Canonical} {binary.Operator} missing)", operand);
        }

        if (!this.Comparable(binary, left, right))
        {
            return Typed.Failed;
        }

        return Made(MapType.Bool, new EqualNode(left.Node, right.Node, equal), equal ? Operation.Equal : Operation.NotEqual, $"({left.Canonical} {binary.Operator} {right.Canonical})", left, right);
    }

    private Typed BindOrder(ExpressionNode.Binary binary, Facts facts)
    {
        var left = this.Bind(binary.Left, facts);
        var right = this.Bind(binary.Right, facts);
        if (left.Type.IsError || right.Type.IsError || !this.Comparable(binary, left, right))
        {
            return Typed.Failed;
        }

        foreach (var (side, node) in new[] { (left, binary.Left), (right, binary.Right) })
        {
            if (side.Type.Kind is TypeKind.Bool or TypeKind.List or TypeKind.Row or TypeKind.Record or TypeKind.Nothing)
            {
                return this.Refuse("LB2102", node, $"\"{binary.Operator}\" needs something that can be ordered; this is {side.Type.Words}.");
            }

            if (side.CanBeMissing(facts))
            {
                return this.Optional(node, side, $"\"{binary.Operator}\"", facts);
            }
        }

        return Made(MapType.Bool, new OrderNode(left.Node, right.Node, binary.Operator), Operation.Total, $"({left.Canonical} {binary.Operator} {right.Canonical})", left, right);
    }

    private Typed BindBetween(ExpressionNode.Between between, Facts facts)
    {
        var parts = new[] { (between.Operand, this.Bind(between.Operand, facts)), (between.Low, this.Bind(between.Low, facts)), (between.High, this.Bind(between.High, facts)) };
        foreach (var (node, part) in parts)
        {
            if (part.Type.IsError)
            {
                return Typed.Failed;
            }

            if (!part.Type.Fits(parts[0].Item2.Type) || part.Type.Kind is TypeKind.Bool or TypeKind.List or TypeKind.Row or TypeKind.Record or TypeKind.Nothing)
            {
                return this.Refuse("LB2102", node, $"between compares values of one type that can be ordered; this is {part.Type.Words}.");
            }

            if (part.CanBeMissing(facts))
            {
                return this.Optional(node, part, "between", facts);
            }
        }

        var (operand, low, high) = (parts[0].Item2, parts[1].Item2, parts[2].Item2);
        return Made(MapType.Bool, new BetweenNode(operand.Node, low.Node, high.Node), Operation.Total, $"({operand.Canonical} between {low.Canonical} and {high.Canonical})", operand, low, high);
    }

    private Typed BindIn(ExpressionNode.Binary binary, Facts facts)
    {
        var operand = this.Bind(binary.Left, facts);
        var list = this.Bind(binary.Right, facts);
        if (operand.Type.IsError || list.Type.IsError)
        {
            return Typed.Failed;
        }

        if (list.Type is not { Kind: TypeKind.List, Item: { } item })
        {
            return this.Refuse("LB2102", binary.Right, $"in needs a list; this is {list.Type.Words}.", null, $"[{list.Canonical}]");
        }

        if (!operand.Type.Fits(item) || !operand.Type.IsScalar)
        {
            return this.Refuse("LB2102", binary.Left, $"The list holds {item.Words}; this is {operand.Type.Words}.");
        }

        if (binary.Right is ExpressionNode.ListLiteral literal)
        {
            for (var i = 0; i < literal.Items.Length; i++)
            {
                this.CheckWord(operand, list.Parts[i], literal.Items[i]);
            }
        }

        MapNode node = list.Constant is { } constant ? new InConstantsNode(operand.Node, constant.List) : new InListNode(operand.Node, list.Node);
        return Made(MapType.Bool, node, Operation.Membership, $"({operand.Canonical} in {list.Canonical})", operand, list);
    }

    private Typed BindMatches(ExpressionNode.Binary binary, Facts facts)
    {
        var operand = this.Bind(binary.Left, facts);
        if (operand.Type.IsError)
        {
            return Typed.Failed;
        }

        if (!operand.Type.IsText)
        {
            return this.Refuse("LB2102", binary.Left, $"matches looks at a text; this is {operand.Type.Words}.", null, operand.Type.IsScalar ? $"text({operand.Canonical})" : null);
        }

        if (binary.Right is not ExpressionNode.TextLiteral { Value: var pattern })
        {
            return this.Refuse("LB2107", binary.Right, "The pattern of matches must be written out in \"quotes\".");
        }

        return Patterns.Compile(pattern, out var problem) is { } regex
            ? Made(MapType.Bool, new MatchesNode(operand.Node, regex), Operation.Membership, $"({operand.Canonical} matches {Quote(pattern)})", operand)
            : this.Refuse("LB2107", binary.Right, "This pattern cannot be used.", problem);
    }

    private Typed BindCoalesce(ExpressionNode.Binary binary, Facts facts)
    {
        var left = this.Bind(binary.Left, facts);
        var right = this.Bind(binary.Right, facts);
        if (left.Type.IsError || right.Type.IsError)
        {
            return Typed.Failed;
        }

        if (!left.Type.Fits(right.Type))
        {
            return this.Refuse("LB2102", binary.Right, $"Both sides of ?? must be of one type: the first is {left.Type.Words}, this is {right.Type.Words}.");
        }

        if (!left.CanBeMissing(facts.InSight) && this.scalar is { } text)
        {
            findings.Warn("LB1306", text.SpanOf(binary.Right.Start, binary.Right.Length), $"{Described(left)} always has a value here, so what follows ?? is never used.", null, left.Canonical);
        }

        return Made(left.Type.Or(right.Type), new CoalesceNode(left.Node, right.Node), Operation.Coalesce, $"({left.Canonical} ?? {right.Canonical})", left, right);
    }

    private Typed BindConcatenation(ExpressionNode.Binary binary, Facts facts) => Concatenation(
        [this.Printable(this.Bind(binary.Left, facts), binary.Left), this.Printable(this.Bind(binary.Right, facts), binary.Right)]);

    private Typed BindArithmetic(ExpressionNode.Binary binary, Facts facts)
    {
        var left = this.Needs(binary.Left, MapType.Number, binary.Operator, facts);
        if (left.IsFailed && binary.Operator == "+" && binary.Right is ExpressionNode.TextLiteral)
        {
            return Typed.Failed;
        }

        var right = this.Needs(binary.Right, MapType.Number, binary.Operator, facts);
        var type = binary.Operator != "/" && left.Type.Kind == TypeKind.Whole && right.Type.Kind == TypeKind.Whole ? MapType.Whole : MapType.Number;
        return Made(type, new ArithmeticNode(left.Node, right.Node, binary.Operator[0]), Operation.Strict, $"({left.Canonical} {binary.Operator} {right.Canonical})", left, right) with { Computes = true };
    }

    private static Typed Concatenation(ImmutableArray<Typed> parts) => Made(
        MapType.Text, new ConcatenateNode([.. parts.Select(part => part.Node)]), Operation.Strict, $"({string.Join(" & ", parts.Select(part => part.Canonical))})", [.. parts]);

    private Typed Printable(Typed part, ExpressionNode at) => part.Type.IsScalar
        ? part
        : this.Refuse("LB2102", at, $"Only single values can be put into a text; this is {part.Type.Words}.", null, part.Type.Kind == TypeKind.List ? $"join({part.Canonical}, \", \")" : null);

    // an operand of arithmetic
    private Typed Needs(ExpressionNode node, MapType type, string symbol, Facts facts)
    {
        var operand = this.Bind(node, facts);
        if (operand.Type.IsError)
        {
            return Typed.Failed;
        }

        if (!operand.Type.Fits(type) || operand.Type.Kind == TypeKind.Nothing)
        {
            var advice = operand.Type.Kind is TypeKind.Date ? "use add_days and days_between" : operand.Type.IsText && symbol == "+" ? "texts are joined with  &" : null;
            return this.Refuse("LB2102", node, $"\"{symbol}\" needs {type.Words}; {Described(operand)} is {operand.Type.Words}.", null, advice);
        }

        return operand.CanBeMissing(facts) ? this.Optional(node, operand, $"\"{symbol}\"", facts) : operand;
    }

    private Typed Optional(ExpressionNode node, Typed operand, string what, Facts facts)
    {
        var culprit = operand.Culprit(facts);
        var table = culprit.LookupBehind()?.Table;
        return this.Refuse(
            "LB2105",
            node,
            $"{what} needs a value, but {Described(culprit)} can be missing here.",
            table is null ? "not every record has it" : $"table {table.Name} may have no row for it",
            $"deal with  {culprit.Canonical} = missing  in an earlier when, or write  {culprit.Canonical} ?? …");
    }

    private bool Comparable(ExpressionNode.Binary binary, Typed left, Typed right)
    {
        if (!left.Type.Fits(right.Type))
        {
            var dates = left.Type.Kind is TypeKind.Date or TypeKind.Time && right.Type.Kind is TypeKind.Date or TypeKind.Time;
            var time = left.Type.Kind == TypeKind.Time ? left : right;
            this.Report(
                "LB2102",
                binary,
                $"{Described(left)} is {left.Type.Words} and {Described(right)} is {right.Type.Words}; they cannot be compared.",
                dates ? "the day can differ by time zone, so LerBridge will not guess" : null,
                dates ? $"date({time.Canonical}, \"America/Chicago\")" : Alike(left, right) ?? Alike(right, left));
            return false;
        }

        this.CheckWord(left, right, binary.Right);
        this.CheckWord(right, left, binary.Left);
        return true;
    }

    // the text that would have to be read as what the other side is
    private static string? Alike(Typed text, Typed other) => !text.Type.IsText ? null : other.Type.Kind switch
    {
        TypeKind.Date => $"date({text.Canonical})",
        TypeKind.Time => $"time({text.Canonical})",
        TypeKind.Number or TypeKind.Whole => text.Constant is null && other.Constant is { } number ? $"\"{number.AsText()}\"  or  number({text.Canonical})" : $"number({text.Canonical})",
        TypeKind.Bool => "true or false, without quotes",
        _ => null,
    };

    // a code is compared with words of its list only
    private void CheckWord(Typed code, Typed word, ExpressionNode at)
    {
        if (code.Type is { Kind: TypeKind.Code, Codes: { IsDefaultOrEmpty: false } codes } && word.Constant is { Kind: Running.MapKind.Text, Text: var text } && !codes.Contains(text))
        {
            this.Report("LB2106", at, $"{Described(code)} is never \"{text}\".", $"it is one of {string.Join(", ", codes)}", Suggestion.Nearest(text, codes) is { } nearest ? Quote(nearest) : null);
        }
    }

    private static string Described(Typed formula) => formula.Canonical.Length > 60 ? "this" : formula.Canonical;

    private static Typed Made(MapType type, MapNode node, Operation operation, string canonical, params ImmutableArray<Typed> parts) =>
        parts.Any(part => part.Type.IsError)
            ? Typed.Failed
            : Fold(new Typed { Type = type, Node = node, Operation = operation, Canonical = canonical, Parts = parts, Fields = FieldsOf(parts) });
}
