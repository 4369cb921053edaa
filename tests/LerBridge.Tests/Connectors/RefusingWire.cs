using System.Collections.Concurrent;
using System.Net;

namespace LerBridge.Tests.Connectors;

/// <summary>The wire to a source that refuses some paths: 403, 404 or whatever a test says, for as long as it says so. Counts what was asked of each.</summary>
internal sealed class RefusingWire() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly ConcurrentQueue<string> asked = new();

    /// <summary>The answer by a part of the path.</summary>
    public ConcurrentDictionary<string, Func<HttpResponseMessage>> Refusals { get; } = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Asked => this.asked;

    public void Refuse(string path, int status) => this.Refusals[path] = () => StubServer.Reply((HttpStatusCode)status, """{"errors":[{"code":"Access.Denied","message":"no"}]}""");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri?.AbsolutePath ?? string.Empty;
        this.asked.Enqueue(path);
        foreach (var (part, answer) in this.Refusals)
        {
            if (path.EndsWith(part, StringComparison.Ordinal) || path.StartsWith(part + "/", StringComparison.Ordinal))
            {
                var response = answer();
                response.RequestMessage = request;
                return response;
            }
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
