using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using NUnit.Framework;

namespace LerBridge.Tests.Servers;

/// <summary>A mail server on loopback that keeps what it gets in files, for the tests of one fixture.</summary>
internal sealed class MailSink : IDisposable
{
    public const string Category = "Smtp";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string folder = Directory.CreateTempSubdirectory("lerbridge-mail-").FullName;
    private readonly Process process;

    private MailSink(int port)
    {
        this.Port = port;
        var start = new ProcessStartInfo("/usr/bin/python3", ["-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}", "-c", "aiosmtpd.handlers.Mailbox", Path.Combine(this.folder, "box")])
        {
            RedirectStandardError = true,
        };
        this.process = Process.Start(start) ?? throw new InvalidOperationException("python3 did not start.");
    }

    public int Port { get; }

    /// <summary>What has arrived, each with its headers.</summary>
    public IReadOnlyList<string> Mails => Directory.Exists(this.New) ? [.. Directory.GetFiles(this.New).Select(File.ReadAllText)] : [];

    private string New => Path.Combine(this.folder, "box", "new");

    public static async Task<MailSink> StartAsync()
    {
        var sink = new MailSink(LoopbackPort.Free());
        using var limit = new CancellationTokenSource(Patience);
        while (!await sink.AnswersAsync())
        {
            Assert.That(sink.process.HasExited, Is.False, "The mail server ended; is it installed? apt-get install python3-aiosmtpd");
            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }

        return sink;
    }

    public void Dispose()
    {
        this.process.Kill(entireProcessTree: true);
        this.process.WaitForExit();
        this.process.Dispose();
        Directory.Delete(this.folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", this.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
