using System.Collections.Immutable;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Coverage;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Expressions;
using LerBridge.Core.Mapping.Functions;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Tables;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Typing;

/// <summary>
/// Checks formulas against the stream, the tables and what is known where they stand, and compiles them to nodes bound to slots. A wrong name or type is
/// reported once, where it is written; what is made of it then fits everywhere.
/// </summary>
internal sealed partial class Binder(RecordSchema schema, string streamName, Findings findings, CoverageWatch? watch = null)
{
    private const int MaxWeight = 10_000;
    private readonly Dictionary<string, Typed> lets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LookupTable> tables = new(StringComparer.Ordinal);
    private readonly List<(string Name, Typed Value)> locals = [];
    private readonly List<(string Loop, Func<Typed?> Count)> counts = [];
    private readonly HashSet<string> broken = new(StringComparer.Ordinal);
    private readonly HashSet<string> reported = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> read = new(StringComparer.Ordinal);
    private readonly HashSet<string> below = new(StringComparer.Ordinal);
    private readonly HashSet<string> used = new(StringComparer.Ordinal);
    private bool namesUnknown;
    private YamlScalar? scalar;
    private int calls;

    /// <summary>How many values a frame needs for lets and loops.</summary>
    public int LocalCount { get; private set; }

    /// <summary>Every field that some formula reads, with file, line and column of the first value that does.</summary>
    public IReadOnlyDictionary<string, string> ReadFields => this.read;

    public RecordSchema Schema => schema;

    public IReadOnlyDictionary<string, LookupTable> Tables => this.tables;

    /// <summary>True where some formula names a let or a table.</summary>
    public bool IsUsed(string name) => this.used.Contains(name);

    public void AddTable(LookupTable table) => this.tables.Add(table.Shape.Name, table);

    /// <summary>Remembers a name whose definition failed, so that its uses are not reported as well.</summary>
    public void AddBroken(string name) => this.broken.Add(name);

    /// <summary>Remembers the lets that stand further below, which a formula cannot use yet.</summary>
    public void AddBelow(IEnumerable<string> names) => this.below.UnionWith(names);

    /// <summary>Remembers that the lets could not be read at all, so that any plain name may be one of them.</summary>
    public void LoseLets() => this.namesUnknown = true;

    public void AddLet(string name, Typed formula, string where)
    {
        var constant = formula.Constant;
        var local = this.LocalCount++;
        this.lets.Add(name, new Typed
        {
            Type = formula.Type,
            Node = constant is null ? new LetNode(local, formula.Node, where) : formula.Node,
            Operation = Operation.Let,
            Canonical = name,
            Parts = [formula],
            Constant = constant,
            Items = formula.Items,
            Fields = formula.Fields,
        });
    }

    /// <summary>Why a name cannot be given to a let, table or loop; null where it can.</summary>
    public string? WhyTaken(string name)
    {
        if (name.Length == 0 || !Tokenizer.IsNameStart(name[0]) || !name.All(Tokenizer.IsNamePart))
        {
            return "a name is made of letters, digits and _, and begins with a letter";
        }

        return ExpressionParser.IsReserved(name) ? $"\"{name}\" is a word of the language"
            : this.lets.ContainsKey(name) || this.locals.Exists(local => local.Name == name) || this.broken.Contains(name) ? "this name is taken already"
            : this.tables.ContainsKey(name) ? "a table has this name"
            : schema.Fields.Any(field => field.Name == name || field.Name.StartsWith(name + ".", StringComparison.Ordinal)) ? "fields of the stream begin with this name"
            : null;
    }

    /// <summary>Reads and checks a value that begins with <c>=</c>.</summary>
    public Typed Formula(YamlScalar text, Facts facts) => this.Read(text, () => this.Bind(ExpressionParser.Parse(text.Text, 1), facts));

    /// <summary>Reads and checks a condition: true or false, and never missing.</summary>
    public Typed ConditionFormula(YamlScalar text, Facts facts)
    {
        if (!text.IsFormula)
        {
            findings.Error("LB1202", text.Span, "A condition is a formula.", advice: $"= {text.Text}");
            return Typed.Failed;
        }

        return this.Read(text, () => this.Condition(ExpressionParser.Parse(text.Text, 1), facts));
    }

    /// <summary>Reads and checks a text with holes.</summary>
    public Typed Template(YamlScalar text, Facts facts) => this.Read(text, () =>
    {
        var parts = ImmutableArray.CreateBuilder<Typed>();
        foreach (var part in TextTemplate.Parse(text.Text))
        {
            parts.Add(part switch
            {
                TemplatePart.Hole hole => this.Printable(this.Bind(hole.Formula, facts), hole.Formula),
                TemplatePart.Constant constant => Constant(MapValue.Of(constant.Text), MapType.Text, Quote(constant.Text)),
                _ => Typed.Failed,
            });
        }

        return Concatenation(parts.ToImmutable());
    });

    /// <summary>Reads <c>c in competencies[course.code]</c>.</summary>
    public (string Name, Typed List)? Loop(YamlScalar text, Facts facts)
    {
        (string, Typed)? loop = null;
        this.Read(text, () =>
        {
            var node = ExpressionParser.Parse(text.Text, 0);
            if (node is not ExpressionNode.Binary { Operator: "in", Left: ExpressionNode.Name name } binary)
            {
                this.Report("LB1202", node, "A loop is written  name in list.", null, "c in competencies[course.code]");
                return Typed.Failed;
            }

            if (this.WhyTaken(name.Text) is { } taken)
            {
                this.Report("LB1106", name, $"\"{name.Text}\" cannot name the items of this list: {taken}.", null, null);
                return Typed.Failed;
            }

            var list = this.Bind(binary.Right, facts);
            if (list.Type.Kind != TypeKind.List && !list.Type.IsError)
            {
                this.Report("LB2102", binary.Right, $"A loop needs a list; this is {list.Type.Words}.", null, null);
                return Typed.Failed;
            }

            loop = (name.Text, list);
            return list;
        });
        return loop;
    }

    /// <summary>Gives a name to the items of a list while something is bound.</summary>
    public T InLoop<T>(string name, Typed list, Func<int, T> bind)
    {
        var local = this.LocalCount++;
        this.locals.Add((name, LocalOf(name, list, local)));
        try
        {
            return bind(local);
        }
        finally
        {
            this.locals.RemoveAt(this.locals.Count - 1);
        }
    }

    /// <summary>What is known where the items of a list have a name: what is known around it, and of every item.</summary>
    public static Facts Within(string name, Typed list, Facts facts) => list.Items is { } items ? facts.Without(name).And(items.Of(name)) : facts.Without(name);

    /// <summary>Makes the count of a loop's items a name while the block that the loop stands in is bound; <paramref name="count"/> is asked where the name is used.</summary>
    public void AddCount(string loop, Func<Typed?> count) => this.counts.Add((loop, count));

    /// <summary>Takes back the names of the last counts.</summary>
    public void DropCounts(int number) => this.counts.RemoveRange(this.counts.Count - number, number);

    /// <summary>A condition whose outcomes are counted where tests are watched; itself where they are not, or where it is the same for every record.</summary>
    public Typed Watched(Typed condition, ConditionPlace place, SourceSpan at, string? text = null) =>
        watch is null || condition.Type.IsError || condition.Constant is not null ? condition : condition with { Node = watch.Condition(condition.Node, place, at, text ?? condition.Canonical) };

    /// <summary>A part that is written for each row of a loop, whose rows are noted where tests are watched.</summary>
    public Piece WatchedEach(Piece each, int local) => watch?.Each(each, local) ?? each;

    /// <summary>A condition within the formula that is being read.</summary>
    public Typed WatchedBranch(Typed condition, ExpressionNode node) =>
        this.scalar is { } text ? this.Watched(condition, ConditionPlace.Branch, text.SpanOf(node.Start, node.Length)) : condition;

    /// <summary>A place for a row of a table, where the engine itself goes through them.</summary>
    public (MapType Type, int Local) LocalFor(TableShape table) => (MapType.RowOf(table), this.LocalCount++);

    /// <summary>Makes the columns of a table names of their own while something is bound: for <c>only</c>.</summary>
    public Typed RowCondition(YamlScalar text, TableShape table, int local)
    {
        var row = new Typed { Type = MapType.RowOf(table), Node = new LocalNode(local), Operation = Operation.Local, Canonical = "row" };
        var before = this.locals.Count;
        foreach (var column in table.Columns.Where(column => Tokenizer.IsNameStart(column.Name[0])))
        {
            this.locals.Add((column.Name, Column(row, column.Name) with { Canonical = column.Name }));
        }

        var condition = this.ConditionFormula(text, Facts.None);
        this.locals.RemoveRange(before, this.locals.Count - before);
        return condition;
    }

    /// <summary>The lambda's parameter while its body is bound; null where the name is taken, which is reported.</summary>
    public (Typed Body, int Local)? InScope(string name, ExpressionNode at, MapType item, Typed list, Func<int, (Typed Body, int Local)> bind)
    {
        if (this.WhyTaken(name) is { } taken)
        {
            this.Report("LB1106", at with { Length = name.Length }, $"\"{name}\" cannot name the item: {taken}.", null, null);
            return null;
        }

        var bound = this.InLoop(name, list with { Type = MapType.ListOf(item) }, bind);
        return bound.Body.Type.IsError ? null : bound;
    }

    public void Report(string code, ExpressionNode at, string message, string? why, string? advice)
    {
        if (this.scalar is { } text)
        {
            var place = text.SpanOf(at.Start, at.Length);
            if (code == "LB2105")
            {
                findings.Optional(code, place, message, why, advice);
            }
            else
            {
                findings.Error(code, place, message, why, advice);
            }
        }
    }

    public static Typed Constant(MapValue value, MapType type, string canonical) => new()
    {
        Type = type,
        Node = new ConstantNode(value),
        Operation = Operation.Constant,
        Canonical = canonical,
        Constant = value,
    };

    public static ImmutableHashSet<string> FieldsOf(IEnumerable<Typed> parts)
    {
        var fields = ImmutableHashSet<string>.Empty;
        foreach (var part in parts)
        {
            fields = fields.IsEmpty ? part.Fields : part.Fields.IsEmpty ? fields : fields.Union(part.Fields);
        }

        return fields;
    }

    /// <summary>Computes what depends on no record.</summary>
    public static Typed Fold(Typed formula)
    {
        if (formula.Constant is not null || formula.Parts.IsEmpty || formula.Type.Kind == TypeKind.List || formula.Parts.Any(part => part.Constant is null))
        {
            return formula;
        }

        try
        {
            var value = formula.Node.Eval(new MapFrame(0));
            return formula with { Constant = value, Node = new ConstantNode(value) };
        }
        catch (MapFailure)
        {
            return formula;
        }
    }

    private static Typed LocalOf(string name, Typed list, int local) => new()
    {
        Type = list.Type.Item ?? MapType.Error,
        Node = new LocalNode(local),
        Operation = Operation.Local,
        Canonical = name,
        Fields = list.Fields,
    };

    private Typed Read(YamlScalar text, Func<Typed> bind)
    {
        var outer = this.scalar;
        this.scalar = text;
        try
        {
            var read = bind();
            if (read.Weight <= MaxWeight)
            {
                return read;
            }

            // lets that each use the one before several times grow without end
            findings.Error("LB2401", text.Span, $"This formula has more than {MaxWeight:N0} parts, those of the lets that it uses included.", "what is looked through for every record has bounds", "use each let once, or a table");
            return Typed.Failed;
        }
        catch (FormulaException exception)
        {
            this.ReportUnreadable(text, exception);
            return Typed.Failed;
        }
        finally
        {
            this.scalar = outer;
        }
    }

    private void ReportUnreadable(YamlScalar text, FormulaException exception)
    {
        // a formula that merely has a comment behind it is wrong for another reason
        if (text.CutByComment is { } cut && (exception.Start >= text.Text.Length || text.Text.Count(c => c == '"') % 2 == 1 || !char.IsWhiteSpace(text.FollowingComment)))
        {
            findings.Error("LB1007", cut, "YAML treats everything after \" #\" as a comment, so this formula lost its end.", advice: "put the whole value in 'single quotes'");
        }
        else
        {
            findings.Error(exception.Code, text.SpanOf(exception.Start, exception.Length), exception.Message, exception.Why, exception.Advice);
        }
    }

    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private string? DidYouMean(string written, IEnumerable<string> candidates) =>
        Suggestion.Meant(written, candidates.Concat(this.locals.Select(local => local.Name))) is { } nearest ? $"did you mean {nearest}?" : null;
}
