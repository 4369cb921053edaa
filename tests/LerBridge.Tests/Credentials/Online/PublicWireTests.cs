using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LerBridge.Credentials.Online;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Online;

/// <summary>Real connections, to a host on loopback.</summary>
internal sealed class PublicWireTests
{
    [TestCase("127.0.0.1", false)]
    [TestCase("10.1.2.3", false)]
    [TestCase("172.31.0.1", false)]
    [TestCase("192.168.1.1", false)]
    [TestCase("169.254.169.254", false)]
    [TestCase("100.64.0.1", false)]
    [TestCase("0.0.0.0", false)]
    [TestCase("224.0.0.1", false)]
    [TestCase("255.255.255.255", false)]
    [TestCase("::1", false)]
    [TestCase("::", false)]
    [TestCase("fe80::1", false)]
    [TestCase("fc00::1", false)]
    [TestCase("::ffff:127.0.0.1", false)]
    [TestCase("::ffff:169.254.169.254", false)]
    [TestCase("64:ff9b::7f00:1", false)]
    [TestCase("2002:7f00:1::", false)]
    [TestCase("2001:db8::1", false)]
    [TestCase("ff02::1", false)]
    [TestCase("93.184.216.34", true)]
    [TestCase("172.32.0.1", true)]
    [TestCase("64:ff9b::5db8:d822", true)]
    [TestCase("2606:2800:220:1::1", true)]
    public void Addresses_of_the_public_internet_are_told_from_others(string address, bool expected) =>
        Assert.That(PublicAddresses.Contains(IPAddress.Parse(address)), Is.EqualTo(expected));

    [TestCase("https://college.example/did.json")]
    [TestCase("https://127.0.0.1/did.json")]
    [TestCase("https://[::1]/did.json")]
    [TestCase("https://2130706433/did.json")]
    public async Task A_name_that_resolves_to_this_machine_is_never_connected_to(string url)
    {
        await using var host = new Host(_ => Host.Ok("{}"));
        using var wire = PublicWire.Create((name, _) => Task.FromResult(new[] { IPAddress.TryParse(name, out var literal) ? literal : IPAddress.Loopback }));

        using var fetcher = new DocumentFetcher(wire, TimeProvider.System);
        var (bytes, refusal) = await fetcher.FetchAsync(new UriBuilder(url) { Port = host.Port }.Uri, 1_000, CancellationToken.None);

        Assert.That(bytes, Is.Null);
        Assert.That(refusal, Does.Contain("not one of the public internet"));
        Assert.That(host.Asked, Is.Zero);
    }

    [Test]
    public async Task A_name_is_judged_by_the_address_that_is_connected_to_each_time()
    {
        await using var host = new Host(_ => Host.Ok("{}"));
        var answers = new Queue<IPAddress>([IPAddress.Loopback, IPAddress.Parse("127.0.0.2")]);
        using var wire = Trusting((_, _) => Task.FromResult(new[] { answers.Dequeue() }), address => address.Equals(IPAddress.Loopback));
        using var fetcher = new DocumentFetcher(wire, TimeProvider.System);

        var first = await fetcher.FetchAsync(host.Url("/a"), 1_000, CancellationToken.None);
        var second = await fetcher.FetchAsync(host.Url("/a"), 1_000, CancellationToken.None);

        Assert.That(first.Bytes, Is.Not.Null, first.Refusal);
        Assert.That(second.Refusal, Does.Contain("not one of the public internet"));
    }

    [TestCase("/right", null)]
    [TestCase("/twice", null)]
    [TestCase("/round", "more than 3 redirects")]
    [TestCase("/plain", "only https")]
    [TestCase("/gone", "the answer was 410")]
    [TestCase("/large", "more than 1000 bytes")]
    [TestCase("/endless", "more than 1000 bytes")]
    public async Task Redirects_size_and_scheme_are_bounded(string path, string? why)
    {
        await using var host = new Host(asked => asked switch
        {
            "/right" => Host.Ok("""{"a":1}"""),
            "/twice" => Host.Redirect("/once"),
            "/once" => Host.Redirect("/right"),
            "/round" => Host.Redirect("/round"),
            "/plain" => Host.Redirect("http://college.example/right"),
            "/large" => Host.Ok(new string('x', 2_000)),
            "/endless" => "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + new string('x', 2_000),
            _ => "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        });
        using var wire = Trusting((_, _) => Task.FromResult(new[] { IPAddress.Loopback }), IPAddress.IsLoopback);

        using var fetcher = new DocumentFetcher(wire, TimeProvider.System);
        var (bytes, refusal) = await fetcher.FetchAsync(host.Url(path), 1_000, CancellationToken.None);

        Assert.That(bytes is not null, Is.EqualTo(why is null), refusal);
        Assert.That(refusal, why is null ? Is.Null : Does.Contain(why ?? string.Empty));
    }

    [Test]
    public async Task A_host_whose_certificate_is_not_trusted_is_not_believed()
    {
        await using var host = new Host(_ => Host.Ok("{}"));
        using var wire = PublicWire.Create((_, _) => Task.FromResult(new[] { IPAddress.Loopback }), IPAddress.IsLoopback);

        using var fetcher = new DocumentFetcher(wire, TimeProvider.System);
        var (bytes, refusal) = await fetcher.FetchAsync(host.Url("/"), 1_000, CancellationToken.None);

        Assert.That(bytes, Is.Null);
        Assert.That(refusal, Does.Contain("cannot be reached over HTTPS"));
    }

    private static SocketsHttpHandler Trusting(Func<string, CancellationToken, Task<IPAddress[]>> resolve, Func<IPAddress, bool> allows)
    {
        var wire = PublicWire.Create(resolve, allows);
        wire.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=college.example";
        return wire;
    }

    /// <summary>Answers one request per connection over TLS.</summary>
    private sealed class Host : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource stop = new();
        private readonly X509Certificate2 certificate = Certificate();
        private readonly Func<string, string> answer;
        private readonly Task serving;
        private int asked;

        public Host(Func<string, string> answer)
        {
            this.answer = answer;
            this.listener.Start();
            this.serving = this.ServeAsync();
        }

        public int Port => ((IPEndPoint)this.listener.LocalEndpoint).Port;

        public int Asked => this.asked;

        public static string Ok(string body) => $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";

        public static string Redirect(string to) => $"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

        public Uri Url(string path) => new($"https://college.example:{this.Port}{path}");

        public async ValueTask DisposeAsync()
        {
            await this.stop.CancelAsync();
            this.listener.Stop();
            await this.serving;
            this.certificate.Dispose();
            this.stop.Dispose();
        }

        private static X509Certificate2 Certificate()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=college.example", key, HashAlgorithmName.SHA256);
            return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        }

        private async Task ServeAsync()
        {
            while (!this.stop.IsCancellationRequested)
            {
                try
                {
                    using var client = await this.listener.AcceptTcpClientAsync(this.stop.Token);
                    Interlocked.Increment(ref this.asked);
                    await using var tls = new SslStream(client.GetStream());
                    await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = this.certificate }, this.stop.Token);
                    using var reader = new StreamReader(tls, Encoding.ASCII);
                    var line = await reader.ReadLineAsync(this.stop.Token) ?? string.Empty;
                    while (await reader.ReadLineAsync(this.stop.Token) is { Length: > 0 })
                    {
                    }

                    if (line.Split(' ') is not [_, var path, ..])
                    {
                        continue;
                    }

                    await tls.WriteAsync(Encoding.ASCII.GetBytes(this.answer(path)), this.stop.Token);
                    await tls.ShutdownAsync();
                }
                catch (Exception problem) when (problem is OperationCanceledException or IOException or SocketException or System.Security.Authentication.AuthenticationException)
                {
                    // the client went away, or the test is over
                }
            }
        }
    }
}
