using System.Net;
using System.Text;

namespace LerBridge.Tests.Connectors;

/// <summary>A wire that answers from memory: the first rule whose path is contained in the request's wins. Remembers every request.</summary>
internal sealed class StubServer : HttpMessageHandler
{
    private readonly List<(string Path, Queue<Func<HttpResponseMessage>> Replies)> rules = [];
    private readonly List<HttpRequestMessage> requests = [];

    public IReadOnlyList<HttpRequestMessage> Requests
    {
        get
        {
            lock (this.requests)
            {
                return [.. this.requests];
            }
        }
    }

    public IEnumerable<string> Paths => this.Requests.Select(request => request.RequestUri?.PathAndQuery ?? string.Empty);

    /// <summary>Answers with the replies in turn; the last one stays.</summary>
    public StubServer On(string path, params Func<HttpResponseMessage>[] replies)
    {
        this.rules.Add((path, new Queue<Func<HttpResponseMessage>>(replies)));
        return this;
    }

    public StubServer Json(string path, string body, params (string Name, string Value)[] headers) => this.On(path, () => Reply(HttpStatusCode.OK, body, "application/json", headers));

    public static HttpResponseMessage Reply(HttpStatusCode status, string body, string type = "application/json", params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8) };
        response.Content.Headers.Remove("Content-Type");
        response.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = Uri.UnescapeDataString(request.RequestUri?.PathAndQuery ?? string.Empty);
        lock (this.requests)
        {
            this.requests.Add(request);
            foreach (var (wanted, replies) in this.rules)
            {
                if (path.Contains(wanted, StringComparison.Ordinal))
                {
                    var response = (replies.Count > 1 ? replies.Dequeue() : replies.Peek())();
                    response.RequestMessage = request;
                    return Task.FromResult(response);
                }
            }
        }

        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request, Content = new StringContent("""{"errors":[{"message":"The specified resource does not exist."}]}""") });
    }
}
