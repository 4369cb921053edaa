namespace LerBridge.Connectors.Shared;

/// <summary>One thing asked of a source.</summary>
/// <param name="What">In words, for messages: <c>the enrolments of course 4711</c>. Never a person.</param>
/// <param name="Request">Makes the request, anew for every attempt.</param>
internal sealed record HttpCall(string What, Func<HttpRequestMessage> Request)
{
    /// <summary>A GET.</summary>
    public static HttpCall Get(string what, Uri address, string accept) => new(what, () =>
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return request;
    });
}
