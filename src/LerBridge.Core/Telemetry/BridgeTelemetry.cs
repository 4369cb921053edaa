using System.Diagnostics;
using System.Diagnostics.Metrics;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;

namespace LerBridge.Core.Telemetry;

/// <summary>
/// What LerBridge measures about itself, under the names of docs/operations.md ("Metrics and traces"). Tags are names of settings, words and codes: nothing of a record, so
/// that what is measured may go wherever metrics go. Nobody listens unless asked to, and then nothing is computed.
/// </summary>
public static class BridgeTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "LerBridge";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("lerbridge.runs", "{run}", "Runs that have ended, by mapping and outcome.");
    private static readonly Histogram<double> RunSeconds = Meter.CreateHistogram<double>("lerbridge.run.duration", "s", "How long runs took, by mapping and outcome.");
    private static readonly Counter<long> Records = Meter.CreateCounter<long>("lerbridge.records", "{record}", "Records of ended runs, by mapping and what became of them.");
    private static readonly Counter<long> Deliveries = Meter.CreateCounter<long>("lerbridge.deliveries", "{message}", "Messages that were tried, by destination and outcome.");
    private static readonly Histogram<double> DeliverySeconds = Meter.CreateHistogram<double>("lerbridge.delivery.duration", "s", "How long a batch of messages took, by destination.");
    private static readonly Counter<long> Missed = Meter.CreateCounter<long>("lerbridge.schedules.missed", "{time}", "Times of schedules that nothing took up.");

    private static IReadOnlyList<Measurement<long>> waitingMessages = [];
    private static IReadOnlyList<Measurement<long>> waitingPlans = [];

    static BridgeTelemetry()
    {
        Meter.CreateObservableGauge("lerbridge.outbox.waiting", static () => Volatile.Read(ref waitingMessages), "{message}", "Messages that are not delivered, by destination and why.");
        Meter.CreateObservableGauge("lerbridge.plans.waiting", static () => Volatile.Read(ref waitingPlans), "{plan}", "Plans that wait for a person, by mapping.");
    }

    /// <summary>Begins a span of a run; null where nobody listens.</summary>
    /// <param name="what">What is done, in a word.</param>
    /// <param name="mapping">The mapping.</param>
    public static Activity? Begin(string what, string mapping) => Source.StartActivity(what)?.SetTag("lerbridge.mapping", mapping);

    /// <summary>Writes down how a run ended.</summary>
    /// <param name="report">The run.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="span">Its span.</param>
    public static void Ended(RunReport report, TimeSpan elapsed, Activity? span)
    {
        var (mapping, outcome) = (Tag("mapping", report.Run.Mapping), Tag("outcome", Outcome(report)));
        Runs.Add(1, mapping, outcome);
        RunSeconds.Record(elapsed.TotalSeconds, mapping, outcome);
        if (report.Run.State == RunState.Ended)
        {
            Add(report.Run.Counts, mapping);
        }

        span?.SetTag("lerbridge.run", report.Run.Id).SetTag("lerbridge.outcome", outcome.Value);
        if (report.Failure is { } failure)
        {
            span?.SetTag("lerbridge.code", failure.Code).SetStatus(ActivityStatusCode.Error, failure.Code);
        }
    }

    /// <summary>Writes down how a batch of messages fared.</summary>
    public static void Delivered(string destination, IEnumerable<DeliveryOutcome> outcomes, TimeSpan elapsed)
    {
        if (!Deliveries.Enabled && !DeliverySeconds.Enabled)
        {
            return;
        }

        var to = Tag("destination", destination);
        DeliverySeconds.Record(elapsed.TotalSeconds, to);
        foreach (var group in outcomes.GroupBy(Word))
        {
            Deliveries.Add(group.Count(), to, Tag("outcome", group.Key));
        }
    }

    /// <summary>Writes down that nothing took a schedule up at its time.</summary>
    public static void MissedSchedule(string schedule) => Missed.Add(1, Tag("schedule", schedule));

    /// <summary>Says what waits now, until it is said anew.</summary>
    public static void Waiting(IEnumerable<DestinationStanding> standing, IEnumerable<RunEntry> plans)
    {
        Volatile.Write(ref waitingMessages, [.. standing.SelectMany(Waits)]);
        Volatile.Write(ref waitingPlans, [.. plans.GroupBy(plan => plan.Mapping).Select(group => new Measurement<long>(group.Count(), Tag("mapping", group.Key)))]);
    }

    private static IEnumerable<Measurement<long>> Waits(DestinationStanding standing)
    {
        var to = Tag("destination", standing.Destination);
        yield return new Measurement<long>(standing.Waiting, to, Tag("why", "retrying"));
        yield return new Measurement<long>(standing.Barred + standing.GaveUp + standing.Refused, to, Tag("why", "refused"));
        yield return new Measurement<long>(standing.Held, to, Tag("why", "held"));
        yield return new Measurement<long>(standing.InDoubt, to, Tag("why", "in-doubt"));
    }

    private static void Add(RunCounts counts, KeyValuePair<string, object?> mapping)
    {
        Span<(string Result, long Count)> all =
        [
            ("unchanged", counts.Unchanged), ("new", counts.New), ("corrected", counts.Corrected), ("withdrawn", counts.Withdrawn + counts.AbsentWithdrawn),
            ("skipped", counts.Skipped), ("held", counts.Held + counts.AbsentHeld), ("failed", counts.Failed),
        ];
        foreach (var (result, count) in all)
        {
            if (count > 0)
            {
                Records.Add(count, mapping, Tag("result", result));
            }
        }
    }

    private static string Outcome(RunReport report) => report switch
    {
        { Failure: not null } => "failed",
        { Run: { State: RunState.Planned, Plan.Kind: PlanKind.Braked } } => "braked",
        { Run.State: RunState.Planned } => "planned",
        { Run.Outcome: RunOutcome.Interrupted } => "interrupted",
        _ => "succeeded",
    };

    private static string Word(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Accepted => "accepted",
        DeliveryOutcome.RetryLater => "later",
        DeliveryOutcome.Barred => "barred",
        DeliveryOutcome.Unanswered => "unanswered",
        _ => "refused",
    };

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
