using System.Globalization;
using System.Text;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Expressions;
using LerBridge.Core.Mapping.Profiles;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Planning;

/// <summary>What a block with <c>value:</c> says besides the value.</summary>
/// <param name="Policy">What happens where it is missing.</param>
/// <param name="PolicyNode">Where that is written.</param>
/// <param name="Table">The table, or column of a table, in which the value is looked up.</param>
/// <param name="MaxLength">How many characters the text may have.</param>
/// <param name="Unread">True where a rule could not be read.</param>
internal sealed record ValueRules(Policy? Policy, YamlNode? PolicyNode, YamlScalar? Table, int? MaxLength, bool Unread)
{
    public static ValueRules None { get; } = new(null, null, null, null, false);
}

/// <summary>Compiles one single value: constant, text with holes, formula, or a block with <c>value:</c> and rules.</summary>
internal sealed class ValueCompiler(Binder binder, Findings findings)
{
    private static readonly string[] Policies = ["omit", "hold", "skip", "stop", "use"];

    private static readonly MapFrame Nobody = new(0);

    private readonly List<OutputValue> outputs = [];

    public IReadOnlyList<OutputValue> Outputs => this.outputs;

    /// <summary>Remembers that a formula can reach the credential.</summary>
    public void Note(Typed formula, SourceSpan at, string path) => this.outputs.Add(new OutputValue(formula, at, path));

    public Compiled Value(YamlNode node, ShapeMember member, string path, Facts facts)
    {
        switch (node)
        {
            case YamlScalar { IsNull: false } scalar:
                return this.Scalar(scalar, member, path, facts, ValueRules.None);
            case YamlMap map when map["value"] is not null:
                return this.Block(map, member, path, facts);
            case YamlScalar scalar:
                findings.Error("LB1109", scalar.Span, $"{Name(path)} has no value.", advice: "write one, or remove the line");
                return Compiled.Nothing;
            default:
                findings.Error("LB1110", new SourceSpan(node.Start, 1), $"{Name(path)} needs {member.Shape.Needs}; here is {node.Kind}.", advice: node is YamlMap ? "a value with rules is a block with  value:" : null);
                return Compiled.Nothing;
        }
    }

    /// <summary>The formula of a value, for whoever needs to know whether it is there.</summary>
    public Typed? FormulaOf(YamlNode node, Facts facts) => node switch
    {
        YamlScalar { IsFormula: true } scalar => binder.Formula(scalar, facts),
        YamlScalar scalar when TextTemplate.HasHoles(scalar.Text) => binder.Template(scalar, facts),
        YamlScalar scalar => Binder.Constant(MapValue.Of(scalar.Text), MapType.Text, scalar.Text),
        YamlMap map when map["value"] is { } value => this.FormulaOf(value, facts) is { } key && map["lookup"] is YamlScalar table && value is YamlScalar text ? binder.LookedUp(key, table, text) : this.FormulaOf(value, facts),
        _ => null,
    };

    private Compiled Block(YamlMap map, ShapeMember member, string path, Facts facts)
    {
        var section = new Section(map, Name(path), findings);
        var value = section.TakeText("value");
        var policyNode = section.Take("if_missing");
        var table = section.TakeText("lookup");
        var longest = this.LongestOf(section.TakeText("max_length"), member);
        section.Finish();
        var policy = PolicyReader.Read(policyNode, "if_missing", findings, Policies);

        // what seems to be missing may be what a misspelt word was to say
        var rules = new ValueRules(policy, policyNode, table, longest, section.HasUnknown || (policyNode is not null && policy is null));
        return value is null ? Compiled.Nothing : this.Scalar(value, member, path, facts, rules);
    }

    private int? LongestOf(YamlScalar? text, ShapeMember member)
    {
        if (text is null)
        {
            return null;
        }

        if (member.Shape.Kind is not (ShapeKind.Text or ShapeKind.Printed))
        {
            findings.Error("LB2102", text.Span, $"Only texts have a length; {member.Name} is {member.Shape.Needs}.", advice: "remove it");
        }
        else if (!int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var longest) || longest == 0)
        {
            findings.Error("LB2102", text.Span, $"max_length needs a whole number from 1; \"{text.Text}\" is none.", advice: "max_length: 120");
        }
        else
        {
            return longest;
        }

        return null;
    }

    private Compiled Scalar(YamlScalar scalar, ShapeMember member, string path, Facts facts, ValueRules rules)
    {
        if (Unfinished.Is(scalar))
        {
            findings.Error("LB1001", scalar.Span, $"{Name(path)} is still to be filled in.", "a draft can be kept, but not run", $"write {member.Shape.Needs} or a formula");
            return Compiled.Nothing;
        }

        if (scalar.IsFormula || TextTemplate.HasHoles(scalar.Text) || rules.Table is not null)
        {
            return this.Computed(scalar, member, path, facts, rules);
        }

        if (rules.MaxLength is { } most && new StringInfo(scalar.Text).LengthInTextElements > most)
        {
            findings.Error("LB2102", scalar.Span, $"This text has more than {most} characters.", "max_length says so", "shorten it");
        }

        if (rules is { PolicyNode: { } policyNode, Policy: not null })
        {
            findings.Warn("LB1306", new SourceSpan(policyNode.Start, 1), "if_missing is never used: the value is the same for every record.");
        }

        this.WarnOfForgottenEquals(scalar, member);
        return this.Constant(scalar, member.Shape, path) is { } bytes ? new Compiled(new ConstantPiece(bytes), true) : Compiled.Nothing;
    }

    private Compiled Computed(YamlScalar scalar, ShapeMember member, string path, Facts facts, ValueRules rules)
    {
        var (policy, policyNode) = (rules.Policy, rules.PolicyNode);
        var formula = scalar.IsFormula ? binder.Formula(scalar, facts) : binder.Template(scalar, facts);
        if (rules.Table is { } table && !formula.Type.IsError)
        {
            formula = binder.LookedUp(formula, table, scalar);
        }

        if (formula.Type.IsError)
        {
            return Compiled.Nothing;
        }

        this.Note(formula, scalar.Span, path);
        if (!this.TypeFits(scalar, formula, member.Shape, path))
        {
            return Compiled.Nothing;
        }

        if (member.Shape.Kind is ShapeKind.Text or ShapeKind.Printed && formula.Constant is { Kind: MapKind.Text, Text: var constant } && string.IsNullOrWhiteSpace(constant))
        {
            this.RefuseEmpty(scalar, path);
            return Compiled.Nothing;
        }

        if (member.Shape.Kind == ShapeKind.Uri && NeverUri(formula))
        {
            findings.Error("LB2102", scalar.Span, $"{Name(path)} needs {member.Shape.Needs}, which this can never be, whatever the record says.", "it begins with a scheme and a colon, as in https://, and has no blanks", "begin with  https://  and a name that is yours");
            return Compiled.Nothing;
        }

        var canBeMissing = formula.CanBeMissing(facts);
        if (canBeMissing && member.Required && (policy is null || policy.Word == "omit"))
        {
            if (!rules.Unread)
            {
                this.RefuseOptional(scalar, formula, member, path, facts);
            }

            return Compiled.Nothing;
        }

        if (policy is not null && policyNode is not null && !formula.CanBeMissing(facts.InSight))
        {
            findings.Warn("LB1306", new SourceSpan(policyNode.Start, 1), "if_missing is never used: the value is always there.");
        }

        var missing = this.MissingPolicyOf(scalar, formula, member, path, facts, policy, canBeMissing);
        var piece = this.PieceOf(scalar, formula, member, path, missing, rules.MaxLength);
        return new Compiled(formula.MayFail ? new PlacedPiece(piece, scalar.Span.In(findings.File)) : piece, !canBeMissing || missing.Instead is not null || missing.End is not null);
    }

    private Piece PieceOf(YamlScalar scalar, Typed formula, ShapeMember member, string path, MissingPolicy missing, int? longest)
    {
        if (member.Shape.Kind == ShapeKind.Number)
        {
            return new NumberPiece(formula.Node, missing);
        }

        if (member.Shape.Kind == ShapeKind.Flag)
        {
            return new FlagPiece(formula.Node, missing);
        }

        var rule = this.RuleOf(scalar, formula, member, path);
        if (longest is { } most)
        {
            rule = new TextRule.NotLonger(most, rule, new MapResult.Hold(new MapReason("LB3208", $"{Name(path)} is longer than {most} characters for this record.", scalar.Span.In(findings.File))));
        }

        return formula.Node is ConcatenateNode parts ? new TemplatePiece(parts.Parts.ToArray(), missing, rule) : new TextPiece(formula.Node, missing, rule);
    }

    private TextRule RuleOf(YamlScalar scalar, Typed formula, ShapeMember member, string path)
    {
        var at = scalar.Span.In(findings.File);
        switch (member.Shape.Kind)
        {
            case ShapeKind.Uri:
                return new TextRule.AbsoluteUri(new MapResult.Hold(new MapReason("LB3206", $"{Name(path)} is no web address or other absolute URI for this record.", at)));
            case ShapeKind.Word:
                return this.WordsAreKnown(formula, member.Shape, scalar, path)
                    ? TextRule.None
                    : new TextRule.OneOf(member.Shape, new MapResult.Hold(new MapReason("LB3205", $"{Name(path)} is none of the words that the profile knows for this record.", at)));
            case ShapeKind.Text or ShapeKind.Printed when member.Required:
                return new TextRule.NotEmpty(new MapResult.Hold(new MapReason("LB3207", $"{Name(path)} is empty for this record.", at)));
            default:
                return TextRule.None;
        }
    }

    private MissingPolicy MissingPolicyOf(YamlScalar scalar, Typed formula, ShapeMember member, string path, Facts facts, Policy? policy, bool canBeMissing)
    {
        var at = scalar.Span.In(findings.File);
        if (policy is { Word: "use", Argument: { } instead })
        {
            return new MissingPolicy(this.Constant(instead, member.Shape, path), null);
        }

        if (policy is not null && policy.Word != "omit")
        {
            var culprit = formula.Culprit(facts);
            return culprit.LookupBehind() is { Table: { } table } lookup
                ? new MissingPolicy(null, policy.End("LB3201", PictureCompiler.NoRow(table, lookup), at))
                : new MissingPolicy(null, policy.End("LB3203", $"{Name(path)} needs a value, but {culprit.Canonical} is missing.", at));
        }

        // the checker has excluded it; a source that breaks its own schema must not lead to an incomplete credential
        return !canBeMissing && member.Required
            ? new MissingPolicy(null, new MapResult.Fail(new MapReason("LB3203", $"{Name(path)} needs a value, but {formula.Canonical} is missing although the stream promises it.", at)))
            : MissingPolicy.Omit;
    }

    private void RefuseOptional(YamlScalar scalar, Typed formula, ShapeMember member, string path, Facts facts)
    {
        var culprit = formula.Culprit(facts);
        var parent = path.Contains('.', StringComparison.Ordinal) ? PictureCompiler.Last(path[..path.LastIndexOf('.')]) + "." : string.Empty;
        findings.Optional(
            "LB2104",
            scalar.Span,
            culprit.Operation == Operation.Nothing ? $"{parent}{member.Name} is required, but this gives no value." : $"{parent}{member.Name} is required, but {culprit.Canonical} can be missing.",
            culprit.Operation == Operation.Nothing ? null : culprit.LookupBehind() is { Table: { } table } ? $"table {table.Name} may have no row for it" : "not every record has it",
            culprit.Operation == Operation.Nothing ? "write a value" : $"add  if_missing: hold    or    ?? …    or deal with  {culprit.Canonical} = missing  under when",
            culprit.Operation == Operation.Field ? culprit.Canonical : null);
    }

    private bool TypeFits(YamlScalar scalar, Typed formula, Shape shape, string path)
    {
        var type = formula.Type;
        var fits = type.Kind == TypeKind.Nothing || shape.Kind switch
        {
            ShapeKind.Number => type.IsNumber,
            ShapeKind.Date => type.Kind == TypeKind.Date || (shape.TakesTime && type.Kind == TypeKind.Time),
            ShapeKind.Flag => type.Kind == TypeKind.Bool,
            ShapeKind.Printed => type.IsText || type.IsNumber,
            _ => type.IsText,
        };
        if (fits)
        {
            return true;
        }

        var (why, advice) = (shape.Kind, type.Kind) switch
        {
            (ShapeKind.Date, TypeKind.Time) => ("the day can differ by time zone, so LerBridge will not guess", $"= date({formula.Canonical}, \"America/Chicago\")"),
            (ShapeKind.Date, TypeKind.Text) => (null, $"= date({formula.Canonical})"),
            (ShapeKind.Number, TypeKind.Text) => (null, $"= number({formula.Canonical})"),
            (_, TypeKind.List) when formula.Type.Item is { Kind: TypeKind.Row, Row: { } rows } => ("a row of a table is chosen by its key, and a cell by its column", $"= {(formula.Node is not ConstantNode ? $"join(map({formula.Canonical}, r => r.{rows.Columns[^1].Name}), \", \")" : $"{formula.Canonical}[…].{rows.Columns[^1].Name}")}"),
            (_, TypeKind.List) => (null, $"= join({formula.Canonical}, \", \")"),
            (_, TypeKind.Row) => ("choose one of its columns", null),
            (_, TypeKind.Record) => ("choose one of its fields", null),
            (ShapeKind.Text, _) => (null, $"= text({formula.Canonical})"),
            _ => ((string?)null, (string?)null),
        };
        var offset = scalar.IsFormula ? 1 + scalar.Text.AsSpan(1).IndexOfAnyExcept(' ') : 0;
        findings.Error("LB2102", scalar.SpanOf(offset, scalar.Text.Length - offset), $"{Name(path)} needs {shape.Needs}; {(formula.Canonical.Length > 60 ? "this" : formula.Canonical)} is {type.Words}.", why, advice);
        return false;
    }

    // a/${course.code}: what is written out already keeps it from being one
    private static bool NeverUri(Typed formula)
    {
        if (formula.Constant is { Kind: MapKind.Text, Text: var constant })
        {
            return !TextRule.AbsoluteUri.Holds(Encoding.UTF8.GetBytes(constant));
        }

        if (formula.Operation is Operation.If or Operation.Let)
        {
            return formula.Parts.Skip(formula.Operation == Operation.If ? 1 : 0).All(NeverUri);
        }

        return formula.Node is ConcatenateNode parts
            && parts.Parts.ToArray().Select((part, at) => (Text: part is ConstantNode ? part.Text(Nobody) : null, First: at == 0)).Any(part => part.Text is { } text && TextRule.AbsoluteUri.NeverHolds(Encoding.UTF8.GetBytes(text), part.First));
    }

    private void RefuseEmpty(YamlScalar scalar, string path) =>
        findings.Error("LB2102", scalar.Span, $"{Name(path)} is empty, and a credential says nothing that is empty.", advice: "write a text, or remove the line");

    // choose(a, "Course", "Badge"): words that are written out are checked now, and the record need not be
    private bool WordsAreKnown(Typed formula, Shape shape, YamlScalar scalar, string path)
    {
        if (formula.Constant is { Kind: MapKind.Text, Text: var word })
        {
            this.CheckWord(word, shape, scalar.Span, path);
            return true;
        }

        return formula.Operation switch
        {
            Operation.Nothing => true,
            Operation.If => this.WordsAreKnown(formula.Parts[1], shape, scalar, path) & this.WordsAreKnown(formula.Parts[2], shape, scalar, path),
            Operation.Coalesce => this.WordsAreKnown(formula.Parts[0], shape, scalar, path) & this.WordsAreKnown(formula.Parts[1], shape, scalar, path),
            Operation.Let => this.WordsAreKnown(formula.Parts[0], shape, scalar, path),
            _ => false,
        };
    }

    private bool CheckWord(string word, Shape shape, SourceSpan at, string path)
    {
        if (shape.Accepts(word))
        {
            return true;
        }

        var nearest = Suggestion.Nearest(word, shape.Words);
        findings.Error(
            "LB2103",
            at,
            $"\"{word}\" is none of the words that {Name(path)} knows.",
            $"it knows {string.Join(", ", shape.Words)}{(shape.Extensible ? "; a word of your own begins with ext:" : string.Empty)}",
            nearest ?? (shape.Extensible ? $"ext:{string.Concat(word.Where(char.IsAsciiLetterOrDigit))}" : null));
        return false;
    }

    /// <summary>A constant as JSON; null where it does not fit, which is reported.</summary>
    public byte[]? Constant(YamlScalar scalar, Shape shape, string path)
    {
        var text = scalar.Text.Replace("$${", "${", StringComparison.Ordinal);
        switch (shape.Kind)
        {
            case ShapeKind.Text or ShapeKind.Printed when string.IsNullOrWhiteSpace(text):
                this.RefuseEmpty(scalar, path);
                return null;
            case ShapeKind.Number when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number):
                return Encoding.ASCII.GetBytes(MapValue.NumberText(number));
            case ShapeKind.Flag when text is "true" or "false":
                return Encoding.ASCII.GetBytes(text);
            case ShapeKind.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _):
            case ShapeKind.Text or ShapeKind.Printed:
            case ShapeKind.Uri when TextRule.AbsoluteUri.Holds(Encoding.UTF8.GetBytes(text)):
                return Quoted(text);
            case ShapeKind.Word:
                return this.CheckWord(text, shape, scalar.Span, path) ? Quoted(text) : null;
            default:
                findings.Error("LB2102", scalar.Span, $"{Name(path)} needs {shape.Needs}; \"{text}\" is none.", advice: shape.Kind == ShapeKind.Date ? "write dates as 2026-05-31" : null);
                return null;
        }
    }

    private static byte[] Quoted(string text) => [(byte)'"', .. ClaimsBuffer.Encoded(text), (byte)'"'];

    // "course.code" as a constant would show these words in every credential
    private void WarnOfForgottenEquals(YamlScalar scalar, ShapeMember member)
    {
        var text = scalar.Text;
        if (scalar.Style != YamlStyle.Plain || member.Shape.Kind is ShapeKind.Uri || !text.Any(c => c is '.' or '('))
        {
            this.WarnOfCut(scalar);
            return;
        }

        var isField = binder.Schema.TryGetSlot(text, out _);
        var call = text.IndexOf('(', StringComparison.Ordinal);
        var isCall = call > 0 && text.EndsWith(')') && Functions.FunctionTable.Find(text[..call]) is not null;
        if (isField || isCall)
        {
            findings.Warn("LB1201", scalar.Span with { Length = 1 }, $"This looks like a formula but has no \"=\" in front, so every credential would show the words \"{text}\".", advice: $"= {text}");
            return;
        }

        this.WarnOfCut(scalar);
    }

    // Course #1: a comment is usually written with a space after the hash
    private void WarnOfCut(YamlScalar scalar)
    {
        if (scalar.CutByComment is { Length: > 1 } cut && !char.IsWhiteSpace(scalar.FollowingComment))
        {
            findings.Warn("LB1007", cut, $"YAML treats everything after \" #\" as a comment, so the value is only \"{scalar.Text}\".", advice: "put the whole value in 'single quotes', or write a space after # if a comment was meant");
        }
    }

    private static string Name(string path) => PictureCompiler.Last(path);
}
