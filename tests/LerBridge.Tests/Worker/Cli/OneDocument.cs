using System.Net;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>An internet of one document, whatever the address.</summary>
internal sealed class OneDocument(byte[] document) : HttpMessageHandler
{
    public int Asked { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        this.Asked++;
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(document) });
    }
}
