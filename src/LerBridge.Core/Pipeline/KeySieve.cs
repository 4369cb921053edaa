using System.Collections;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// Tells of most keys of an extract that they are new in it, in flat memory (a Bloom filter: what it calls new is new, what it does not may be new too), so that the ledger looks only for the few others.
/// </summary>
internal sealed class KeySieve(bool isBegun)
{
    private const int Bits = 1 << 24;

    private BitArray? seen;

    /// <summary>True where no row with the key came before. Never true in a pull that goes on after a kill: what it had staged before is not known here.</summary>
    public bool IsFirst(string key)
    {
        if (isBegun)
        {
            return false;
        }

        this.seen ??= new BitArray(Bits);
        var hash = (uint)key.GetHashCode(StringComparison.Ordinal);
        var (one, two) = ((int)(hash % Bits), (int)((hash * 0x9E3779B1u) >> 8));
        var isFirst = !this.seen[one] || !this.seen[two];
        this.seen[one] = this.seen[two] = true;
        return isFirst;
    }
}
