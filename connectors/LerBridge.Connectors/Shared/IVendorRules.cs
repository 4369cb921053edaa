using System.Net;
using System.Net.Http.Headers;

namespace LerBridge.Connectors.Shared;

/// <summary>What differs between vendors in talking HTTP: how a request is authorized and what an unhappy answer means.</summary>
internal interface IVendorRules
{
    /// <summary>Puts the credentials on a request that is about to leave.</summary>
    ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken);

    /// <summary>The sign-in was refused: forgets what was sent. True where another attempt, with fresh credentials, may succeed.</summary>
    bool Renew(HttpRequestMessage refused);

    /// <summary>The vendor's own meaning of an answer that is not a success, or null for the common one.</summary>
    /// <param name="status">The status.</param>
    /// <param name="headers">The headers.</param>
    /// <param name="body">The first bytes of the body.</param>
    FailureReason? Judge(HttpStatusCode status, HttpResponseHeaders headers, ReadOnlySpan<byte> body);

    /// <summary>What the unhappy answer says that helps and is safe to repeat: words of ours or of a closed list, never the source's own text. Null for nothing.</summary>
    string? Tell(HttpStatusCode status, ReadOnlySpan<byte> body) => null;
}
