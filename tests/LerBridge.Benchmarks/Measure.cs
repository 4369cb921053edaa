using System.Diagnostics;

namespace LerBridge.Benchmarks;

/// <summary>
/// Operations per second of processor time, over a given time, with what the runtime spends beside them (collector, compiler) counted in. Processor time and
/// not the clock's, as <c>openssl speed</c> does it too, so that other work on the machine does not show.
/// </summary>
internal static class Measure
{
    /// <param name="operation">What is measured.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="batch">How many operations between two looks at the clock.</param>
    public static Sample Run(Action<int> operation, double seconds, int batch = 64)
    {
        var until = TimeSpan.FromSeconds(seconds);
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var process = Process.GetCurrentProcess();
        var used = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var count = 0;
        do
        {
            for (var i = 0; i < batch; i++)
            {
                operation(count++);
            }
        }
        while (watch.Elapsed < until);

        process.Refresh();
        return new Sample(count / (process.TotalProcessorTime - used).TotalSeconds, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)count);
    }

    /// <summary>Enough calls for the runtime to have compiled the code for good.</summary>
    public static void WarmUp(Action<int> operation)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; watch.Elapsed < TimeSpan.FromSeconds(1.5); i++)
        {
            operation(i);
        }
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[sorted.Count / 2];
    }
}

internal readonly record struct Sample(double PerSecond, double Bytes);
