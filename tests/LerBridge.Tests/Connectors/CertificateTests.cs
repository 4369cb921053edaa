using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LerBridge.Connectors.Canvas;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors;

/// <summary>A source whose certificate nobody vouches for, over real TLS.</summary>
internal sealed class CertificateTests
{
    private const string Token = "sandbox~secret-of-the-test";

    [TestCase("localhost", 30)]
    [TestCase("localhost", -1)]
    [TestCase("canvas.college.example", 30)]
    public async Task A_certificate_that_is_not_trusted_stops_before_anything_is_sent(string name, int daysLeft)
    {
        await using var server = new TlsServer(name, daysLeft);
        var clock = new FastTime(200);
        var connector = new CanvasConnector("lms", new CanvasOptions { BaseUrl = server.Address, Token = new Secret(Token) }, new ConnectorServices(clock, NullLoggerFactory.Instance));

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector));
        var report = await connector.CheckAsync(CancellationToken.None);

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Terminal, "LB5102")));
        Assert.That(problem?.Message, Does.Contain("lms").And.Contain(server.Address.Authority).And.Contain("trusted roots"));
        Assert.That(problem?.ToString(), Does.Not.Contain(Token));
        Assert.That(report.IsUsable, Is.False);
        Assert.That(report.Findings[0].Advice, Does.Contain("certificate"));
        Assert.That(server.Heard, Is.Empty, "no request, and with it no token, has left");
        Assert.That(server.Connections, Is.EqualTo(2), "one for the pull, one for the check: trying again does not make it trusted");
    }

    /// <summary>A listener that speaks TLS with a certificate of its own making, and remembers what it heard.</summary>
    private sealed class TlsServer : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly X509Certificate2 certificate;
        private readonly CancellationTokenSource stop = new();
        private readonly Task serving;
        private int connections;

        public TlsServer(string name, int daysLeft)
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(name);
            request.CertificateExtensions.Add(names.Build());
            using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, TimeProvider.System.GetUtcNow().AddDays(daysLeft));
            this.certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
            this.listener.Start();
            this.Address = new Uri($"https://localhost:{((IPEndPoint)this.listener.LocalEndpoint).Port}");
            this.serving = this.ServeAsync();
        }

        public Uri Address { get; }

        public int Connections => Volatile.Read(ref this.connections);

        public List<byte> Heard { get; } = [];

        public async ValueTask DisposeAsync()
        {
            await this.stop.CancelAsync();
            this.listener.Stop();
            await this.serving;
            this.stop.Dispose();
            this.certificate.Dispose();
            this.listener.Dispose();
        }

        private async Task ServeAsync()
        {
            while (!this.stop.IsCancellationRequested)
            {
                try
                {
                    using var client = await this.listener.AcceptTcpClientAsync(this.stop.Token);
                    Interlocked.Increment(ref this.connections);
                    await using var stream = new SslStream(client.GetStream());
                    await stream.AuthenticateAsServerAsync(this.certificate);
                    var buffer = new byte[1024];
                    this.Heard.AddRange(buffer[..await stream.ReadAsync(buffer, this.stop.Token)]);
                }
                catch (Exception problem) when (problem is IOException or AuthenticationException or SocketException or OperationCanceledException)
                {
                    // the client has hung up, which is what is wanted
                }
            }
        }
    }
}
