using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Planning;

/// <summary>Reads <c>person:</c>, how a record finds its person.</summary>
internal static class PersonSection
{
    /// <summary>The identifiers by which persons are found.</summary>
    public static readonly string[] Kinds = ["sis_id", "banner_id", "employee_id", "login", "verified_email"];

    public static PersonRule Read(Section? section, RecordSchema schema, Findings findings, SourceSpan at)
    {
        var match = new List<string>();
        var holdIfNone = false;
        if (section is not null)
        {
            foreach (var node in section.TakeList("match", single: true) ?? [])
            {
                if (node is YamlScalar scalar && IsKind(scalar, schema, findings) && !match.Contains(scalar.Text))
                {
                    match.Add(scalar.Text);
                }
            }

            holdIfNone = section.TakeWord("if_none", false, ("create", false), ("hold", true));
            _ = section.TakeWord("if_many", true, ("hold", true));
            section.Finish();
        }

        return new PersonRule(match, holdIfNone, at.In(findings.File));
    }

    private static bool IsKind(YamlScalar scalar, RecordSchema schema, Findings findings)
    {
        if (scalar.Text == "email")
        {
            findings.Error("LB1111", scalar.Span, "A plain email never matches a person by itself: people can change it.", "only a connector makes an address verified", "verified_email");
            return false;
        }

        if (!Kinds.Contains(scalar.Text))
        {
            var nearest = Suggestion.Nearest(scalar.Text, Kinds);
            findings.Error("LB1111", scalar.Span, $"\"{scalar.Text}\" identifies no person.", $"match knows {string.Join(", ", Kinds)}", nearest is null ? null : $"did you mean {nearest}?");
            return false;
        }

        if (schema.TryGetSlot($"person.{scalar.Text}", out _))
        {
            return true;
        }

        // sites share the list of identifiers among their mappings: what the stream never has does no harm, but is told
        findings.Warn("LB1102", scalar.Span, $"The stream {schema.Stream} has no field person.{scalar.Text}, so nobody is ever found by it.", $"it has {string.Join(", ", schema.Fields.Select(field => field.Name).Where(name => name.StartsWith("person.", StringComparison.Ordinal)))}");
        return false;
    }
}
