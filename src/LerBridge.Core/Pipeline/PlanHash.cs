using System.Security.Cryptography;
using System.Text;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// The hash of a plan: over the mapping's hash (which covers tables and frameworks), the record date, the completeness of the extract, and the sorted rows
/// that change a credential. Two plans with the same hash do the same.
/// </summary>
internal static class PlanHash
{
    public static async Task<string> ComputeAsync(IRunLedger ledger, RunEntry run, MappingPlan plan, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{plan.Hash}\n{run.RecordDate:yyyy-MM-dd}\n{run.ExtractComplete}\n"));
        await foreach (var (credentialId, kind, claimsHash, baseVersion) in ledger.ReadPlanAsync(run.Id, cancellationToken))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{credentialId}|{kind}|{claimsHash}|{baseVersion}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
