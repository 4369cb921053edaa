using LerBridge.Credentials.Dids;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Verifying;

namespace LerBridge.Credentials.Online;

/// <summary>
/// Verifies with what is at hand, fetches what was asked for and missing, and verifies again, so that all judging stays without a network. What is fetched or refused once is
/// not asked for again. Not thread-safe.
/// </summary>
/// <param name="material">What is at hand, which grows.</param>
/// <param name="fetcher">What fetches.</param>
/// <param name="clock">For dates.</param>
/// <param name="contexts">Where contexts come from; they are never fetched.</param>
internal sealed class OnlineVerifier(VerificationMaterial material, DocumentFetcher fetcher, TimeProvider clock, IContextLoader contexts)
{
    /// <summary>A status list may need the document of its issuer, and a refreshed credential both.</summary>
    private const int MaxRounds = 6;

    /// <summary>The most documents that one credential may have us fetch.</summary>
    private const int MaxDocuments = 24;

    private readonly HashSet<string> tried = new(StringComparer.Ordinal);
    private readonly CompiledCanonicalizers canonicalizer = new(contexts);

    public Task<VerificationReport> VerifyAsync(ReadOnlyMemory<byte> credential, CancellationToken cancellationToken) => this.VerifyAsync(credential, null, cancellationToken);

    /// <param name="credential">The credential or presentation.</param>
    /// <param name="expected">What its own proofs must be bound to; null where nothing was asked for.</param>
    /// <param name="cancellationToken">Ends the fetching.</param>
    public async Task<VerificationReport> VerifyAsync(ReadOnlyMemory<byte> credential, ExpectedBinding? expected, CancellationToken cancellationToken)
    {
        var fetched = 0;
        for (var round = 1; ; round++)
        {
            var wanted = new WantedDocuments();
            var report = new CredentialVerifier(material.Noting(wanted), clock, this.canonicalizer).Verify(credential, expected);
            var next = wanted.Documents.Where(document => !this.tried.Contains(document.Id) && UrlOf(document) is not null).DistinctBy(document => document.Id).ToArray();
            if (next.Length == 0 || round == MaxRounds)
            {
                return report;
            }

            foreach (var document in next)
            {
                if (++fetched > MaxDocuments)
                {
                    return report with { Checks = [.. report.Checks, new VerificationCheck("online", Proofs.Verdict.Unknown, $"It asks for more than {MaxDocuments} documents; the rest was not fetched.")] };
                }

                this.tried.Add(document.Id);
                await this.FetchAsync(document, cancellationToken);
            }
        }
    }

    private static Uri? UrlOf(WantedDocument document) =>
        DidWeb.TryGetUrl(document.Id, out var url) ? url
        : Uri.TryCreate(document.Id, UriKind.Absolute, out var other) && other.Scheme == Uri.UriSchemeHttps ? other
        : null;

    private async Task FetchAsync(WantedDocument document, CancellationToken cancellationToken)
    {
        if (UrlOf(document) is not { } url)
        {
            return;
        }

        var limit = document.Kind == WantedDocument.StatusList ? VerificationMaterial.MaxBytes : JsonDoor.MaxCredential;
        var (bytes, refusal) = await fetcher.FetchAsync(url, limit, cancellationToken);
        if ((bytes is null ? refusal : material.AddFetched(document, bytes)) is { } why)
        {
            material.Refuse(document.Id, why.TrimEnd('.'));
        }
    }
}
