using System.Security.Cryptography;

namespace LerBridge.Sandbox.Registry;

/// <summary>What arrived, in order. A key that is known is counted, not stored again.</summary>
internal sealed class Arrivals(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<SandboxArrival> _all = [];
    private readonly Dictionary<string, int> _byKey = new(StringComparer.Ordinal);

    public IReadOnlyList<SandboxArrival> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _all];
            }
        }
    }

    public (ArrivalVerdict Verdict, SandboxArrival Arrival) Take(string key, SandboxArrivalKind kind, DocumentFacts facts, string contentType, byte[] body)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        lock (_gate)
        {
            if (!_byKey.TryGetValue(key, out var at))
            {
                var arrival = new SandboxArrival(_all.Count + 1, kind, key, facts.Id, facts.ValidFrom, facts.Status, hash, 1, time.GetUtcNow(),
                    contentType, body);
                _byKey[key] = _all.Count;
                _all.Add(arrival);
                return (ArrivalVerdict.Stored, arrival);
            }

            if (_all[at].Sha256 != hash)
            {
                return (ArrivalVerdict.Conflict, _all[at]);
            }

            return (ArrivalVerdict.Duplicate, _all[at] = _all[at] with { Times = _all[at].Times + 1 });
        }
    }

    /// <summary>The newest document of a credential.</summary>
    public SandboxArrival? Latest(string id)
    {
        lock (_gate)
        {
            return _all.LastOrDefault(arrival => arrival.Kind == SandboxArrivalKind.Credential && arrival.CredentialId == id);
        }
    }
}

internal enum ArrivalVerdict
{
    Stored,
    Duplicate,
    Conflict,
}
