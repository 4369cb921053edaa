using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;

namespace LerBridge.Core.Pipeline;

/// <summary>What credentials say now, read for those alone whose claims differ.</summary>
internal static class Outlines
{
    private static readonly Dictionary<string, ClaimsOutline> None = [];

    public static async Task<IReadOnlyDictionary<string, ClaimsOutline>> ReadAsync(
        IRunLedger runs, IEnumerable<(ClaimedRecord? Claimed, KnownCredential? Credential)> records, CancellationToken cancellationToken)
    {
        var changed = records
            .Where(record => record is { Claimed: { } claimed, Credential: { } credential } && credential.ClaimsHash != claimed.Hash)
            .Select(record => record.Credential?.Id ?? string.Empty)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return changed.Length == 0 ? None : (await runs.OutlinesAsync(changed, cancellationToken)).ToDictionary(pair => pair.Key, pair => ClaimsOutline.Read(pair.Value.Span), StringComparer.Ordinal);
    }

    public static ClaimsOutline? Of(IReadOnlyDictionary<string, ClaimsOutline> outlines, KnownCredential? credential) => credential is null ? null : outlines.GetValueOrDefault(credential.Id);
}
