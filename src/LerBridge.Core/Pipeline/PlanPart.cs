using LerBridge.Core.Mapping;
using LerBridge.Core.People;
using LerBridge.Core.Records;

namespace LerBridge.Core.Pipeline;

/// <summary>The part of a stream that somebody wants a plan of: a window of days, both included and either open, a list of persons, or both.</summary>
/// <param name="From">The first day; null where open.</param>
/// <param name="To">The last day; null where open.</param>
/// <param name="Cohort">The persons; null for everybody.</param>
public sealed record PlanPart(DateOnly? From, DateOnly? To, Cohort? Cohort)
{
    /// <summary>Why the mapping's stream cannot be planned by this part, with what to do; null where it can.</summary>
    public string? ProblemWith(MappingPlan mapping)
    {
        var schema = mapping.Schema;
        if (this.From > this.To)
        {
            return "the window ends before it begins. Say --from with the earlier day.";
        }

        if (this.From is null && this.To is null)
        {
            return null;
        }

        if (schema.DateField is not { } date)
        {
            return $"{mapping.Id} reads {schema.Stream}, which has no date by which a window could choose. Name one of its dates in the settings (Date, beside the stream's Columns), or say --cohort instead.";
        }

        // Which number a record has shows only beside all others of its group; the ledger can put those outside the window aside by the field that orders them, and by no other.
        return schema.Sequence is { } sequence && (sequence.OrderBy != date || schema.Fields[schema.Slot(date)].Type != FieldType.Date)
            ? $"{mapping.Id} reads {schema.Stream}, whose records are numbered by {sequence.OrderBy} and dated by {date}: a window would count them wrong. Say --cohort instead."
            : null;
    }
}
