using LerBridge.Core.Ledger;

namespace LerBridge.Core.Pipeline;

/// <summary>What persons decided about held records, applied to what a run would hold again.</summary>
internal sealed class HoldVerdicts(IReadOnlyDictionary<string, HoldVerdict> verdicts, string mappingHash)
{
    /// <summary>The code of records that a person decided against.</summary>
    public const string Rejected = "LB4070";

    private const string RejectedText = "A person looked at it and decided to leave things as they are.";

    /// <summary>True where a person decided against what a row would do, so that no plan does it either.</summary>
    public bool Rejects(Decision decision, string code) => this.Of(decision, code) is { Release: false };

    /// <summary>
    /// The reasons under <c>when</c> that a person has released for a record, by their places; null where there are none. It counts for the content and the mapping that the person saw.
    /// </summary>
    public IReadOnlySet<string>? ReleasedFor(string recordKey, string fingerprint) =>
        verdicts.TryGetValue(recordKey, out var verdict) && verdict.Places.Length > 0 && verdict.Fingerprint == fingerprint && verdict.MappingHash == mappingHash
            ? verdict.Places.Split('\n').ToHashSet(StringComparer.Ordinal)
            : null;

    /// <summary>The row, or what a person made of it.</summary>
    public Decision Apply(Decision decision)
    {
        if (verdicts.Count == 0 || decision.Kind is not (DecisionKind.Held or DecisionKind.AbsentHeld) || this.Of(decision, decision.Code) is not { } verdict)
        {
            return decision;
        }

        if (verdict.Release)
        {
            return decision.Proposed is { } proposed && verdict.MappingHash == mappingHash ? proposed with { Asks = null } : decision;
        }

        return decision with
        {
            Kind = decision.Kind == DecisionKind.Held ? DecisionKind.Skipped : DecisionKind.AbsentKept,
            Code = Rejected,
            Reason = RejectedText,
            Change = null,
            Pending = null,
            Waits = false,
            Proposed = null,
        };
    }

    private HoldVerdict? Of(Decision decision, string? code) =>
        verdicts.TryGetValue(decision.RecordKey, out var verdict) && verdict.Code == code && verdict.Fingerprint == decision.Fingerprint ? verdict : null;
}
