using System.Net;
using System.Net.Http.Headers;

namespace LerBridge.Delivery.Http;

/// <summary>A body that knows whether any of it went out: where none did, the receiver cannot have it.</summary>
internal sealed class DeliveryContent : HttpContent
{
    private readonly byte[] body;

    public DeliveryContent(byte[] body, string mediaType)
    {
        this.body = body;
        this.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    /// <summary>True once there was a connection and the body was begun.</summary>
    public bool Begun { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => this.SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        this.Begun = true;
        return stream.WriteAsync(this.body, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = this.body.Length;
        return true;
    }
}
