using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LerBridge.Tests.Servers;

/// <summary>An SFTP server on loopback, with a folder of its own, a key that it lets in and one that it does not.</summary>
internal sealed class Sftp : IDisposable
{
    public const string Category = "Sftp";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("lerbridge-sftp-");
    private readonly Process server;
    private readonly int port;

    public Sftp()
    {
        if (!File.Exists("/usr/sbin/sshd"))
        {
            throw new InvalidOperationException("OpenSSH's server is not installed: apt-get install openssh-server");
        }

        Directory.CreateDirectory("/run/sshd");
        Directory.CreateDirectory(this.At("home/out"));
        foreach (var key in new[] { "host", "user", "stranger", "other-host" })
        {
            Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", string.Empty, "-f", this.At(key)]).WaitForExit();
        }

        File.Copy(this.At("user.pub"), this.At("authorized_keys"));
        this.port = LoopbackPort.Free();
        this.Know("known_hosts", "host.pub");
        this.Know("wrong_hosts", "other-host.pub");
        File.WriteAllText(this.At("sshd_config"), $"""
            Port {this.port}
            ListenAddress 127.0.0.1
            HostKey {this.At("host")}
            PidFile {this.At("sshd.pid")}
            AuthorizedKeysFile {this.At("authorized_keys")}
            UsePAM no
            PasswordAuthentication no
            StrictModes no
            Subsystem sftp internal-sftp
            ForceCommand internal-sftp -d {this.At("home")}
            """);
        this.server = Process.Start(new ProcessStartInfo("/usr/sbin/sshd", ["-D", "-e", "-f", this.At("sshd_config")]) { RedirectStandardError = true }) ?? throw new InvalidOperationException("sshd did not start.");
        this.server.ErrorDataReceived += (_, _) => { };
        this.server.BeginErrorReadLine();
        this.WaitForServer();
    }

    /// <summary>A file in the folder that is served.</summary>
    public string Served(string name) => this.At($"home/out/{name}");

    /// <summary>The settings.</summary>
    public string Settings(string key = "user", string hosts = "known_hosts", string path = "out") => $$"""
        "Sftp": { "Host": "127.0.0.1", "Port": {{this.port.ToString(CultureInfo.InvariantCulture)}}, "Username": "{{Environment.UserName}}", "PrivateKeyFile": "{{this.At(key)}}", "KnownHostsFile": "{{this.At(hosts)}}", "Path": "{{path}}" }
        """;

    public void Dispose()
    {
        this.server.Kill(entireProcessTree: true);
        this.server.Dispose();
        this.folder.Delete(recursive: true);
    }

    private string At(string name) => Path.Combine(this.folder.FullName, name);

    private void Know(string file, string key) =>
        File.WriteAllText(this.At(file), $"[127.0.0.1]:{this.port} {string.Join(' ', File.ReadAllText(this.At(key)).Split(' ')[..2])}\n");

    private void WaitForServer()
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                client.Connect(IPAddress.Loopback, this.port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(50);
            }
        }

        throw new InvalidOperationException("sshd does not listen.");
    }
}
