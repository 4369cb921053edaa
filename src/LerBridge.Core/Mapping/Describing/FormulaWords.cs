using System.Collections.Immutable;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Expressions;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Tables;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Describing;

/// <summary>Formulas in English. A condition becomes a clause, a value a phrase; names of fields, tables and lets stay as they are written.</summary>
internal sealed class FormulaWords(RecordSchema schema, IReadOnlySet<string> conditions, IReadOnlyList<TableShape> tables)
{
    private readonly SortedSet<string> functions = new(StringComparer.Ordinal);

    /// <summary>The functions that are shown by their names.</summary>
    public IReadOnlyCollection<string> Functions => this.functions;

    /// <summary>A value as it is written in the file: a constant, a text with holes, or a formula.</summary>
    public string Value(YamlScalar scalar)
    {
        if (scalar.IsFormula)
        {
            return this.Value(ExpressionParser.Parse(scalar.Text, 1), inside: false);
        }

        return TextTemplate.HasHoles(scalar.Text) ? Quoted(string.Concat(TextTemplate.Parse(scalar.Text).Select(this.Part))) : Quoted(scalar.Text.Replace("$${", "${", StringComparison.Ordinal));
    }

    /// <summary>A formula that is true or false.</summary>
    public string Condition(YamlScalar scalar) => scalar.IsFormula ? this.Condition(ExpressionParser.Parse(scalar.Text, 1)) : Quoted(scalar.Text);

    /// <summary>What <c>c in competencies[code]</c> goes through.</summary>
    public (string Name, string List) Loop(YamlScalar scalar) =>
        ExpressionParser.Parse(scalar.Text, 0) is ExpressionNode.Binary { Operator: "in", Left: ExpressionNode.Name name } loop ? (name.Text, this.Value(loop.Right, inside: false)) : ("item", scalar.Text);

    public static string Quoted(string text) => $"“{text}”";

    private string Part(TemplatePart part) => part switch
    {
        TemplatePart.Hole hole => $"‹{this.Value(hole.Formula, inside: false)}›",
        TemplatePart.Constant constant => constant.Text,
        _ => string.Empty,
    };

    private string Value(ExpressionNode node) => this.Value(node, inside: true);

    private string Value(ExpressionNode node, bool inside) => node switch
    {
        ExpressionNode.TextLiteral text => Quoted(text.Value),
        ExpressionNode.NumberLiteral number => MapValue.NumberText(number.Value),
        ExpressionNode.BoolLiteral literal => literal.Value ? "true" : "false",
        ExpressionNode.MissingLiteral => "nothing",
        ExpressionNode.ListLiteral list => this.List(list.Items, "and"),
        _ when Path(node) is { } path => path,
        ExpressionNode.Member { Target: ExpressionNode.Index row } cell => $"the {cell.Text} that {Path(row.Target) ?? this.Value(row.Target)} gives for {this.List(row.Keys, "and")}",
        ExpressionNode.Member member => $"{member.Text} of {this.Value(member.Target)}",
        ExpressionNode.Index row => this.Row(row),
        ExpressionNode.Call { Function: "if" or "choose" } call => Wrapped(this.Call(call), inside),
        ExpressionNode.Call call => this.Call(call),
        ExpressionNode.Negate negate => $"-{this.Grouped(negate.Operand)}",
        ExpressionNode.Binary { Operator: "??" } either => Wrapped($"{this.Value(either.Left)}, or {this.Value(either.Right)} where that is missing", inside),
        ExpressionNode.Binary { Operator: "&" } joined => $"{this.Value(joined.Left)} followed by {this.Value(joined.Right)}",
        ExpressionNode.Binary { Operator: "+" or "-" or "*" or "/" } sum => $"{this.Grouped(sum.Left)} {sum.Operator} {this.Grouped(sum.Right)}",
        ExpressionNode.Lambda lambda => $"{lambda.Parameter} → {this.Value(lambda.Body)}",
        _ => Wrapped($"whether {this.Condition(node)}", inside),
    };

    private string Condition(ExpressionNode node, bool inside = false) => node switch
    {
        ExpressionNode.Binary { Operator: "and" or "or" } both => Wrapped($"{this.Condition(both.Left, both.Left is ExpressionNode.Binary { Operator: "or" } && both.Operator == "and")} {both.Operator} {this.Condition(both.Right, both.Right is ExpressionNode.Binary { Operator: "or" } && both.Operator == "and")}", inside),
        ExpressionNode.Not not => this.Negated(not.Operand),
        ExpressionNode.Binary { Operator: "??", Right: ExpressionNode.BoolLiteral otherwise } either => otherwise.Value ? $"{this.Condition(either.Left)}, or it is missing" : this.Condition(either.Left),
        ExpressionNode.Binary { Operator: "=" or "!=", Right: ExpressionNode.MissingLiteral } presence => $"{this.Value(presence.Left)} {(presence.Operator == "=" ? "is missing" : "is there")}",
        ExpressionNode.Binary { Operator: "in", Right: ExpressionNode.ListLiteral list } member => $"{this.Value(member.Left)} is {(list.Items.Length == 1 ? this.Value(list.Items[0]) : "one of " + this.List(list.Items, "or"))}",
        ExpressionNode.Binary { Operator: "in" } member => $"{this.Value(member.Left)} is among {this.Value(member.Right)}",
        ExpressionNode.Binary { Operator: "matches" } form => $"{this.Value(form.Left)} has the form {this.Value(form.Right)}",
        ExpressionNode.Binary { Operator: "=" or "!=" or "<" or "<=" or ">" or ">=" } compared => $"{this.Value(compared.Left)} {this.Verb(compared)} {this.Value(compared.Right)}",
        ExpressionNode.Between between => $"{this.Value(between.Operand)} is from {this.Value(between.Low)} to {this.Value(between.High)}",
        ExpressionNode.BoolLiteral literal => literal.Value ? "always" : "never",
        ExpressionNode.Call { Function: "any" or "all" or "contains" or "starts_with" or "ends_with" } call => this.Call(call),
        ExpressionNode.Call { Function: "if", Arguments: [var when, var then, var otherwise] } => $"{this.Condition(then)} if {this.Condition(when)}, else {this.Condition(otherwise)}",
        _ when Path(node) is { } path && conditions.Contains(path) => path,
        _ => $"{this.Value(node)} is true",
    };

    private string Negated(ExpressionNode operand) => operand switch
    {
        ExpressionNode.Binary { Operator: "in", Right: ExpressionNode.ListLiteral list } member => $"{this.Value(member.Left)} is {(list.Items.Length == 1 ? "not " + this.Value(list.Items[0]) : "none of " + this.List(list.Items, "or"))}",
        ExpressionNode.Binary { Operator: "=", Right: ExpressionNode.MissingLiteral } presence => $"{this.Value(presence.Left)} is there",
        ExpressionNode.Name or ExpressionNode.Member when Path(operand) is { } path => conditions.Contains(path) ? $"not {path}" : $"{path} is not true",
        ExpressionNode.Binary { Operator: "??", Left: var left, Right: ExpressionNode.BoolLiteral otherwise } when Path(left) is { } path => otherwise.Value ? $"{path} is false" : $"{path} is not true",
        _ => $"not ({this.Condition(operand)})",
    };

    private string Verb(ExpressionNode.Binary compared)
    {
        var day = this.IsDay(compared.Left) || this.IsDay(compared.Right);
        return compared.Operator switch
        {
            "=" => "is",
            "!=" => "is not",
            "<" => day ? "is before" : "is less than",
            "<=" => day ? "is on or before" : "is at most",
            ">" => day ? "is after" : "is more than",
            _ => day ? "is on or after" : "is at least",
        };
    }

    private bool IsDay(ExpressionNode node) => node switch
    {
        _ when Path(node) is { } path => schema.TryGetSlot(path, out var slot) && schema.Fields[slot].Type is FieldType.Date or FieldType.Time,
        ExpressionNode.Call call => call.Function is "date" or "add_days" or "add_months" or "time",
        ExpressionNode.Binary { Operator: "??" } either => this.IsDay(either.Left) || this.IsDay(either.Right),
        _ => false,
    };

    private string Call(ExpressionNode.Call call)
    {
        var a = call.Arguments;
        switch (call.Function, a.Length)
        {
            case ("if", 3):
                return $"{this.Value(a[1])} if {this.Condition(a[0])}, else {this.Value(a[2])}";
            case ("choose", >= 3):
                return string.Join(", ", Enumerable.Range(0, a.Length / 2).Select(i => $"{this.Value(a[(2 * i) + 1])} if {this.Condition(a[2 * i])}")) + $", else {this.Value(a[^1])}";
            case ("date", 2):
                return $"the day of {this.Value(a[0])} in {Text(a[1])}";
            case ("date" or "time" or "text" or "number", 1):
                return this.Value(a[0]);
            case ("days_between", 2):
                return $"the days from {this.Value(a[0])} to {this.Value(a[1])}";
            case ("add_days", 2):
                return $"{this.Value(a[0])} plus {this.Many(a[1], "day")}";
            case ("add_months", 2):
                return $"{this.Value(a[0])} plus {this.Many(a[1], "month")}";
            case ("trim" or "url_encode", 1):
                return this.Value(a[0]);
            case ("lower", 1):
                return $"{this.Value(a[0])} in lower case";
            case ("upper", 1):
                return $"{this.Value(a[0])} in capitals";
            case ("replace", 3):
                return $"{this.Value(a[0])} with {this.Value(a[1])} replaced by {this.Value(a[2])}";
            case ("round", 3):
                return $"{this.Value(a[0])} rounded to {this.Many(a[1], "digit")} ({Text(a[2])})";
            case ("join", 2):
                return $"{this.Value(a[0])} joined by {this.Value(a[1])}";
            case ("count", 1):
                return $"how many {this.Value(a[0])} there are";
            case ("count", 2) when a[1] is ExpressionNode.Lambda each:
                return $"how many {each.Parameter} of {this.Value(a[0])} there are for which {this.Condition(each.Body)}";
            case ("filter", 2) when a[1] is ExpressionNode.Lambda each:
                return $"those {each.Parameter} of {this.Value(a[0])} for which {this.Condition(each.Body)}";
            case ("any" or "all", 2) when a[1] is ExpressionNode.Lambda each:
                return $"for {(call.Function == "any" ? "at least one" : "every")} {each.Parameter} of {this.Value(a[0])}, {this.Condition(each.Body)}";
            case ("contains", 2):
                return $"{this.Value(a[0])} contains {this.Value(a[1])}";
            case ("starts_with", 2):
                return $"{this.Value(a[0])} begins with {this.Value(a[1])}";
            case ("ends_with", 2):
                return $"{this.Value(a[0])} ends with {this.Value(a[1])}";
            default:
                this.functions.Add(call.Function);
                return $"{call.Function}({string.Join(", ", a.Select(this.Value))})";
        }
    }

    private string Row(ExpressionNode.Index row)
    {
        var name = Path(row.Target) ?? this.Value(row.Target);
        var keys = this.List(row.Keys, "and");
        return tables.FirstOrDefault(table => table.Name == name) switch
        {
            { Many: true } => $"the rows of {name} for {keys}",
            { Single: true } => $"what {name} gives for {keys}",
            _ => $"the row of {name} for {keys}",
        };
    }

    private string Many(ExpressionNode count, string one) => $"{this.Value(count)} {one}{(count is ExpressionNode.NumberLiteral { Value: 1 } ? string.Empty : "s")}";

    private string List(ImmutableArray<ExpressionNode> items, string last)
    {
        var words = items.Select(this.Value).ToArray();
        return words.Length switch { 0 => "nothing", 1 => words[0], _ => $"{string.Join(", ", words[..^1])} {last} {words[^1]}" };
    }

    private string Grouped(ExpressionNode node) => node is ExpressionNode.Binary { Operator: "+" or "-" or "&" } ? $"({this.Value(node)})" : this.Value(node);

    private static string Wrapped(string text, bool inside) => inside ? $"({text})" : text;

    private static string Text(ExpressionNode node) => node is ExpressionNode.TextLiteral text ? text.Value : "?";

    private static string? Path(ExpressionNode node) => node switch
    {
        ExpressionNode.Name name => name.Text,
        ExpressionNode.Member member => Path(member.Target) is { } target ? $"{target}.{member.Text}" : null,
        _ => null,
    };
}
