using System.Collections.Immutable;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Expressions;
using LerBridge.Core.Mapping.Functions;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Tables;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Typing;

/// <content>Names: fields, lets, tables and their rows, functions.</content>
internal sealed partial class Binder
{
    private const string CountSuffix = "_count";

    /// <summary>Checks a formula where certain things are known to have values.</summary>
    public Typed Bind(ExpressionNode node, Facts facts) => node switch
    {
        ExpressionNode.TextLiteral text => Constant(MapValue.Of(text.Value), MapType.Text, Quote(text.Value)),
        ExpressionNode.NumberLiteral number => Constant(MapValue.Of(number.Value), number.Value.Scale == 0 ? MapType.Whole : MapType.Number, MapValue.NumberText(number.Value)),
        ExpressionNode.BoolLiteral literal => Constant(MapValue.Of(literal.Value), MapType.Bool, literal.Value ? "true" : "false"),
        ExpressionNode.MissingLiteral => new Typed { Type = MapType.Nothing, Node = new ConstantNode(default), Operation = Operation.Nothing, Canonical = "missing", Constant = MapValue.Missing },
        ExpressionNode.ListLiteral list => this.BindList(list, facts),
        ExpressionNode.Name or ExpressionNode.Member => this.BindPath(node, facts),
        ExpressionNode.Index index => this.BindIndex(index, facts),
        ExpressionNode.Call call => this.BindCall(call, facts),
        ExpressionNode.Negate negate => this.BindNegate(negate, facts),
        ExpressionNode.Not not => this.BindNot(not, facts),
        ExpressionNode.Binary binary => this.BindBinary(binary, facts),
        ExpressionNode.Between between => this.BindBetween(between, facts),
        ExpressionNode.Lambda lambda => this.Refuse("LB1202", lambda, "A rule like  r => …  can only stand as an argument of functions such as filter, any and all."),
        _ => Typed.Failed,
    };

    private Typed Refuse(string code, ExpressionNode at, string message, string? why = null, string? advice = null)
    {
        this.Report(code, at, message, why, advice);
        return Typed.Failed;
    }

    // a.b.c: an item of a loop, a let, a table, or a field of the stream whose name has dots
    private Typed BindPath(ExpressionNode node, Facts facts)
    {
        var members = new Stack<ExpressionNode.Member>();
        var root = node;
        while (root is ExpressionNode.Member member)
        {
            members.Push(member);
            root = member.Target;
        }

        if (root is not ExpressionNode.Name { Text: var first })
        {
            return this.Follow(this.Bind(root, facts), members);
        }

        if (this.locals.FindLast(local => local.Name == first) is { Name: not null } known)
        {
            return this.Follow(known.Value, members);
        }

        if (this.lets.TryGetValue(first, out var let))
        {
            this.used.Add(first);
            return this.Follow(let, members);
        }

        var path = PathOf(node) ?? first;
        if (this.tables.TryGetValue(first, out var table))
        {
            this.used.Add(first);
            return node is ExpressionNode.Name ? AllRows(table)
                : this.Refuse("LB2102", node, $"\"{first}\" is a table; a row of it is chosen by a key.", null, $"{first}[…]{path[first.Length..]}");
        }

        if (this.broken.Contains(first))
        {
            return Typed.Failed;
        }

        if (schema.TryGetSlot(path, out var slot))
        {
            return this.Field(slot);
        }

        if (this.ListBefore(path) is { } list)
        {
            return this.Refuse("LB2102", node, $"{list} is a list; \"{path[(list.Length + 1)..]}\" is of one of its items.", null, $"for: r in {list}  and  r{path[list.Length..]}, or  first({list}){path[list.Length..]}");
        }

        return node is ExpressionNode.Member longer && PathOf(longer.Target) is { } shorter && schema.TryGetSlot(shorter, out _)
            ? this.Refuse("LB1102", node, $"\"{shorter}\" is a single value; it has no part \"{longer.Text}\".")
            : this.UnknownField(node, path);
    }

    private Typed Field(int slot)
    {
        var field = schema.Fields[slot];
        this.Read(field.Name);
        return new Typed
        {
            Type = MapType.Of(field),
            Node = new FieldNode(slot),
            Operation = Operation.Field,
            Canonical = field.Name,
            MayLack = field.Optional,
            Fields = [field.Name],
        };
    }

    // the list of records whose items have the rest of a path
    private string? ListBefore(string path)
    {
        for (var dot = path.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = path.IndexOf('.', dot + 1))
        {
            if (schema.TryGetSlot(path[..dot], out var slot) && schema.Fields[slot].Type == FieldType.RecordList)
            {
                return path[..dot];
            }
        }

        return null;
    }

    private Typed Follow(Typed target, Stack<ExpressionNode.Member> members)
    {
        while (members.TryPop(out var member))
        {
            target = target.Type.Kind == TypeKind.Record ? this.Part(target, member, members) : this.BindMember(target, member);
        }

        return target;
    }

    // r.course.title: the fields of an item have dots in their names, like those of the stream
    private Typed Part(Typed item, ExpressionNode.Member first, Stack<ExpressionNode.Member> rest)
    {
        if (item.Type.List is not { Items: { } items } list)
        {
            return Typed.Failed;
        }

        var (name, last) = (first.Text, first);
        int slot;
        while (!items.TryGetSlot(name, out slot))
        {
            if (!rest.TryPop(out var next))
            {
                return this.UnknownPart(item, name, last, list, items);
            }

            (name, last) = ($"{name}.{next.Text}", next);
        }

        var path = $"{list.Name}.{name}";
        this.Read(path);
        return new Typed
        {
            Type = MapType.Of(items.Fields[slot]),
            Node = new PartNode(item.Node, slot),
            Operation = Operation.Column,
            Canonical = $"{item.Canonical}.{name}",
            Parts = [item],
            MayLack = items.Fields[slot].Optional,
            Fields = item.Fields.Add(path),
        };
    }

    private Typed UnknownPart(Typed item, string name, ExpressionNode.Member at, Field list, ItemSchema items)
    {
        var names = items.Fields.Select(field => field.Name).ToList();
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var nearby = dot < 0 ? names : names.FindAll(other => other.StartsWith(name[..(dot + 1)], StringComparison.Ordinal));
        var listed = (nearby.Count > 0 ? nearby : names).Order(StringComparer.Ordinal).ToList();
        var nearest = Diagnostics.Suggestion.Meant(name, names);
        return this.Refuse(
            "LB1102",
            at,
            $"\"{name}\" is no field of the items of {list.Name}.",
            $"they have {string.Join(", ", listed.Take(6))}{(listed.Count > 6 ? " …" : string.Empty)}",
            nearest is null ? null : $"did you mean {item.Canonical}.{nearest}?");
    }

    private void Read(string field) => this.read.TryAdd(field, this.scalar is { } text ? text.Span.In(findings.File) : findings.File);

    /// <summary>A field by name, where the engine itself reads it.</summary>
    public Typed? FieldNamed(string name) => schema.TryGetSlot(name, out var slot) ? this.Field(slot) : null;

    private static string? PathOf(ExpressionNode node) => node switch
    {
        ExpressionNode.Name name => name.Text,
        ExpressionNode.Member member => PathOf(member.Target) is { } target ? $"{target}.{member.Text}" : null,
        _ => null,
    };

    private Typed UnknownField(ExpressionNode node, string path)
    {
        if (path.EndsWith(CountSuffix, StringComparison.Ordinal) && !path.Contains('.', StringComparison.Ordinal))
        {
            return this.Count(node, path);
        }

        if (this.below.Contains(path.Split('.')[0]))
        {
            return this.Refuse("LB1102", node, $"\"{path}\" is not known here yet: a let sees the lets above it.", null, $"put \"{path.Split('.')[0]}\" above, or this one below");
        }

        // one name that is not there is one mistake, however often it is used
        if (this.namesUnknown && !path.Contains('.', StringComparison.Ordinal))
        {
            return Typed.Failed;
        }

        if (!path.Contains('.', StringComparison.Ordinal) && (!this.reported.Add(path) || Diagnostics.Suggestion.Nearest(path, this.broken) is not null))
        {
            return Typed.Failed;
        }

        if (Habits.IsNothing(path))
        {
            return this.Refuse("LB1203", node, $"\"{path}\" is written \"missing\" here.", null, "missing");
        }

        if (path == Unfinished.Mark)
        {
            return this.Refuse("LB1001", node, "This is still to be filled in.", "a draft can be kept, but not run");
        }

        var names = schema.Fields.Select(field => field.Name).ToList();
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var nearby = dot < 0 ? names : names.FindAll(name => name.StartsWith(path[..(dot + 1)], StringComparison.Ordinal));
        var listed = (nearby.Count > 0 ? nearby : names).Order(StringComparer.Ordinal).ToList();
        return this.Refuse(
            "LB1102",
            node,
            $"\"{path}\" is not in the source stream.",
            $"stream {streamName} (schema {schema.Version}) has: {string.Join(", ", listed.Take(6))}{(listed.Count > 6 ? " …" : string.Empty)}",
            this.DidYouMean(path, this.lets.Keys.Concat(this.tables.Keys).Concat(names).Concat(["missing", "true", "false"])));
    }

    // c_count: how many items the loop over c in this block writes
    private Typed Count(ExpressionNode node, string name)
    {
        var loop = name[..^CountSuffix.Length];
        if (this.counts.FindLast(known => known.Loop == loop) is { Loop: not null } count && !this.locals.Exists(local => local.Name == loop))
        {
            return count.Count() ?? Typed.Failed;
        }

        var nearest = Diagnostics.Suggestion.Nearest(loop, this.counts.Select(known => known.Loop).Where(known => known != loop));
        return this.Refuse(
            "LB1102",
            node,
            $"There is no loop \"{loop}\" in this block whose items could be counted.",
            $"{name} stands in the block of the  for:  that it counts, and not within it",
            nearest is null ? "count(list, r => condition)" : $"did you mean {nearest}{CountSuffix}?");
    }

    private Typed BindMember(Typed target, ExpressionNode.Member member)
    {
        if (target.Type.IsError)
        {
            return Typed.Failed;
        }

        if (target.Type is { Kind: TypeKind.List, Item.Kind: TypeKind.Record })
        {
            return this.Refuse("LB2102", member, $"{target.Canonical} is a list; \"{member.Text}\" is of one of its items.", null, $"first({target.Canonical}).{member.Text}");
        }

        if (target.Type is { Kind: TypeKind.List, Item.Kind: TypeKind.Row })
        {
            return this.Refuse("LB2102", member, $"{target.Canonical} can have many rows; \"{member.Text}\" is of one.", null, $"first({target.Canonical}).{member.Text}");
        }

        if (target.Type is not { Kind: TypeKind.Row, Row: { } table })
        {
            return this.Refuse("LB1102", member, $"{target.Canonical} is {target.Type.Words}; it has no part \"{member.Text}\".");
        }

        return table.IndexOf(member.Text) >= 0
            ? Column(target, member.Text)
            : this.Refuse(
                "LB3102",
                member,
                $"Table {table.Name} has no column \"{member.Text}\".",
                $"its columns are {string.Join(", ", table.Columns.Select(column => column.Name))}",
                this.DidYouMean(member.Text, table.Columns.Select(column => column.Name)));
    }

    private static Typed Column(Typed row, string name)
    {
        var index = row.Type.Row?.IndexOf(name) ?? -1;
        if (row.Type.Row is not { } table || index < 0)
        {
            return Typed.Failed;
        }

        var column = table.Columns[index];
        column.Used |= row.Canonical != "row";
        return new Typed
        {
            Type = column.Type,
            Node = new ColumnNode(row.Node, index),
            Operation = Operation.Column,
            Canonical = $"{row.Canonical}.{name}",
            Parts = [row],
            MayLack = column.Optional,
            Fields = row.Fields,
        };
    }

    private static Typed AllRows(LookupTable table) => new()
    {
        Type = MapType.ListOf(MapType.RowOf(table.Shape)),
        Node = table.Only is { } only ? new FilteredRowsNode(table.AllRows, only) : new ConstantNode(table.AllRows),
        Operation = Operation.Total,
        Canonical = table.Shape.Name,
        Fields = Dated(table, []),
    };

    // rows that depend on the day depend on that field of the record
    private static ImmutableHashSet<string> Dated(LookupTable table, ImmutableHashSet<string> fields) => table.Only is null ? fields : fields.Add(RecordSchema.RecordDateName);

    private Typed BindIndex(ExpressionNode.Index index, Facts facts)
    {
        if (index.Target is ExpressionNode.Name name && !this.locals.Exists(local => local.Name == name.Text) && this.tables.TryGetValue(name.Text, out var table))
        {
            return this.BindLookup(table, index, facts);
        }

        // grade["final letter"]: a field whose name is no plain word
        if (PathOf(index.Target) is { } path && schema.Fields.Any(field => field.Name.StartsWith(path + ".", StringComparison.Ordinal)) && index.Keys is [ExpressionNode.TextLiteral key] && !this.lets.ContainsKey(path))
        {
            return schema.TryGetSlot($"{path}.{key.Value}", out var slot) ? this.Field(slot) : this.UnknownField(index, $"{path}.{key.Value}");
        }

        if (PathOf(index.Target) is { } unknown && !unknown.Contains('.', StringComparison.Ordinal) && !schema.TryGetSlot(unknown, out _) && !this.lets.ContainsKey(unknown) && !this.locals.Exists(local => local.Name == unknown))
        {
            return !this.reported.Add(unknown) || Diagnostics.Suggestion.Nearest(unknown, this.broken) is not null ? Typed.Failed
                : this.Refuse("LB1107", index.Target, $"There is no table \"{unknown}\".", $"the tables are {(this.tables.Count == 0 ? "none" : string.Join(", ", this.tables.Keys))}", this.DidYouMean(unknown, this.tables.Keys));
        }

        var target = this.Bind(index.Target, facts);
        return target.Type.IsError ? Typed.Failed : this.Refuse("LB2102", index, $"{target.Canonical} is {target.Type.Words}; only tables are looked up with [ ].", null, "first(…) or filter(…)");
    }

    /// <summary>A value that is the key of a table: <c>lookup: points</c>, or <c>lookup: grades.points</c> for one of its columns.</summary>
    public Typed LookedUp(Typed key, YamlScalar name, YamlScalar text)
    {
        var (tableName, column) = name.Text.Split('.', 2) is [var first, var second] ? (first, second) : (name.Text, null);
        if (!this.tables.TryGetValue(tableName, out var table))
        {
            if (!this.broken.Contains(tableName))
            {
                findings.Error("LB1107", name.Span, $"There is no table \"{tableName}\".", $"the tables are {(this.tables.Count == 0 ? "none" : string.Join(", ", this.tables.Keys))}", this.DidYouMean(tableName, this.tables.Keys));
            }

            return Typed.Failed;
        }

        var shape = table.Shape;
        if (shape.Many || shape.Keys.Length != 1)
        {
            findings.Error("LB2102", name.Span, $"lookup needs a table with one row for one key; {tableName} has {(shape.Many ? "many rows for one" : $"{shape.Keys.Length} parts in its key")}.", null, $"value: = {tableName}[…]");
            return Typed.Failed;
        }

        if (column is null ? !shape.Single : shape.Single || shape.IndexOf(column) < 0)
        {
            var columns = shape.Columns.Select(known => known.Name).ToList();
            findings.Error(
                "LB3102",
                name.Span,
                shape.Single ? $"Table {tableName} has one value for each key and no columns." : column is null ? $"Table {tableName} has columns; lookup names one of them." : $"Table {tableName} has no column \"{column}\".",
                shape.Single ? null : $"its columns are {string.Join(", ", columns)}",
                shape.Single ? tableName : column is not null && Suggestion.Nearest(column, columns) is { } nearest ? $"did you mean {tableName}.{nearest}?" : $"{tableName}.{columns.FirstOrDefault(known => !shape.Keys.Contains(known)) ?? columns[0]}");
            return Typed.Failed;
        }

        return this.Read(text, () =>
        {
            var row = this.Row(table, [key], [new ExpressionNode.Name(text.Text, 0, text.Text.Length)]);
            return row.Type.IsError || column is null ? row : Column(row, column);
        });
    }

    private Typed BindLookup(LookupTable table, ExpressionNode.Index index, Facts facts)
    {
        var shape = table.Shape;
        var keys = index.Keys.Select(key => this.Bind(key, facts)).ToArray();
        if (keys.Length != shape.Keys.Length)
        {
            return this.Refuse("LB2102", index, $"Table {shape.Name} is looked up by {string.Join(" and ", shape.Keys)}; here {(keys.Length == 1 ? "is" : "are")} {Counted.Of(keys.Length, "key")}.");
        }

        return this.Row(table, keys, index.Keys);
    }

    // the row for keys, each told at its place
    private Typed Row(LookupTable table, Typed[] keys, IReadOnlyList<ExpressionNode> places)
    {
        var shape = table.Shape;
        this.used.Add(shape.Name);
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i].Type.IsError)
            {
                return Typed.Failed;
            }

            if (!keys[i].Type.IsScalar || keys[i].Type.Kind == TypeKind.Time)
            {
                return this.Refuse("LB2102", places[i], $"A key of table {shape.Name} is a text; this is {keys[i].Type.Words}.");
            }
        }

        var row = shape.Single ? shape.Columns[0].Type : MapType.RowOf(shape);
        if (shape.Single)
        {
            shape.Columns[0].Used = true;
        }

        var nodes = Array.ConvertAll(keys, key => key.Node);
        MapNode lookup = nodes.Length == 1 ? new LookupNode(table, nodes[0]) : new LookupByManyNode(table, nodes);
        return new Typed
        {
            Type = shape.Many ? MapType.ListOf(row) : row,
            // the rows that a loop goes through are noted by the loop, which may pass some over
            Node = watch is null || (shape.Many && this.calls == 0) ? lookup : watch.Lookup(table, lookup, nodes),
            Operation = shape.Many ? Operation.Total : Operation.Lookup,
            Canonical = $"{shape.Name}[{string.Join(", ", keys.Select(key => key.Canonical))}]",
            Parts = [.. keys],
            Fields = Dated(table, FieldsOf(keys)),
            Table = shape,
        };
    }

    private Typed BindList(ExpressionNode.ListLiteral list, Facts facts)
    {
        var items = list.Items.Select(item => this.Bind(item, facts)).ToImmutableArray();
        var type = MapType.Nothing;
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Type.IsError)
            {
                return Typed.Failed;
            }

            if (!items[i].Type.Fits(type) || !items[i].Type.IsScalar)
            {
                return this.Refuse("LB2102", list.Items[i], items[i].Type.IsScalar ? $"A list holds one type; this is {items[i].Type.Words}, the first was {type.Words}." : $"A list of values cannot hold {items[i].Type.Words}.");
            }

            if (items[i].CanBeMissing(facts))
            {
                return this.Optional(list.Items[i], items[i], "An item of a list", facts);
            }

            type = type.Or(items[i].Type);
        }

        var constant = items.All(item => item.Constant is not null) ? MapValue.Of([.. items.Select(item => item.Constant.GetValueOrDefault())]) : (MapValue?)null;
        return new Typed
        {
            Type = MapType.ListOf(type),
            Node = constant is { } value ? new ConstantNode(value) : new ListNode([.. items.Select(item => item.Node)]),
            Operation = Operation.Total,
            Canonical = $"[{string.Join(", ", items.Select(item => item.Canonical))}]",
            Parts = items,
            Constant = constant,
            Fields = FieldsOf(items),
        };
    }

    private Typed BindCall(ExpressionNode.Call call, Facts facts)
    {
        var at = call with { Length = call.NameLength };
        if (FunctionTable.Find(call.Function) is not { } function)
        {
            return Habits.OfFunction(call.Function) is var (advice, why) && FunctionTable.Find(call.Function.ToLowerInvariant()) is null
                ? this.Refuse("LB1103", at, $"There is no function \"{call.Function}\".", why, $"here it is  {advice}")
                : this.Refuse("LB1103", at, $"There is no function \"{call.Function}\".", null, this.DidYouMean(call.Function, FunctionTable.Names));
        }

        this.calls++;
        try
        {
            return function.Bind(new FunctionCall(this, function, call, facts));
        }
        finally
        {
            this.calls--;
        }
    }
}
