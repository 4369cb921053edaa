namespace LerBridge.Storage.Runs;

/// <summary>Why plans end without being applied, where the ledger itself ends them.</summary>
internal static class PlanEnds
{
    public const string Replaced = "LB4061";
    public const string Expired = "LB4062";
    public const string CutShort = "LB4031";

    public const string ExpiredText = "Nobody applied it in time.";
    public const string CutShortText = "It was cut short while it was made.";

    public static string ReplacedBy(string runId) => $"{runId} took its place";
}
