using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Credentials.Building;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Status;
using LerBridge.Credentials.Verifying;

namespace LerBridge.Credentials;

/// <summary>Reads the issuer's own status lists back from where they were published, with their signatures, to hold them against the ledger.</summary>
internal sealed class PublishedStatusList(IssuerProfile issuer, KeyStore keys, IDocumentCanonicalizer canonicalizer)
{
    // A list of 134 million places is more than any site has; what is larger was not made here.
    private const int MostBytes = 32 * 1024 * 1024;

    // What a proof says of times is for verifiers: a list that ran out is still what was published.
    private readonly ProofVerifier proofs = new(canonicalizer, clock: null);

    /// <returns>What it says; null where it is no list of the issuer, or no signature of it is right by a key that is still believed.</returns>
    public StatusListContent? Open(ReadOnlyMemory<byte> document)
    {
        if (document.Length > MostBytes)
        {
            return null;
        }

        if (JwsCompact.IsOne(document.Span))
        {
            var report = VcJwtVerifier.Verify(document, this.FindKey);
            return report is { Proof.Verdict: Verdict.Yes, Credential: { } credential } ? this.Read(credential) : null;
        }

        try
        {
            using var json = JsonDocument.Parse(document);
            var reports = json.RootElement.ValueKind == JsonValueKind.Object ? this.proofs.Verify(json.RootElement, this.FindKey) : [];
            return reports.Count > 0 && reports.All(report => report.Verdict == Verdict.Yes) ? this.Read(json.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private StatusListContent? Read(JsonElement credential)
    {
        if (IssuerCheck.IssuerOf(credential) != issuer.Did
            || SignedPlaces.NumberOf(Json.Text(credential, "id") ?? string.Empty) is not { } number
            || StatusList.Read(credential).List is not { ValidFrom: { } from, ValidUntil: { } until, Purposes: [var word] } list
            || !Enum.TryParse<StatusPurpose>(word, ignoreCase: true, out var purpose))
        {
            return null;
        }

        return new StatusListContent(number, purpose, (int)list.Bits.Length, list.Bits.Set(), from, until);
    }

    private PublicKey? FindKey(string method) =>
        keys.Ring.Keys.FirstOrDefault(key => key.State != KeyState.Revoked && DidDocumentWriter.MethodId(issuer.Did, key.Id) == method) is { } entry ? PublicKey.FromMultibase(entry.Multibase) : null;
}
