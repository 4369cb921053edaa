using System.Net;
using System.Net.Sockets;

namespace LerBridge.Credentials.Online;

/// <summary>
/// A wire to the public internet alone. The address is judged where it is connected to, after the name was resolved: a name that resolves to one address for a question and
/// to another for the connection gains nothing.
/// </summary>
internal static class PublicWire
{
    /// <param name="resolve">Resolves names; null for the machine's way.</param>
    /// <param name="allows">Which addresses may be connected to; null for those of the public internet.</param>
    public static SocketsHttpHandler Create(Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null, Func<IPAddress, bool>? allows = null) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxResponseHeadersLength = 32,
        MaxConnectionsPerServer = 4,
        ConnectCallback = (context, cancellationToken) =>
            ConnectAsync(context.DnsEndPoint, resolve ?? Dns.GetHostAddressesAsync, allows ?? PublicAddresses.Contains, cancellationToken),
    };

    private static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint place, Func<string, CancellationToken, Task<IPAddress[]>> resolve, Func<IPAddress, bool> allows, CancellationToken cancellationToken)
    {
        var addresses = await resolve(place.Host, cancellationToken);
        var allowed = addresses.Where(allows).ToArray();
        if (allowed.Length == 0)
        {
            throw new HttpRequestException(addresses.Length == 0 ? "the name has no address" : "its address is not one of the public internet");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, place.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
