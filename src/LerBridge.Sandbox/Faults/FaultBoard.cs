namespace LerBridge.Sandbox.Faults;

/// <summary>The faults of one site that are still to come, in the order they were set.</summary>
internal sealed class FaultBoard
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];

    public void Add(SandboxFault fault)
    {
        lock (_gate)
        {
            _entries.Add(new Entry(fault));
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
        }
    }

    public IReadOnlyList<SandboxFault> Pending()
    {
        lock (_gate)
        {
            return [.. _entries.Select(entry => entry.Fault with { Times = entry.Left, After = entry.Passing })];
        }
    }

    /// <summary>The fault that this request meets, used up by one; null if it passes.</summary>
    public SandboxFault? Take(string target)
    {
        lock (_gate)
        {
            foreach (var entry in _entries)
            {
                if (entry.Fault.Path is { } path && !target.Contains(path, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                if (entry.Passing > 0)
                {
                    entry.Passing--;
                    continue;
                }

                if (entry.Left != int.MaxValue && --entry.Left == 0)
                {
                    _entries.Remove(entry);
                }

                return entry.Fault;
            }

            return null;
        }
    }

    private sealed class Entry(SandboxFault fault)
    {
        public SandboxFault Fault { get; } = fault;

        public int Left { get; set; } = Math.Max(1, fault.Times);

        public int Passing { get; set; } = fault.After;
    }
}
