using System.Globalization;
using System.Text.Json.Nodes;
using LerBridge.Sandbox.Faults;
using LerBridge.Sandbox.Population;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Workday;

/// <summary>Workers by REST: pages by offset, at most a hundred, and a total that may be capped.</summary>
internal static class RestSite
{
    public static Task WorkersAsync(HttpContext context, SandboxSwitches switches, World world)
    {
        var limit = Math.Clamp(Number(context, "limit") ?? 20, 1, 100);
        var offset = Math.Max(0, Number(context, "offset") ?? 0);
        var all = WorkerProfile.Of(world).Where(profile => profile.JobsAsOf(world.Today).Count > 0).ToList();
        var some = all.Skip(offset).Take(Math.Min(limit, FaultLine.MostRows(context) ?? limit));
        var total = switches.WorkdayRestTotalCap > 0 ? Math.Min(switches.WorkdayRestTotalCap, all.Count) : all.Count;
        return Reply.JsonAsync(context, 200, new JsonObject { ["total"] = total, ["data"] = new JsonArray([.. some.Select(profile => (JsonNode)Worker(profile, world.Today))]) });
    }

    private static JsonObject Worker(WorkerProfile profile, DateOnly today)
    {
        var (worker, job) = (profile.Worker, profile.JobsAsOf(today)[0]);
        return new JsonObject
        {
            ["id"] = profile.Wid,
            ["descriptor"] = worker.Name.Display,
            ["href"] = $"/workers/{profile.Wid}",
            ["workerId"] = worker.EmployeeId,
            ["workerType"] = new JsonObject { ["id"] = "1", ["descriptor"] = worker.IsContingent ? "Contingent Worker" : "Employee" },
            ["person"] = new JsonObject { ["id"] = profile.Wid, ["email"] = worker.UserId.Length == 0 ? null : $"{worker.UserId}@work.example" },
            ["primaryJob"] = new JsonObject
            {
                ["id"] = profile.Wid,
                ["descriptor"] = job.Job.Name,
                ["businessTitle"] = job.BusinessTitle,
                ["location"] = new JsonObject { ["descriptor"] = job.Job.Employer.City },
                ["supervisoryOrganization"] = new JsonObject { ["descriptor"] = job.Job.Family },
            },
        };
    }

    private static int? Number(HttpContext context, string name) => int.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
