using System.Collections.Concurrent;

namespace LerBridge.Worker.Scheduling;

/// <summary>Lets a mapping run once at a time within this process; between processes the ledger's lock does the same.</summary>
internal sealed class RunGate
{
    private readonly ConcurrentDictionary<string, byte> running = new(StringComparer.Ordinal);

    /// <summary>The right to run a mapping, until disposed; null while it is running.</summary>
    public IDisposable? TryEnter(string mapping) => this.running.TryAdd(mapping, 0) ? new Right(this, mapping) : null;

    /// <summary>True while a mapping is running in this process.</summary>
    public bool IsRunning(string mapping) => this.running.ContainsKey(mapping);

    private sealed class Right(RunGate gate, string mapping) : IDisposable
    {
        public void Dispose() => gate.running.TryRemove(mapping, out _);
    }
}
