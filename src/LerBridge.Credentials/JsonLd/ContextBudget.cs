namespace LerBridge.Credentials.JsonLd;

/// <summary>
/// How many processed contexts may be remembered together: many times what the contexts of credentials need, and few enough that documents with ever new
/// contexts of their own cannot fill the memory.
/// </summary>
internal sealed class ContextBudget
{
    private const int Limit = 512;
    private int taken;

    public bool IsSpent => Volatile.Read(ref this.taken) >= Limit;

    public bool TryTake() => Interlocked.Increment(ref this.taken) <= Limit;
}
