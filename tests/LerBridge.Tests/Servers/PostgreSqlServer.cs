using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;

namespace LerBridge.Tests.Servers;

/// <summary>A PostgreSQL on loopback with data of its own, which can be killed and started again.</summary>
internal sealed class PostgreSqlServer : IDisposable
{
    private static readonly string[] Programs = ["/usr/lib/postgresql/18/bin", "/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/15/bin"];

    private readonly string folder = Directory.CreateTempSubdirectory("lerbridge-postgres-").FullName;
    private readonly int port = LoopbackPort.Free();

    public PostgreSqlServer()
    {
        if (IsRoot)
        {
            Process.Start("chown", ["postgres", this.folder]).WaitForExit();
        }

        this.Run("initdb", "-D", this.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        this.Start();
    }

    /// <summary>A connection string without a database.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={this.port.ToString(CultureInfo.InvariantCulture)};Username=postgres";

    private static bool IsRoot => string.Equals(Environment.UserName, "root", StringComparison.Ordinal);

    private string Data => Path.Combine(this.folder, "data");

    /// <summary>Starts it, again after <see cref="Kill"/>, and waits until it answers.</summary>
    public void Start() => this.Run(
        "pg_ctl", "-D", this.Data, "-w", "-s", "-l", Path.Combine(this.folder, "log"), "-o", $"-c listen_addresses=127.0.0.1 -c port={this.port} -c unix_socket_directories={this.folder} -c fsync=off -c max_connections=200", "start");

    /// <summary>Ends every process of it at once, as a crash would: what was not committed is gone, and it recovers when it is started.</summary>
    public void Kill() => this.Run("pg_ctl", "-D", this.Data, "-m", "immediate", "-s", "stop");

    public void Dispose()
    {
        this.Kill();
        Directory.Delete(this.folder, recursive: true);
    }

    // PostgreSQL refuses to run as root.
    private void Run(string program, params string[] arguments)
    {
        var path = Path.Combine(Array.Find(Programs, Directory.Exists) ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql"), program);
        var start = IsRoot
            ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.WorkingDirectory = this.folder;
        start.RedirectStandardOutput = false;
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{program} failed; see {this.folder}.");
    }
}
