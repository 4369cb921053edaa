namespace LerBridge.Tests.Connectors;

/// <summary>A wire that remembers what was sent: the bodies and the headers, in order.</summary>
internal sealed class RecordingWire() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    public List<string> Bodies { get; } = [];

    public List<string> Headers { get; } = [];

    public List<Uri> Addresses { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : string.Empty;
        lock (this.Bodies)
        {
            this.Bodies.Add(body);
            this.Headers.Add(request.Headers.ToString());
            this.Addresses.Add(request.RequestUri ?? throw new InvalidOperationException("A request without an address."));
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
