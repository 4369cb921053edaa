namespace LerBridge.Credentials.Keys;

/// <summary>The keys of an issuer at one moment, oldest first. Exactly one is active for embedded proofs, and at most one for JWTs.</summary>
internal sealed class KeyRing
{
    private KeyRing(IReadOnlyList<KeyEntry> keys, KeyEntry active)
    {
        this.Keys = keys;
        this.Active = active;
    }

    /// <summary>All of them, oldest first.</summary>
    public IReadOnlyList<KeyEntry> Keys { get; }

    /// <summary>The one that signs embedded proofs.</summary>
    public KeyEntry Active { get; }

    /// <summary>The one that signs; null where there is none, which only JWTs may lack.</summary>
    public KeyEntry? ActiveFor(KeyUse use) => this.Keys.FirstOrDefault(key => key.State == KeyState.Active && key.Use == use);

    /// <summary>The one that will sign after it, where there is one.</summary>
    public KeyEntry? NextFor(KeyUse use) => this.Keys.FirstOrDefault(key => key.State == KeyState.Next && key.Use == use);

    /// <returns>Null where not exactly one key is active for proofs, more than one is for JWTs, an RSA key is for proofs, or two are the same.</returns>
    public static KeyRing? Of(IEnumerable<KeyEntry> keys)
    {
        var ordered = keys.OrderBy(key => key.Created).ThenBy(key => key.Id, StringComparer.Ordinal).ToArray();
        var active = ordered.Where(key => key.State == KeyState.Active).ToLookup(key => key.Use);
        var distinct = ordered.Select(key => key.Id).Distinct(StringComparer.Ordinal).Count() == ordered.Length;
        var possible = ordered.All(key => key.Algorithm != KeyAlgorithm.Rsa || key.Use == KeyUse.Jwt);
        return distinct && possible && active[KeyUse.Jwt].Count() <= 1 && active[KeyUse.Proof].ToArray() is [var one] ? new KeyRing(ordered, one) : null;
    }
}
