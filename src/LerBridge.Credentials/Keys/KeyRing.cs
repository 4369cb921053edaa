namespace LerBridge.Credentials.Keys;

/// <summary>The keys of an issuer at one moment, oldest first. Exactly one is active.</summary>
internal sealed class KeyRing
{
    private KeyRing(IReadOnlyList<KeyEntry> keys, KeyEntry active)
    {
        this.Keys = keys;
        this.Active = active;
    }

    /// <summary>All of them, oldest first.</summary>
    public IReadOnlyList<KeyEntry> Keys { get; }

    /// <summary>The one that signs.</summary>
    public KeyEntry Active { get; }

    /// <summary>The one that will sign after it, where there is one.</summary>
    public KeyEntry? Next => this.Keys.FirstOrDefault(key => key.State == KeyState.Next);

    /// <returns>Null where not exactly one key is active, or two are the same.</returns>
    public static KeyRing? Of(IEnumerable<KeyEntry> keys)
    {
        var ordered = keys.OrderBy(key => key.Created).ThenBy(key => key.Id, StringComparer.Ordinal).ToArray();
        var active = ordered.Where(key => key.State == KeyState.Active).ToArray();
        var distinct = ordered.Select(key => key.Id).Distinct(StringComparer.Ordinal).Count() == ordered.Length;
        return active.Length == 1 && distinct ? new KeyRing(ordered, active[0]) : null;
    }

    /// <summary>The ring with one key in another state.</summary>
    public IEnumerable<KeyEntry> With(string id, KeyState state, DateTimeOffset now) =>
        this.Keys.Select(key => key.Id == id ? key with { State = state, Changed = now } : key);
}
