using System.Globalization;
using LerBridge.Core.Pipeline;

namespace LerBridge.Worker.Cli;

/// <summary>One line on the error stream that says how far a run is; only where a person looks at it.</summary>
internal sealed class ProgressLine : IProgress<RunProgress>, IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter writer;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private long shownAt;
    private int width;
    private bool done;

    private ProgressLine(TextWriter writer, TimeProvider time)
    {
        this.writer = writer;
        this.time = time;
    }

    /// <summary>A line on a terminal; null elsewhere.</summary>
    public static ProgressLine? On(Surroundings surroundings) =>
        surroundings.Terminal.ErrorIsTerminal ? new ProgressLine(surroundings.Terminal.Error, surroundings.Time) : null;

    public void Report(RunProgress value)
    {
        var verb = value.Stage switch
        {
            RunStage.Pull => "reading",
            RunStage.Decide => "deciding",
            RunStage.Apply => "signing",
            _ => "delivering",
        };
        this.Say($"{value.Mapping}: {verb}", value.Done, value.Total);
    }

    /// <summary>Says how far something is, in things done and not in guesses of time.</summary>
    public void Say(string what, long done, long? of)
    {
        var total = of is { } all ? $" of {all.ToString("#,0", CultureInfo.InvariantCulture)}" : string.Empty;
        this.Show($"{what} {done.ToString("#,0", CultureInfo.InvariantCulture)}{total}");
    }

    public void Dispose()
    {
        lock (this.gate)
        {
            if (this.done)
            {
                return;
            }

            this.done = true;
            this.writer.Write("\r" + new string(' ', this.width) + "\r");
        }
    }

    private void Show(string text)
    {
        lock (this.gate)
        {
            if (this.done || (this.shownAt != 0 && this.time.GetElapsedTime(this.shownAt) < Pace))
            {
                return;
            }

            this.shownAt = this.time.GetTimestamp();
            this.writer.Write("\r" + text.PadRight(this.width));
            this.width = text.Length;
        }
    }
}
