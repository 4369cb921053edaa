using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Expressions;
using LerBridge.Core.Mapping.Profiles;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Planning;

/// <summary>Compiles <c>results:</c>, the short-hand of which the engine makes descriptions and results. Name and type describe the achievement, so they are the same for everybody.</summary>
internal sealed class ResultsCompiler(ValueCompiler values, Findings findings)
{
    public List<ResultItem> Compile(YamlNode node, string path, Facts facts)
    {
        if (node is not YamlList list)
        {
            findings.Error("LB1110", new SourceSpan(node.Start, 1), $"\"results\" needs a list; here is {node.Kind}.", advice: "begin each result with  - name: …");
            return [];
        }

        var items = new List<ResultItem>();
        foreach (var item in list.Items)
        {
            if (item is YamlMap map && this.Item(map, PictureCompiler.Join(path, "results"), facts) is { } result)
            {
                items.Add(result);
            }
            else if (item is not YamlMap)
            {
                findings.Error("LB1110", new SourceSpan(item.Start, 1), $"A result needs a block with name, type and value; here is {item.Kind}.");
            }
        }

        foreach (var same in items.GroupBy(item => (item.Name, item.Type)).Where(group => group.Count() > 1))
        {
            findings.Error("LB1004", new SourceSpan(node.Start, 1), $"Two results are called \"{same.Key.Name}\" and are of type {same.Key.Type}; they could not be told apart.");
        }

        return items;
    }

    private ResultItem? Item(YamlMap map, string path, Facts facts)
    {
        var section = new Section(map, "results", findings);
        var name = this.Written(section, "name");
        var type = this.Written(section, "type");
        var knownType = type is null ? null : values.Constant(type, OpenBadgeProfile.ResultType, $"{path}.type");
        var isStatus = type?.Text == "Status";
        var valueName = isStatus ? "status" : "value";
        var node = section.Take(valueName);
        section.Finish();
        if (node is null)
        {
            section.Missing(valueName);
        }

        if (name is null || type is null || knownType is null || node is null)
        {
            return null;
        }

        // a result without a value is no result: it is left out only where the mapping says so
        var leavesOut = node is YamlMap block && block["if_missing"] is YamlScalar { Text: "omit" };
        var member = new ShapeMember(valueName, isStatus ? OpenBadgeProfile.ResultStatus : Shape.Printed, Required: !leavesOut);
        var compiled = values.Value(node, member, $"{path}.{valueName}", facts);
        var before = findings.Count;
        return values.FormulaOf(node, facts) is { } formula && findings.Count == before
            ? new ResultItem(name.Text, type.Text, formula.Node, valueName, compiled.Piece)
            : null;
    }

    private YamlScalar? Written(Section section, string key)
    {
        var text = section.TakeText(key, required: true);
        if (text is not null && (text.IsFormula || TextTemplate.HasHoles(text.Text)))
        {
            findings.Error("LB2102", text.Span, $"The {key} of a result is the same for everybody; it cannot be computed.");
            return null;
        }

        return text;
    }
}
