using System.Text.Json;
using LerBridge.Core.Installation;
using LerBridge.Core.Ledger;

namespace LerBridge.Core.Pipeline;

/// <summary>Counts the results (<c>credentialSubject.result</c>, OB 3.0 appendix B) of what a run is about to sign, so that one grade for everybody is noticed. Kept as keyed hashes.</summary>
internal sealed class ResultTally(InstallationSecret secret)
{
    // Grades are few. Where results are many, such as points, nothing can be told from the most frequent one.
    private const int MostResults = 200;
    private const int Kept = 20;

    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);
    private long others;

    /// <summary>Takes note of a row.</summary>
    public void Add(Decision decision)
    {
        if (decision.Kind is not (DecisionKind.New or DecisionKind.Corrected) || decision.Claims.IsEmpty || ResultOf(decision.Claims) is not { } result)
        {
            return;
        }

        if (this.counts.Count < MostResults || this.counts.ContainsKey(result))
        {
            this.counts[result] = this.counts.GetValueOrDefault(result) + 1;
        }
        else
        {
            this.others++;
        }
    }

    /// <summary>What it holds, to be added to another.</summary>
    public ResultState State() => new(new Dictionary<string, long>(this.counts, StringComparer.Ordinal), this.others);

    /// <summary>Adds what another one holds.</summary>
    public void Add(ResultState other)
    {
        this.others += other.Others;
        foreach (var (result, count) in other.Counts)
        {
            if (this.counts.Count < MostResults || this.counts.ContainsKey(result))
            {
                this.counts[result] = this.counts.GetValueOrDefault(result) + count;
            }
            else
            {
                this.others += count;
            }
        }
    }

    /// <summary>The most frequent results, and the rest of them as one.</summary>
    public IReadOnlyList<ResultCount> Counts()
    {
        var ordered = this.counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
        var rest = this.others + ordered.Skip(Kept).Sum(pair => pair.Value);
        var kept = ordered.Take(Kept).Select(pair => new ResultCount(secret.Redact(pair.Key), pair.Value));
        return [.. rest > 0 ? kept.Append(new ResultCount(string.Empty, rest)) : kept];
    }

    private static string? ResultOf(ReadOnlyMemory<byte> claims)
    {
        using var document = JsonDocument.Parse(claims);
        return document.RootElement.TryGetProperty("credentialSubject", out var subject)
            && subject.ValueKind == JsonValueKind.Object
            && subject.TryGetProperty("result", out var results)
            && results.ValueKind == JsonValueKind.Array
            && results.GetArrayLength() > 0
            && results[0] is { ValueKind: JsonValueKind.Object } first
            && first.TryGetProperty("value", out var value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
    }
}
