using System.Collections.Immutable;
using LerBridge.Core.Mapping.Expressions;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

/// <summary>One call in a formula, being checked.</summary>
internal sealed class FunctionCall(Binder binder, FormulaFunction function, ExpressionNode.Call call, Facts facts)
{
    public int Count => call.Arguments.Length;

    public Facts Facts { get; } = facts;

    public ExpressionNode Node(int index) => call.Arguments[index];

    /// <summary>Checks the number of arguments; reports and returns false where it is wrong.</summary>
    public bool Takes(int least, int most)
    {
        if (this.Count >= least && this.Count <= most)
        {
            return true;
        }

        var wanted = least == most ? $"{least}" : most == int.MaxValue ? $"{least} or more" : $"{least} to {most}";
        this.Wrong(call with { Length = call.NameLength }, $"{function.Name} takes {wanted} argument{(wanted == "1" ? string.Empty : "s")}; here are {this.Count}.");
        return false;
    }

    /// <summary>Checks an argument, with what is known here.</summary>
    public Typed Argument(int index) => this.Argument(index, this.Facts);

    public Typed Argument(int index, Facts known) => binder.Bind(this.Node(index), known);

    /// <summary>Checks an argument that must be of a type.</summary>
    public Typed Argument(int index, MapType wanted)
    {
        var argument = this.Argument(index);
        if (argument.Type.Kind == TypeKind.List && wanted.Kind == TypeKind.List && wanted.Item is null)
        {
            return argument;
        }

        if (argument.Type.Fits(wanted) && (wanted.Kind != TypeKind.Whole || argument.Type.Kind is TypeKind.Whole or TypeKind.Error or TypeKind.Nothing || argument.Constant is { Kind: MapKind.Number, Number.Scale: 0 }))
        {
            return argument;
        }

        this.Wrong(this.Node(index), $"{function.Name} needs {wanted.Words} here; this is {argument.Type.Words}.", advice: Conversion(argument, wanted));
        return Typed.Failed;
    }

    /// <summary>The call with its arguments in one list, as <c>max([a, b])</c>.</summary>
    public string AsList() => $"{function.Name}([{string.Join(", ", call.Arguments.Select((_, index) => this.Node(index) is ExpressionNode.Lambda ? "…" : binder.Bind(this.Node(index), this.Facts).Canonical))}])";

    /// <summary>An argument that must be written out, because it decides what is compiled.</summary>
    public string? Literal(int index, string what)
    {
        if (this.Node(index) is ExpressionNode.TextLiteral literal)
        {
            return literal.Value;
        }

        this.Wrong(this.Node(index), $"{what} must be written out in \"quotes\"; it cannot be computed.");
        return null;
    }

    /// <summary>A condition: true or false, and never missing.</summary>
    public Typed Condition(int index, Facts known) => binder.WatchedBranch(binder.Condition(this.Node(index), known), this.Node(index));

    /// <summary>An argument like <c>r =&gt; r.points</c>, over the items of a list.</summary>
    public (Typed Body, int Local)? Lambda(int index, Typed list, bool condition)
    {
        if (list.Type.IsError)
        {
            return null;
        }

        if (this.Node(index) is not ExpressionNode.Lambda lambda)
        {
            this.Wrong(this.Node(index), $"{function.Name} needs a rule for one item here.", advice: "r => …");
            return null;
        }

        return binder.InScope(lambda.Parameter, lambda, list.Type.Item ?? MapType.Error, list, local =>
        {
            var known = Binder.Within(lambda.Parameter, list, this.Facts);
            var body = condition ? binder.Condition(lambda.Body, known) : binder.Bind(lambda.Body, known);
            return (body, local);
        });
    }

    public Typed Fail(int index, string message, string? why = null, string? advice = null, string code = "LB2101")
    {
        binder.Report(code, this.Node(index), message, why, advice);
        return Typed.Failed;
    }

    /// <summary>The result of a function that gives nothing where an argument is missing.</summary>
    public Typed Strict(MapType type, MapNode node, ImmutableArray<Typed> arguments, bool mayLack = false) =>
        this.Made(type, node, arguments, Operation.Strict, mayLack);

    /// <summary>The result of a function that always gives a value.</summary>
    public Typed Total(MapType type, MapNode node, ImmutableArray<Typed> arguments) => this.Made(type, node, arguments, Operation.Total, false);

    private Typed Made(MapType type, MapNode node, ImmutableArray<Typed> arguments, Operation operation, bool mayLack)
    {
        if (arguments.Any(argument => argument.Type.IsError))
        {
            return Typed.Failed;
        }

        return Binder.Fold(new Typed
        {
            Type = type,
            Node = node,
            Operation = operation,
            Canonical = $"{function.Name}({string.Join(", ", arguments.Select(argument => argument.Canonical))})",
            Parts = arguments,
            MayLack = mayLack,
            Computes = true,

            // items that are sorted, cut or freed of doubles are still items of the first list
            Items = arguments is [{ Items: { } items } list, .. var rest] && type == list.Type && rest.All(argument => argument.Type.IsScalar) ? items : null,
            Fields = Binder.FieldsOf(arguments),
        });
    }

    public void Wrong(ExpressionNode at, string message, string? advice = null, string? why = null) =>
        binder.Report("LB2101", at, message, why ?? $"{function.Signature}: {function.Summary}", advice);

    private static string? Conversion(Typed argument, MapType wanted) => (argument.Type.Kind, wanted.Kind) switch
    {
        (TypeKind.Number or TypeKind.Whole or TypeKind.Date or TypeKind.Bool, TypeKind.Text) => $"text({argument.Canonical})",
        (TypeKind.Text, TypeKind.Number) => $"number({argument.Canonical})",
        (TypeKind.Time, TypeKind.Date) => $"date({argument.Canonical}, \"America/Chicago\")",
        _ => null,
    };
}
