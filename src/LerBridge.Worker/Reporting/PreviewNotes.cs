using LerBridge.Worker.Commands;

namespace LerBridge.Worker.Reporting;

/// <summary>What keeps a preview from being the whole truth.</summary>
internal static class PreviewNotes
{
    public static IEnumerable<string> Of(PreviewReport report)
    {
        var shown = report.Draft ?? report.Plan;
        if (report.Source.Origin == "ledger" && report.Draft is { } draft)
        {
            var lacking = draft.RestrictedFields.Except(report.Plan.RestrictedFields).Order(StringComparer.Ordinal).ToArray();
            if (lacking.Length > 0)
            {
                yield return $"{string.Join(", ", lacking)} {(lacking.Length == 1 ? "is" : "are")} restricted and stored only once a mapping in place reads {(lacking.Length == 1 ? "it" : "them")}, so here {(lacking.Length == 1 ? "it is" : "they are")} missing; --read asks the source.";
            }
        }

        if (report.Source.Origin == "source" && shown.Schema.Sequence is { } rule)
        {
            yield return $"{rule.Field} is counted over the records that were read here; a run counts over all of them.";
        }

        if (report.Source.Persons is null)
        {
            yield return "Whether each person can be told apart is only known with the ledger; here everybody is.";
        }
    }
}
