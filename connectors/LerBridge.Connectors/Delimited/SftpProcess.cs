using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace LerBridge.Connectors.Delimited;

/// <summary>OpenSSH's <c>sftp</c>, told what to do on its standard input.</summary>
internal static class SftpProcess
{
    /// <summary>The exit code of <c>ssh</c> where there is no connection.</summary>
    public const int NoConnection = 255;

    /// <summary>Stands for the exit code of a process that was ended for being too slow.</summary>
    public const int TooLate = -1;

    private const int MostOutput = 16 * 1024 * 1024;

    /// <summary>Runs commands, the first failing of which ends it; null where the program is not there.</summary>
    public static async Task<(int Exit, string Output, string Error)?> RunAsync(SftpOptions options, IReadOnlyList<string> commands, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("sftp", Arguments(options)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Start(start);
        if (process is null)
        {
            return null;
        }

        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(options.Timeout);
        try
        {
            var output = ReadAsync(process.StandardOutput, late.Token);
            var error = ReadAsync(process.StandardError, late.Token);
            try
            {
                foreach (var command in commands)
                {
                    await process.StandardInput.WriteLineAsync(command.AsMemory(), late.Token);
                }

                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended before it had read all; its exit code says why.
            }

            await process.WaitForExitAsync(late.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (TooLate, string.Empty, string.Empty);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    // https://man.openbsd.org/sftp and https://man.openbsd.org/ssh_config; the user's own configuration is left out of it
    private static string[] Arguments(SftpOptions options) =>
    [
        "-b", "-", "-F", "none",
        "-o", "LogLevel=ERROR",
        "-P", options.Port.ToString(CultureInfo.InvariantCulture),
        "-i", options.PrivateKeyFile,
        "-o", "BatchMode=yes",
        "-o", "StrictHostKeyChecking=yes",
        "-o", $"UserKnownHostsFile=\"{options.KnownHostsFile}\"",
        "-o", "GlobalKnownHostsFile=none",
        "-o", "IdentitiesOnly=yes",
        "-o", "PasswordAuthentication=no",
        "-o", "ConnectTimeout=30",
        "-o", "ServerAliveInterval=15",
        "-o", "ServerAliveCountMax=4",
        $"{options.Username}@{options.Host}",
    ];

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new System.Text.StringBuilder();
        var buffer = new char[8192];
        while (await reader.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            if (text.Length < MostOutput)
            {
                text.Append(buffer, 0, count);
            }
        }

        return text.ToString();
    }
}
