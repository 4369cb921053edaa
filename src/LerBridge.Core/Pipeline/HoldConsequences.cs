using LerBridge.Core.Mapping;

namespace LerBridge.Core.Pipeline;

/// <summary>What a release leads to beyond what the record was held for, so that whoever says yes knows it before.</summary>
public static class HoldConsequences
{
    /// <summary>Sentences about a hold that is released; nothing where there is no more to it than its reason says.</summary>
    /// <param name="hold">The hold.</param>
    /// <param name="plan">Its mapping as it is now.</param>
    public static IReadOnlyList<string> Of(HoldView hold, MappingPlan plan) => hold.Record.Code switch
    {
        HoldKinds.Decided => ["What the mapping's own reason holds is issued by the next run all the same, for the record and the mapping as they are now."],
        ChangeReasons.PerhapsKnown =>
        [
            "A next run that reads all of the source decides by itself all the same; one that does not gives the record a credential of its own, beside the one that says the same of the person.",
            $"Where complete runs then find the record of that one gone from the source, {OfAbsence(plan)}.",
        ],
        _ => [],
    };

    private static string OfAbsence(MappingPlan plan) => (plan.OnChange.Absent.Action, plan.Allow.Withdraw) switch
    {
        (ChangeAction.Ignore, _) => "it stays as it is (on_change: absent), and the person has two",
        (ChangeAction.Revoke, Allowed.Yes) => "they revoke it (on_change: absent)",
        (ChangeAction.Revoke, Allowed.Ask) => "they ask a person to let them revoke it (on_change: absent)",
        (ChangeAction.Suspend, Allowed.Yes) => "they suspend it (on_change: absent)",
        (ChangeAction.Suspend, Allowed.Ask) => "they ask a person to let them suspend it (on_change: absent)",
        _ => "they hold it, and a person decides whether it is revoked (on_change: absent)",
    };
}
