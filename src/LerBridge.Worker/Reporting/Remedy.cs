using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;

namespace LerBridge.Worker.Reporting;

/// <summary>Who can do something about a reason.</summary>
internal static class Remedy
{
    public static string Who(RunProblem problem, RunEntry run, MappingPlan? plan) =>
        problem.Kind is DecisionKind.Skipped ? "nobody needs to" : Who(problem.Code, run.Connector, plan);

    /// <summary>Who can do something about what a code stands for.</summary>
    public static string Who(string code, string connector, MappingPlan? plan)
    {
        var owner = plan?.Owner ?? "the mapping's owner";
        return code[..Math.Min(4, code.Length)] switch
        {
            "LB31" or "LB53" or "LB55" or "LB56" => $"whoever keeps the records of {connector}",
            "LB35" => $"whoever knows the person: {owner}",
            "LB40" => $"whoever approves for {owner}",
            _ => owner,
        };
    }
}
