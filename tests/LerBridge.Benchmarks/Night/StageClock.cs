using System.Diagnostics;
using LerBridge.Core.Telemetry;

namespace LerBridge.Benchmarks.Night;

/// <summary>Processor and clock time of each stage of a run, by the spans that the pipeline itself begins and ends.</summary>
internal sealed class StageClock : IDisposable
{
    private readonly ActivityListener listener;
    private readonly Dictionary<Activity, (TimeSpan Used, long At)> begun = [];

    public StageClock()
    {
        this.listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == BridgeTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = span => this.begun[span] = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp()),
            ActivityStopped = this.Stopped,
        };
        ActivitySource.AddActivityListener(this.listener);
    }

    /// <summary>What came to its end, in that order; the run itself is the last of its stages.</summary>
    public List<(string Stage, TimeSpan Used, TimeSpan Took)> Stages { get; } = [];

    public void Dispose() => this.listener.Dispose();

    private void Stopped(Activity span)
    {
        if (this.begun.Remove(span, out var start))
        {
            this.Stages.Add((span.OperationName, Environment.CpuUsage.TotalTime - start.Used, Stopwatch.GetElapsedTime(start.At)));
        }
    }
}
