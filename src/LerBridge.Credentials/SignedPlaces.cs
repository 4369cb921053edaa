using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LerBridge.Core.Credentials;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Status;

namespace LerBridge.Credentials;

/// <summary>Reads the places in status lists out of a credential of our own, to hold them against the ledger. Its signature is for others to check.</summary>
internal static partial class SignedPlaces
{
    /// <summary>The places; null where the document cannot be read, or names one that is none of a list of ours.</summary>
    public static IReadOnlyList<StatusEntry>? Of(ReadOnlyMemory<byte> document)
    {
        try
        {
            if (!JwsCompact.IsOne(document.Span))
            {
                using var json = JsonDocument.Parse(document);
                return Of(json.RootElement);
            }

            var (jws, _) = JwsCompact.Parse(document);
            using (jws)
            {
                if (jws is null)
                {
                    return null;
                }

                using var payload = JsonDocument.Parse(jws.Payload);
                return Of(Json.Member(payload.RootElement, "vc") ?? payload.RootElement);
            }
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The number of a list of ours by its URL; null for any other.</summary>
    public static int? NumberOf(string url) =>
        ListNumber().Match(url) is { Success: true } number ? int.Parse(number.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private static List<StatusEntry>? Of(JsonElement credential)
    {
        var places = new List<StatusEntry>();
        foreach (var item in Json.Items(credential, "credentialStatus"))
        {
            if (StatusListEntry.Read(item).Entry is not { } entry
                || !Enum.TryParse<StatusPurpose>(entry.Purpose, ignoreCase: true, out var purpose)
                || NumberOf(entry.List) is not { } number)
            {
                return null;
            }

            places.Add(new StatusEntry(purpose, number, (int)entry.Index));
        }

        return places;
    }

    [GeneratedRegex(@"/status/([1-9][0-9]{0,8})\.(?:json|jwt)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListNumber();
}
