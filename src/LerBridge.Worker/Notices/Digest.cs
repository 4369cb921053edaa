using System.Globalization;
using System.Text;
using LerBridge.Connectors;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Sources;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Scheduling;

namespace LerBridge.Worker.Notices;

/// <summary>A day in a line, then what needs somebody, and who: for whoever reads it on a phone before breakfast.</summary>
internal sealed class Digest(Bridge bridge)
{
    private const int MostRuns = 1000;
    private const int MostGaps = 3;
    private const int MostHolds = 10_000;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private TimeZoneInfo Zone => bridge.Options.TimeZone;

    public async Task<Notice> MakeAsync(string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var runs = (await bridge.Services.Runs.ListAsync(mapping: null, MostRuns, cancellationToken)).Where(run => run.EndedAt > now - Day && run.Outcome != RunOutcome.Discarded).ToList();
        var holds = await bridge.Services.Holds.ListAsync(mapping: null, MostHolds, cancellationToken);
        var plans = await bridge.Services.Plans.WaitingAsync(mapping: null, cancellationToken);
        var standing = await bridge.Services.Outbox.StandingAsync(cancellationToken);
        var states = await bridge.Ledger.Schedules.ListAsync(cancellationToken);
        var outlooks = bridge.Options.Schedules.Select(schedule => ScheduleOutlook.At(schedule, states.GetValueOrDefault(schedule.Name), now, bridge.Options.Notifications.MissedAfter)).ToList();

        var newest = runs.GroupBy(run => run.Mapping).Select(group => group.MaxBy(run => run.StartedAt)).OfType<RunEntry>().ToList();
        var needs = this.Needs(newest, await this.GapsAsync(runs, cancellationToken), plans, await this.StopsAsync(plans, cancellationToken), standing, outlooks).ToList();
        var summary = Summary(runs, holds.Count);
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"{bridge.Options.Issuer.Name}, {LocalTime.Text(now, this.Zone)}\n\nIn the last 24 hours {summary}.\n");
        Section(body, needs.Count == 0 ? "Nothing needs you." : "Needs somebody:", needs);
        Section(body, "Good to know:", await this.TidingsAsync(newest, cancellationToken));
        Section(body, "Held records wait for:", this.Waiting(holds));
        Section(body, "Schedules:", outlooks.Select(outlook => ScheduleText.Of(outlook, now)));
        return new Notice(key, NoticeKind.Digest, $"LerBridge: {(needs.Count > 0 ? $"{Counted.Of(needs.Count, "thing")} to look at; " : string.Empty)}{summary}", body.ToString(), now);
    }

    private static string Summary(List<RunEntry> runs, int held) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Counted.Of(runs.Count, "run")} ended, {runs.Sum(run => run.Counts.New):#,0} issued, {runs.Sum(run => run.Counts.Corrected):#,0} corrected, {runs.Sum(run => run.Counts.Withdrawn + run.Counts.AbsentWithdrawn):#,0} withdrawn, {held:#,0}{(held == MostHolds ? " or more" : string.Empty)} held");

    private static void Section(StringBuilder body, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count > 0 || title.EndsWith('.'))
        {
            body.Append('\n').Append(title).Append('\n').AppendJoin(string.Empty, all.Select(line => $"- {line}\n"));
        }
    }

    // What each brake expected and saw, with the plans that they stopped.
    private async Task<Dictionary<string, string>> StopsAsync(IReadOnlyList<RunEntry> plans, CancellationToken cancellationToken)
    {
        var stops = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var plan in plans.Where(plan => plan.Plan?.Kind == PlanKind.Braked))
        {
            stops[plan.Id] = string.Concat((await bridge.Services.Plans.BrakesAsync(plan.Id, cancellationToken)).Select(brake => $" {brake.Message} ({brake.Code})"));
        }

        return stops;
    }

    // Of each mapping its newest run: what failed at two and went well at three needs nobody.
    private IEnumerable<string> Needs(List<RunEntry> newest, Dictionary<string, List<string>> gaps, IReadOnlyList<RunEntry> plans, Dictionary<string, string> stops, IReadOnlyList<DestinationStanding> standing, List<ScheduleOutlook> outlooks)
    {
        foreach (var run in newest)
        {
            // a brake came later: that is how the mapping stands
            if (plans.Any(plan => plan.Mapping == run.Mapping && plan.Plan?.Kind == PlanKind.Braked && plan.StartedAt > run.StartedAt))
            {
                continue;
            }

            if (run.Outcome == RunOutcome.Failed)
            {
                yield return $"{run.Mapping} stopped: {run.Failure} ({run.FailureCode}) Look at it: lerbridge runs show {run.Id}";
            }
            else if (run.Counts.Failed > 0)
            {
                yield return $"{run.Mapping}: {Counted.Of(run.Counts.Failed, "record")} failed. Look at it: lerbridge runs show {run.Id}";
            }

            foreach (var gap in gaps.GetValueOrDefault(run.Id) ?? [])
            {
                yield return $"{run.Mapping}: {gap}";
            }
        }

        foreach (var plan in plans)
        {
            var until = plan.Plan?.ExpiresAt is { } expires ? $" until {LocalTime.Text(expires, this.Zone)}" : string.Empty;
            yield return $"{plan.Mapping}: {Counted.Of(PlanJson.Changes(plan.Counts), "change")} {(plan.Plan?.Kind == PlanKind.Braked ? "stopped by a brake wait" : "wait for approval")}{until}.{stops.GetValueOrDefault(plan.Id)} Look at it: lerbridge plans show {plan.Id}";
        }

        foreach (var one in standing)
        {
            if (StandingText.Of(one, withHeld: false) is { } text)
            {
                yield return $"{one.Destination}: {text}";
            }
        }

        foreach (var outlook in outlooks.Where(outlook => outlook.Missed is not null))
        {
            yield return $"schedule {outlook.Schedule.Name} did not run at {(outlook.Missed is { } due ? LocalTime.Text(due, outlook.Schedule.Zone) : string.Empty)} (LB4090)";
        }
    }

    // Why runs did not read all of their source, by run.
    private async Task<Dictionary<string, List<string>>> GapsAsync(IEnumerable<RunEntry> runs, CancellationToken cancellationToken)
    {
        var gaps = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var run in runs.Where(run => run.ExtractComplete == false))
        {
            var notices = await bridge.Services.Runs.NoticesAsync(run.Id, cancellationToken);
            gaps[run.Id] = [.. notices.Where(notice => notice.Code == PartitionEnd.Partial.Code).Take(MostGaps).Select(notice => notice.Message)];
        }

        return gaps;
    }

    // A source that hands over weekly has nothing newer on most days, which is no trouble; where something was due, somebody should see it.
    private async Task<List<string>> TidingsAsync(IEnumerable<RunEntry> runs, CancellationToken cancellationToken)
    {
        var tidings = new List<string>();
        foreach (var run in runs)
        {
            var notices = await bridge.Services.Runs.NoticesAsync(run.Id, cancellationToken);
            tidings.AddRange(notices.Where(notice => ConnectorCodes.IsOfStaleFile(notice.Code)).Take(MostGaps).Select(notice => $"{run.Mapping}: {notice.Message} ({notice.Code})"));
        }

        return tidings;
    }

    private IEnumerable<string> Waiting(IReadOnlyList<HeldRecord> holds) => holds
        .GroupBy(hold => (Who: this.Who(hold), hold.Mapping))
        .OrderByDescending(group => group.Count())
        .Select(group => $"{group.Key.Who}: {Counted.Of(group.Count(), "record")} of {group.Key.Mapping}");

    private string Who(HeldRecord hold)
    {
        var plan = bridge.Site.Mappings.FirstOrDefault(plan => plan.Id == hold.Mapping);
        return Remedy.Who(hold.Code, plan?.Connector ?? "the source", plan);
    }
}
