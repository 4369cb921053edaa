using System.Net;
using System.Net.Sockets;

namespace LerBridge.Tests.Servers;

/// <summary>A port of this machine that nobody listens on.</summary>
internal static class LoopbackPort
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
