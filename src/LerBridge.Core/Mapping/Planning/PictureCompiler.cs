using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Profiles;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Planning;

/// <summary>Compiles the picture of the credential: every member against the profile's shape, every value to a piece that writes itself.</summary>
internal sealed class PictureCompiler(Binder binder, Findings findings)
{
    private readonly ValueCompiler values = new(binder, findings);
    private List<ResultItem>? results;

    /// <summary>What the engine puts in front of the subject's own members.</summary>
    public IReadOnlyList<(string Name, Piece Value)> BeforeSubject { get; set; } = [];

    /// <summary>What can reach the credential, and where it is written.</summary>
    public IReadOnlyList<OutputValue> Outputs => this.values.Outputs;

    /// <summary>The part for an object, and whether it is there for every record. <paramref name="before"/> are members that the engine adds in front.</summary>
    public Compiled Object(YamlMap map, Shape shape, string path, Facts facts, IReadOnlyList<(string Name, Piece Value)> before, Func<string, string, bool>? elsewhere = null)
    {
        var section = this.CheckKeys(map, shape, path, elsewhere);
        var outer = this.results;
        if (shape.Members.FirstOrDefault(member => member.Shape.Kind == ShapeKind.Results) is { } short_)
        {
            this.results = section.GetValueOrDefault(short_.Name) is { } list ? new ResultsCompiler(this.values, findings).Compile(list, path, facts) : null;
        }

        var counted = this.OfferCounts(section, shape, facts);
        var members = new List<(string, Piece)>(before);
        var certain = before.Count > 0;
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in shape.Members)
        {
            if (!section.TryGetValue(member.Name, out var node))
            {
                if (member.Required)
                {
                    findings.Error("LB2104", new SourceSpan(map.Start, 1), $"{Short(path, member.Name)} is required, but nothing is written for it.", advice: $"add  {member.Name}: …");
                }
                else if (IsSubject(member.Name) && this.BeforeSubject.Count > 0)
                {
                    members.Add((member.Name, new ObjectPiece(this.BeforeSubject)));
                }

                continue;
            }

            var (piece, sure) = this.Member(node, member, Join(path, member.Name), facts);
            if (!sure && member is { Required: true, Shape.Kind: ShapeKind.List })
            {
                findings.Optional("LB2104", new SourceSpan(node.Start, 1), $"{Short(path, member.Name)} needs at least one item, but the list can be empty.", "without one there is nothing to issue", "add  if_empty: hold    or    if_empty: skip");
            }

            certain |= sure;
            if (sure)
            {
                written.Add(member.Name);
            }

            members.Add((member.Shape.Kind == ShapeKind.Results ? "result" : member.Name, piece));
        }

        if (!shape.AnyOf.IsEmpty && !shape.AnyOf.Any(written.Contains))
        {
            findings.Optional("LB2104", new SourceSpan(map.Start, 1), $"{Last(path)} needs {string.Join(" or ", shape.AnyOf)} with a value in every record.", null, $"add  {shape.AnyOf[0]}: …");
        }

        if (path.EndsWith("credentialSubject.achievement", StringComparison.Ordinal) && this.results is { Count: > 0 } items)
        {
            members.Add(("resultDescription", new ResultDescriptionsPiece([.. items])));
        }

        binder.DropCounts(counted);
        this.results = outer;
        return new Compiled(new ObjectPiece(members), certain || shape.Members.Any(member => member.Required));
    }

    // mapping/v1 §4.6: c_count is visible in the block in which  for: c in …  stands
    private int OfferCounts(Dictionary<string, YamlNode> section, Shape shape, Facts facts)
    {
        var offered = 0;
        foreach (var member in shape.Members)
        {
            if (member.Shape.Kind != ShapeKind.List
                || section.GetValueOrDefault(member.Name) is not YamlMap map
                || map["for"] is not YamlScalar { Text: var text } loop
                || text.IndexOf(" in ", StringComparison.Ordinal) is not (> 0 and var end))
            {
                continue;
            }

            var where = map["where"] as YamlScalar;
            binder.AddCount(text[..end].Trim(), () => this.Counted(loop, where, facts));
            offered++;
        }

        return offered;
    }

    private Typed? Counted(YamlScalar text, YamlScalar? where, Facts facts) => binder.Loop(text, facts) is not { } loop ? null : binder.InLoop(loop.Name, loop.List, local =>
    {
        var condition = where is null ? null : binder.ConditionFormula(where, Binder.Within(loop.Name, loop.List, facts));
        Typed[] parts = condition is null ? [loop.List] : [loop.List, condition];
        return parts.Any(part => part.IsFailed) ? null : new Typed
        {
            Type = MapType.Whole,
            Node = new CountedNode(loop.List.Node, local, condition?.Node),
            Operation = Operation.Total,
            Canonical = $"count({string.Join(", ", parts.Select(part => part.Canonical))})",
            Parts = [.. parts],
            Fields = Binder.FieldsOf(parts),
        };
    });

    private Dictionary<string, YamlNode> CheckKeys(YamlMap map, Shape shape, string path, Func<string, string, bool>? elsewhere)
    {
        var known = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            if (elsewhere?.Invoke(key.Text, path) == true)
            {
                continue;
            }

            if (shape.Members.Any(member => member.Name == key.Text))
            {
                known.TryAdd(key.Text, value);
            }
            else if (shape.Managed.TryGetValue(key.Text, out var reason))
            {
                findings.Error("LB2301", key.Span, $"\"{key.Text}\" is filled by LerBridge; remove it.", reason);
            }
            else if (shape.Later.Contains(key.Text))
            {
                findings.Error("LB1150", key.Span, $"\"{key.Text}\" belongs to the profile, but is not built yet.", "what is written must take effect, so it is refused rather than ignored", "remove it for now");
            }
            else if (this.UnknownKey(map, key, shape, path) is { } meant)
            {
                // read as what was meant, so that nothing else seems to be wrong
                known.TryAdd(meant, value);
            }
        }

        return known;
    }

    /// <summary>Reports a key that the profile does not know.</summary>
    /// <returns>What was meant, where that is not written besides.</returns>
    private string? UnknownKey(YamlMap map, YamlScalar key, Shape shape, string path)
    {
        var names = shape.Members.Select(member => member.Name).Concat(path.Length == 0 ? ["profile", "identifier"] : Array.Empty<string>()).ToList();
        var unwritten = Suggestion.Nearest(key.Text, names.Where(name => map[name] is null));
        var nearest = unwritten ?? Suggestion.Nearest(key.Text, names);
        findings.Error(
            "LB1101",
            key.Span,
            $"\"{key.Text}\" is not a member of {(path.Length == 0 ? "this profile" : Last(path))}.{(nearest is null ? string.Empty : $" Did you mean \"{nearest}\"?")}",
            $"it knows {string.Join(", ", names)}",
            nearest is null ? "remove it" : $"{nearest}:");
        return unwritten;
    }

    private Compiled Member(YamlNode node, ShapeMember member, string path, Facts facts)
    {
        switch (member.Shape.Kind)
        {
            case ShapeKind.Results:
                return new Compiled(new ResultsPiece([.. this.results ?? []]), false);
            case ShapeKind.Object when node is YamlMap map:
                return this.Object(map, member.Shape, path, facts, IsSubject(path) ? this.BeforeSubject : []);
            case ShapeKind.List:
                return this.List(node, member, path, facts);
            case ShapeKind.Object:
                findings.Error("LB1110", new SourceSpan(node.Start, 1), $"{Last(path)} needs a block of members; here is {node.Kind}.", advice: $"its members are {string.Join(", ", member.Shape.Members.Select(inner => inner.Name))}");
                return Compiled.Nothing;
            default:
                var compiled = this.values.Value(node, member, path, facts);
                return path.EndsWith("credentialSubject.achievement.id", StringComparison.Ordinal) && this.results is { Count: > 0 } items
                    ? compiled with { Piece = new AchievementIdPiece(compiled.Piece, [.. items]) }
                    : compiled;
        }
    }

    private Compiled List(YamlNode node, ShapeMember member, string path, Facts facts)
    {
        var item = new ShapeMember(member.Name, member.Shape.Item ?? Shape.Text);
        switch (node)
        {
            case YamlList list:
                if (list.Items.FirstOrDefault(value => value is YamlMap inner && inner["for"] is not null && inner["each"] is not null) is { } looped)
                {
                    findings.Error("LB1110", new SourceSpan(looped.Start, 1), $"{Last(path)} is a list of items, or one block with  for:  and  each:; not a list of such blocks.", advice: "remove the  -  , or write the items one by one");
                    return Compiled.Nothing;
                }

                var pieces = list.Items.Select(value => this.Member(value, item, path, facts)).ToList();
                return new Compiled(new ListPiece([.. pieces.Select(piece => piece.Piece)], null), pieces.Exists(piece => piece.Certain));
            case YamlMap map when map["for"] is null && map["each"] is null && map.Entries.Any(entry => item.Shape.Members.Any(inner => inner.Name == entry.Key.Text)):
                findings.Error("LB1110", new SourceSpan(map.Start, 1), $"{Last(path)} needs a list; here is one item of it.", advice: "begin each item with  -  , or write  for: name in list  and  each:");
                return Compiled.Nothing;
            case YamlMap map:
                return this.Loop(map, item, path, facts);
            case YamlScalar { IsFormula: true } scalar when item.Shape.Kind != ShapeKind.Object:
                return this.Listed(scalar, path, facts);
            default:
                findings.Error("LB1110", new SourceSpan(node.Start, 1), $"{Last(path)} needs a list; here is {node.Kind}.", advice: "begin each item with  -  , or write  for: name in list  and  each:");
                return Compiled.Nothing;
        }
    }

    // tag: = section.names
    private Compiled Listed(YamlScalar scalar, string path, Facts facts)
    {
        var list = binder.Formula(scalar, facts);
        if (list.Type.IsError)
        {
            return Compiled.Nothing;
        }

        if (list.Type is not { Kind: TypeKind.List, Item: { IsScalar: true } })
        {
            findings.Error("LB2102", scalar.Span, $"{Last(path)} needs a list of texts; this is {list.Type.Words}.", advice: list.Type.IsScalar ? $"= [{list.Canonical}]" : null);
            return Compiled.Nothing;
        }

        this.values.Note(list, scalar.Span, path);
        return binder.InLoop("item", list, local => new Compiled(new LoopPiece(list.Node, local, null, new TextPiece(new LocalNode(local), MissingPolicy.Omit, TextRule.None), null, null), false));
    }

    private Compiled Loop(YamlMap map, ShapeMember item, string path, Facts facts)
    {
        var section = new Section(map, Last(path), findings).Knowing("for", "where", "if_empty", "each");
        var loopText = section.TakeText("for", required: true);
        var whereText = section.TakeText("where");
        var emptyNode = section.Take("if_empty");
        var each = section.Take("each");
        section.Finish();
        if (each is null)
        {
            section.Missing("each");
        }

        if (loopText is null || each is null || binder.Loop(loopText, facts) is not { } loop)
        {
            return Compiled.Nothing;
        }

        return binder.InLoop(loop.Name, loop.List, local =>
        {
            var known = Binder.Within(loop.Name, loop.List, facts);
            var where = whereText is null ? null : binder.ConditionFormula(whereText, known);
            var inner = where is null ? known : known.And(Facts.WhenTrue(where));
            var piece = binder.WatchedEach(this.Member(each, item, path, inner).Piece, local);
            where = where is null || whereText is null ? where : binder.Watched(where, Coverage.ConditionPlace.Where, whereText.Span);
            if (item.Shape.Keyed && loop.List.Type.Item?.List?.Items is { Key.IsEmpty: false })
            {
                piece = new AppendedPiece(piece, "key", new ItemKeyPiece(local));
            }

            var (ifEmpty, ifNoRow) = this.Ends(emptyNode, loopText, loop.List, where, path);
            return new Compiled(new LoopPiece(loop.List.Node, local, where?.Node, piece, ifEmpty, ifNoRow), ifEmpty is not null);
        });
    }

    private (MapResult? IfEmpty, MapResult? IfNoRow) Ends(YamlNode? node, YamlScalar loop, Typed list, Typed? where, string path)
    {
        var at = loop.Span.In(findings.File);
        var policy = PolicyReader.Read(node, "if_empty", findings, ["omit", "hold", "skip"]);
        if (policy is null || policy.Word == "omit")
        {
            return (null, null);
        }

        var empty = policy.End("LB3202", where is null ? $"{Last(path)} would be empty: {list.Canonical} has no item." : $"{Last(path)} would be empty: no item of {list.Canonical} passes \"where\".", at);
        var noRow = list is { Table: { } table, Operation: Operation.Total } ? policy.End("LB3201", NoRow(table, list), at) : null;
        return (empty, noRow);
    }

    /// <summary>What is said where a lookup finds nothing: table, key and field, never the value.</summary>
    public static string NoRow(Tables.TableShape table, Typed lookup) =>
        $"No row in table {table.Name} (key {string.Join(", ", table.Keys)}) for {string.Join(", ", lookup.Parts.Select(part => part.Canonical))}.";

    private static bool IsSubject(string path) => path == "credentialSubject" || path.EndsWith(".credentialSubject", StringComparison.Ordinal);

    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    public static string Last(string path) => path.Length == 0 ? "issue" : path[(path.LastIndexOf('.') + 1)..];

    /// <summary>A member with the object it is in: <c>achievement.id</c>.</summary>
    public static string Short(string path, string name) => path.Length == 0 ? name : $"{Last(path)}.{name}";
}

/// <summary>A compiled part. <paramref name="Certain"/>: it is there for every record that is issued.</summary>
internal sealed record Compiled(Piece Piece, bool Certain)
{
    /// <summary>In place of what was reported.</summary>
    public static Compiled Nothing { get; } = new(new ConstantPiece([.. "null"u8]), true);
}

/// <summary>A value that can reach the credential.</summary>
/// <param name="Formula">What it is made of.</param>
/// <param name="At">Where it is written.</param>
/// <param name="Path">Where it goes.</param>
internal sealed record OutputValue(Typed Formula, SourceSpan At, string Path);
