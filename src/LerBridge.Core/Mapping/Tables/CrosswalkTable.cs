using LerBridge.Core.Diagnostics;
using LerBridge.Core.Frameworks;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Tables;

/// <summary>A table that comes from the associations of frameworks instead of a sheet: one row per item of the one and item of the other that stand in a relation that counts.</summary>
internal sealed class CrosswalkTable(Findings findings, FrameworkCheck frameworks)
{
    private const string Key = "source_code";
    private const int Code = 1;

    // What a crosswalk is made of leaves no room for these.
    private static readonly string[] Foreign = ["key", "value", "columns", "review", "framework"];

    /// <summary>The table's shape, rows and frameworks; null where something about it is wrong, which is reported.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="table">The block of the table.</param>
    /// <param name="crosswalk">What stands under <c>crosswalk</c>.</param>
    /// <param name="many">Whether a key may have many rows.</param>
    public CrosswalkRows? Read(string name, Section table, Section crosswalk, bool many)
    {
        crosswalk.Knowing("from", "to", "relations", "by");
        var from = crosswalk.TakeText("from", required: true);
        var to = crosswalk.TakeText("to", required: true);
        var by = crosswalk.TakeText("by");
        var relations = this.Relations(crosswalk);
        crosswalk.Finish();
        var foreign = Foreign.Where(key => table.Map[key] is not null).ToList();
        foreach (var key in foreign)
        {
            findings.Error("LB1110", table.KeySpan(key), $"\"{key}\" does not go with a crosswalk.", $"its columns are {Key}, code, name, url, relation and framework_name", "remove it");
        }

        if (from is null || to is null || relations is null || foreign.Count > 0)
        {
            return null;
        }

        if (from.Text == to.Text)
        {
            findings.Error("LB1110", to.Span, $"A crosswalk leads from one framework to another; both are {from.Text} here.");
            return null;
        }

        var source = frameworks.Find(from)?.Framework;
        var target = frameworks.Find(to);
        var third = by is null ? null : frameworks.Find(by)?.Framework;
        if (source is null || target?.Framework is null || (by is not null && third is null))
        {
            return null;
        }

        var shape = new TableShape(name, [Key], many, single: false,
        [
            new TableColumn(Key, MapType.Text, false, true), new TableColumn("code", MapType.Text, false, true), new TableColumn("name", MapType.Text, false, true),
            new TableColumn("url", MapType.Text, false, true), new TableColumn("relation", new MapType(TypeKind.Code, Codes: [.. relations]), false, true),
            new TableColumn("framework_name", MapType.Text, false, true),
        ]);
        var pairs = Pairs(source, target.Framework, third, relations);
        if (pairs.Count == 0)
        {
            findings.Warn("LB3129", crosswalk.Span, $"No association of type {string.Join(" or ", relations)} leads from an item of {from.Text} to one of {to.Text}, so every lookup in table {name} finds nothing.", null, by is null ? "name the framework that has the associations:  by: id@version" : null);
        }

        var rows = pairs.Select((pair, number) => this.Row(pair, number + 1, target, to.Text)).ToList();
        return this.IsClear(name, many, pairs, crosswalk, from.Text, to.Text)
            ? new CrosswalkRows(shape, new Sheet(target.Name, [.. shape.Columns.Select(column => column.Name)], [], null), rows, [new TableFramework(from.Text, 0), new TableFramework(to.Text, Code)])
            : null;
    }

    private static List<Pair> Pairs(CompetencyFramework source, CompetencyFramework target, CompetencyFramework? third, IReadOnlyList<string> relations)
    {
        var met = new HashSet<(string, string, string)>();
        var found = new List<(Competency From, Competency To, string Relation)>();
        foreach (var association in new[] { source, target, third }.OfType<CompetencyFramework>().SelectMany(framework => framework.Associations).Where(association => relations.Contains(association.Type)))
        {
            Add(association.Origin, association.Destination, association.Type);
            if (AssociationTypes.IsSymmetric(association.Type))
            {
                Add(association.Destination, association.Origin, association.Type);
            }
        }

        void Add(FrameworkLink origin, FrameworkLink destination, string relation)
        {
            if (source.Find(origin) is { } one && target.Find(destination) is { } other && met.Add((one.Identifier, other.Identifier, relation)))
            {
                found.Add((one, other, relation));
            }
        }

        // in the order of the frameworks, so that the order of associations in a file changes nothing
        var order = source.Items.Concat(target.Items).Select((item, at) => (item.Identifier, at)).DistinctBy(item => item.Identifier).ToDictionary(item => item.Identifier, item => item.at);
        return [.. found.OrderBy(pair => order[pair.From.Identifier]).ThenBy(pair => order[pair.To.Identifier]).ThenBy(pair => pair.Relation, StringComparer.Ordinal).Select(pair => new Pair(pair.From, pair.To, pair.Relation))];
    }

    private MapRow Row(Pair pair, int number, ShelvedFramework target, string reference)
    {
        var framework = target.Framework ?? throw new InvalidOperationException("A crosswalk was made without its framework.");
        var row = new MapRow(
            [
                MapValue.Of(pair.From.Label), MapValue.Of(pair.To.Label), MapValue.Of(pair.To.Name), MapValue.Of(pair.To.Uri), MapValue.Of(pair.Relation),
                MapValue.Of(framework.Head.Title),
            ],
            number,
            1,
            null);
        return frameworks.Judged(row, framework, pair.To, reference, target.Name);
    }

    // one row per key, unless the table says otherwise
    private bool IsClear(string name, bool many, List<Pair> pairs, Section crosswalk, string from, string to)
    {
        var twice = many ? null : pairs.GroupBy(pair => pair.From.Label).FirstOrDefault(group => group.Count() > 1);
        if (twice is null)
        {
            return true;
        }

        findings.Error("LB3121", crosswalk.Span, $"\"{twice.Key}\" of {from} leads to {twice.Count()} items of {to} ({string.Join(", ", twice.Take(3).Select(pair => pair.To.Label))}), but table {name} has one row per key.", null, "many: true");
        return false;
    }

    private IReadOnlyList<string>? Relations(Section crosswalk)
    {
        var nodes = crosswalk.TakeList("relations", single: true);
        if (nodes is null)
        {
            return [AssociationTypes.ExactMatch];
        }

        var relations = new List<string>();
        foreach (var node in nodes)
        {
            if (node is not YamlScalar { IsNull: false } word)
            {
                findings.Error("LB1110", new SourceSpan(node.Start, 1), "A relation is one word.");
                return null;
            }

            if (!AssociationTypes.All.Contains(word.Text))
            {
                var nearest = Suggestion.Nearest(word.Text, AssociationTypes.All);
                findings.Error("LB1111", word.Span, $"\"{word.Text}\" is none of the relations that CASE knows: {string.Join(", ", AssociationTypes.All)}.", advice: nearest);
                return null;
            }

            relations.Add(word.Text);
        }

        if (relations.Count == 0)
        {
            findings.Error("LB1109", crosswalk.KeySpan("relations"), "A crosswalk without relations joins nothing.", advice: "relations: [exactMatchOf]");
            return null;
        }

        return [.. relations.Distinct(StringComparer.Ordinal)];
    }

    private sealed record Pair(Competency From, Competency To, string Relation);
}

/// <summary>What a crosswalk gives.</summary>
internal sealed record CrosswalkRows(TableShape Shape, Sheet Sheet, List<MapRow> Rows, IReadOnlyList<TableFramework> Frameworks);
