using System.Text.RegularExpressions;
using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Delimited;

/// <summary>An SFTP server that files are fetched from, with OpenSSH's own <c>sftp</c>. The host's key must be known beforehand; signing in is by key alone.</summary>
internal sealed partial record SftpOptions
{
    /// <summary>The host.</summary>
    public required string Host { get; init; }

    /// <summary>Its port.</summary>
    public required int Port { get; init; }

    /// <summary>Who signs in.</summary>
    public required string Username { get; init; }

    /// <summary>The file with the private key, in a form that <c>ssh</c> reads and without a passphrase.</summary>
    public required string PrivateKeyFile { get; init; }

    /// <summary>The file with the host's public key, as <c>ssh</c> keeps them.</summary>
    public required string KnownHostsFile { get; init; }

    /// <summary>The folder on the host.</summary>
    public required string Path { get; init; }

    /// <summary>The folder on the host, under <see cref="Path"/>, into which files are moved once a run that read them is applied; null to leave them.</summary>
    public string? Processed { get; init; }

    /// <summary>How long listing and fetching may take.</summary>
    public required TimeSpan Timeout { get; init; }

    public static SftpOptions Read(SettingsSection sftp)
    {
        var (host, user, path) = (sftp.RequiredText("Host"), sftp.RequiredText("Username"), sftp.Text("Path") ?? ".");
        foreach (var (name, value) in new[] { ("Host", host), ("Username", user) })
        {
            if (value.Length > 0 && !Word().IsMatch(value))
            {
                sftp.Report(name, "LB2007", $"{sftp.Path}:{name} should be a plain name.", "Write it without a port, a folder or an @; those have settings of their own.");
            }
        }

        var processed = sftp.Text("Processed");
        foreach (var name in new[] { ("Path", path), ("Processed", processed ?? string.Empty) }.Where(one => one.Item2.Any(c => c is '"' or '\\' || char.IsControl(c))).Select(one => one.Item1))
        {
            sftp.Report(name, "LB2007", $"{sftp.Path}:{name} should have no quotes, backslashes or line breaks.", "Write it with forward slashes, as in outgoing/hr.");
        }

        return new SftpOptions
        {
            Host = host,
            Port = sftp.Whole("Port", 22, 1, 65535),
            Username = user,
            PrivateKeyFile = sftp.FilePath("PrivateKeyFile") ?? sftp.RequiredText("PrivateKeyFile"),
            KnownHostsFile = sftp.FilePath("KnownHostsFile") ?? sftp.RequiredText("KnownHostsFile"),
            Path = path,
            Processed = processed,
            Timeout = TimeSpan.FromSeconds(sftp.Whole("TimeoutSeconds", 1800, 10, 14400)),
        };
    }

    // Nothing that ssh could take for an option, or for another host.
    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9._:-]{0,252}$", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
