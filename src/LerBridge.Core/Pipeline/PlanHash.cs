using System.Security.Cryptography;
using System.Text;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// The hash of a plan: over the mapping's hash (which covers tables and frameworks), what the issuer fills into all that it signs, the record date, the completeness of the extract, and the sorted rows
/// that change a credential; where it is about a part of its stream, over that part too. Two plans with the same hash do the same.
/// </summary>
internal static class PlanHash
{
    public static Task<string> ComputeAsync(BridgeServices services, RunEntry run, MappingPlan plan, CancellationToken cancellationToken) =>
        ComputeAsync(Head(services, run, plan), services.Runs.ReadPlanAsync(run.Id, cancellationToken));

    /// <summary>The same over the rest of a run.</summary>
    /// <param name="services">The ledger, and the issuer.</param>
    /// <param name="run">The run whose rest it will be; once sealed, the rest itself.</param>
    /// <param name="plan">The mapping.</param>
    /// <param name="sealedAlready">Whether the rest is a plan of its own by now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<string> OfRestAsync(BridgeServices services, RunEntry run, MappingPlan plan, bool sealedAlready, CancellationToken cancellationToken) => ComputeAsync(
        $"{Head(services, run, plan)}rest\n",
        sealedAlready ? services.Runs.ReadPlanAsync(run.Id, cancellationToken) : services.Runs.ReadRestAsync(run.Id, cancellationToken));

    private static string Head(BridgeServices services, RunEntry run, MappingPlan plan) =>
        $"{plan.Hash}\n{services.Issuer.Terms}\n{run.RecordDate:yyyy-MM-dd}\n{run.ExtractComplete}\n{PartOf(run)}";

    private static string PartOf(RunEntry run) => run.Scope is { } scope ? $"scope {scope.Identity}\n" : string.Empty;

    private static async Task<string> ComputeAsync(string head, IAsyncEnumerable<(string CredentialId, DecisionKind Kind, string? ClaimsHash, int BaseVersion, string Terms)> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(head));
        await foreach (var (credentialId, kind, claimsHash, baseVersion, terms) in rows)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{credentialId}|{kind}|{claimsHash}|{baseVersion}|{terms}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
