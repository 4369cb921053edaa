using System.Security.Cryptography;
using System.Text;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// The hash of a plan: over the mapping's hash (which covers tables and frameworks), the record date, the completeness of the extract, and the sorted rows
/// that change a credential; where it is about a part of its stream, over that part too. Two plans with the same hash do the same.
/// </summary>
internal static class PlanHash
{
    public static Task<string> ComputeAsync(IRunLedger ledger, RunEntry run, MappingPlan plan, CancellationToken cancellationToken) =>
        ComputeAsync($"{plan.Hash}\n{run.RecordDate:yyyy-MM-dd}\n{run.ExtractComplete}\n{PartOf(run)}", ledger.ReadPlanAsync(run.Id, cancellationToken));

    /// <summary>The same over the rest of a run.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="run">The run whose rest it will be; once sealed, the rest itself.</param>
    /// <param name="plan">The mapping.</param>
    /// <param name="sealedAlready">Whether the rest is a plan of its own by now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<string> OfRestAsync(IRunLedger ledger, RunEntry run, MappingPlan plan, bool sealedAlready, CancellationToken cancellationToken) => ComputeAsync(
        $"{plan.Hash}\n{run.RecordDate:yyyy-MM-dd}\n{run.ExtractComplete}\n{PartOf(run)}rest\n",
        sealedAlready ? ledger.ReadPlanAsync(run.Id, cancellationToken) : ledger.ReadRestAsync(run.Id, cancellationToken));

    private static string PartOf(RunEntry run) => run.Scope is { } scope ? $"scope {scope.Identity}\n" : string.Empty;

    private static async Task<string> ComputeAsync(string head, IAsyncEnumerable<(string CredentialId, DecisionKind Kind, string? ClaimsHash, int BaseVersion)> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(head));
        await foreach (var (credentialId, kind, claimsHash, baseVersion) in rows)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{credentialId}|{kind}|{claimsHash}|{baseVersion}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
