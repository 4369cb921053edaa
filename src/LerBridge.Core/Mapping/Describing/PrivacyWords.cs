using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Describing;

/// <summary>What <c>never:</c> keeps out, what about the person reaches the credential, and what is only read.</summary>
internal static class PrivacyWords
{
    private static readonly Dictionary<string, (FieldTags Tag, string Words)> Tags = new(StringComparer.Ordinal)
    {
        ["id"] = (FieldTags.Id, "numbers and names that identify the person"),
        ["name"] = (FieldTags.Name, "the person's name"),
        ["contact"] = (FieldTags.Contact, "ways to reach the person"),
        ["pay"] = (FieldTags.Pay, "pay"),
        ["birth"] = (FieldTags.Birth, "birth date or place"),
        ["health"] = (FieldTags.Health, "health and leave"),
        ["discipline"] = (FieldTags.Discipline, "discipline"),
        ["national_id"] = (FieldTags.NationalId, "national identity numbers"),
        ["home"] = (FieldTags.Home, "the home address"),
        ["rating"] = (FieldTags.Rating, "ratings and averages"),
        ["reason"] = (FieldTags.Reason, "reasons for leaving and the like"),
    };

    public static List<DescribedLine> Of(YamlNode? never, MappingPlan plan)
    {
        IEnumerable<string> entries = never switch
        {
            YamlList list => list.Items.OfType<YamlScalar>().Select(item => item.Text),
            YamlScalar one => [one.Text],
            _ => [],
        };
        var lines = entries.Select(entry => new DescribedLine($"never {entry}", Forbidden(entry, plan.Schema))).ToList();
        var shown = plan.Outputs.SelectMany(output => output.Fields).Distinct(StringComparer.Ordinal).Where(field => IsPersonal(field, plan.Schema)).Order(StringComparer.Ordinal).ToList();
        lines.Add(shown.Count == 0
            ? new("shown", "Nothing about the person reaches the credential but its subject's own id.")
            : new("shown", $"About the person the credential is made from {Listed(shown, plan.Schema)}."));
        var read = plan.ReadFields.Keys.Where(field => !shown.Contains(field) && IsPersonal(field, plan.Schema)).Order(StringComparer.Ordinal).ToList();
        if (read.Count > 0)
        {
            lines.Add(new("read", $"Read in order to decide, and not shown: {Listed(read, plan.Schema)}."));
        }

        if (plan.RestrictedFields.Count > 0)
        {
            lines.Add(new("restricted", $"Kept in the ledger only because this mapping reads {(plan.RestrictedFields.Count == 1 ? "it" : "them")}: {string.Join(", ", plan.RestrictedFields.Order(StringComparer.Ordinal))}."));
        }

        return lines;
    }

    private static string Forbidden(string entry, RecordSchema schema)
    {
        if (!Tags.TryGetValue(entry, out var known))
        {
            return $"Never in the credential: {entry}.";
        }

        var fields = schema.Fields.Where(field => (field.Tags & known.Tag) != 0).Select(field => field.Name).ToList();
        return $"Never in the credential: {known.Words} ({(fields.Count == 0 ? "this stream has none" : string.Join(", ", fields))}).";
    }

    private static bool IsPersonal(string field, RecordSchema schema) => schema.TryGetSlot(field, out var slot) && schema.Fields[slot].Tags != FieldTags.None;

    private static string Listed(IEnumerable<string> fields, RecordSchema schema) =>
        string.Join(", ", fields.Select(field => $"{field} ({string.Join(", ", Tags.Values.Where(tag => (schema.Fields[schema.Slot(field)].Tags & tag.Tag) != 0).Select(tag => tag.Words))})"));
}
