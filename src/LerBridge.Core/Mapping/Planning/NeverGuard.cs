using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Planning;

/// <summary><c>never:</c>: no value whose source field carries one of these tags, or has one of these names, may reach the credential. Conditions of <c>when</c> and <c>where</c> reach nothing.</summary>
internal sealed class NeverGuard
{
    private static readonly Dictionary<string, FieldTags> TagWords = new(StringComparer.Ordinal)
    {
        ["id"] = FieldTags.Id,
        ["name"] = FieldTags.Name,
        ["contact"] = FieldTags.Contact,
        ["pay"] = FieldTags.Pay,
        ["birth"] = FieldTags.Birth,
        ["health"] = FieldTags.Health,
        ["discipline"] = FieldTags.Discipline,
        ["national_id"] = FieldTags.NationalId,
        ["home"] = FieldTags.Home,
        ["rating"] = FieldTags.Rating,
        ["reason"] = FieldTags.Reason,
    };

    /// <summary>The tags that <c>never:</c> knows.</summary>
    public static IEnumerable<string> Tags => TagWords.Keys;

    private readonly Dictionary<string, string> forbidden = new(StringComparer.Ordinal);

    public NeverGuard(IReadOnlyList<YamlNode> entries, RecordSchema schema, Findings findings)
    {
        foreach (var entry in entries)
        {
            if (entry is not YamlScalar { IsNull: false } scalar)
            {
                findings.Error("LB1110", new SourceSpan(entry.Start, 1), $"never lists tags and fields; here is {entry.Kind}.");
            }
            else if (TagWords.TryGetValue(scalar.Text, out var tag))
            {
                foreach (var (path, _) in schema.AllFields.Where(one => (one.Field.Tags & tag) != 0))
                {
                    this.forbidden.TryAdd(path, $"it carries the tag {scalar.Text}, which never: keeps out (line {scalar.Start.Line})");
                }
            }
            else if (schema.Find(scalar.Text) is not null)
            {
                this.forbidden.TryAdd(scalar.Text, $"never: keeps it out (line {scalar.Start.Line})");
            }
            else
            {
                var nearest = Suggestion.Meant(scalar.Text, TagWords.Keys.Concat(schema.AllFields.Select(one => one.Path)));
                findings.Error("LB1111", scalar.Span, $"\"{scalar.Text}\" is neither a tag nor a field of the stream.", $"the tags are {string.Join(", ", TagWords.Keys)}", nearest is null ? null : $"did you mean {nearest}?");
            }
        }
    }

    public void Check(IEnumerable<OutputValue> outputs, Findings findings)
    {
        foreach (var output in outputs)
        {
            foreach (var field in output.Formula.Fields.Order(StringComparer.Ordinal))
            {
                if (this.forbidden.TryGetValue(field, out var reason))
                {
                    findings.Error("LB2302", output.At, $"{field} could reach the credential here ({output.Path}).", reason, "remove it, or take it off the list if it is meant to be shown");
                    break;
                }
            }
        }
    }
}
