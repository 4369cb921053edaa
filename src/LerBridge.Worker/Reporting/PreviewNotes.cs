using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
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

        foreach (var drift in report.Source.Drifts)
        {
            yield return $"Not as the last run saw it: {drift}";
        }

        if (report.Source.Origin == "source" && shown.Schema.Sequence is { } rule)
        {
            yield return $"{rule.Field} is counted over the records that were read here; a run counts over all of them.";
        }

        if (shown.Repeat.Keep != Keep.Every)
        {
            var issued = report.Counts.Where(count => count.Word == "issue").Sum(count => count.Count);
            yield return $"Of several records per {string.Join(", ", shown.Repeat.Per.Select(slot => shown.Schema.Fields[slot].Name))} the {shown.Repeat.Keep.ToString().ToLowerInvariant()} is kept: of {Counted.Of(issued, "record")} that would be issued here {Counted.Of(report.Superseded, "record")} would give way to another, and {Counted.Of(issued - report.Superseded, "credential")} would stand.";
        }

        if (report.Source.Persons is null)
        {
            yield return "Whether each person can be told apart is only known with the ledger; here everybody is.";
        }
    }
}
