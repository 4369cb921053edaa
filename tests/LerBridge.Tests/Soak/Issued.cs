using System.Text;
using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Tests.Drivers;

namespace LerBridge.Tests.Soak;

/// <summary>The credentials of a ledger, by the record that each stands for: what it says and what it is worth. When it was issued is no part of it.</summary>
internal sealed record Issued(IReadOnlyDictionary<string, (CredentialState State, string Claims)> ByRecord)
{
    public IEnumerable<string> Standing => this.ByRecord.Where(one => one.Value.State == CredentialState.Valid).Select(one => one.Key);

    /// <summary>A line per credential, in the order of records.</summary>
    public IReadOnlyList<string> Lines => [.. this.ByRecord.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value.State} {one.Value.Claims}")];

    public static async Task<Issued> OfAsync(NightDriver driver)
    {
        var all = new Dictionary<string, (CredentialState, string)>(StringComparer.Ordinal);
        foreach (var entry in await driver.Ledger.Register.ListAsync(null, null, 10_000, CancellationToken.None))
        {
            // a second credential for one record would be a finding of its own
            var place = all.ContainsKey(entry.RecordKey) ? $"{entry.RecordKey} again as {entry.Id}" : entry.RecordKey;
            all[place] = (entry.State, Claims(entry.Document));
        }

        return new Issued(all);
    }

    // the claims stand between the id and validFrom
    private static string Claims(ReadOnlyMemory<byte> document)
    {
        var start = document.Span.IndexOf((byte)'{');
        var reader = new Utf8JsonReader(document.Span[start..]);
        using var claims = JsonDocument.ParseValue(ref reader);
        return Encoding.UTF8.GetString(document.Span.Slice(start, (int)reader.BytesConsumed));
    }
}
