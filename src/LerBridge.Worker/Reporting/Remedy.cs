using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;

namespace LerBridge.Worker.Reporting;

/// <summary>Who can do something about a reason.</summary>
internal static class Remedy
{
    public static string Who(RunProblem problem, RunEntry run, MappingPlan? plan)
    {
        var owner = plan?.Owner ?? "the mapping's owner";
        return problem.Code[..4] switch
        {
            _ when problem.Kind is DecisionKind.Skipped => "nobody needs to",
            "LB31" or "LB53" or "LB55" or "LB56" => $"whoever keeps the records of {run.Connector}",
            "LB35" => $"whoever knows the person: {owner}",
            "LB40" => $"whoever approves for {owner}",
            _ => owner,
        };
    }
}
