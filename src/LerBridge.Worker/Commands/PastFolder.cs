using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Commands;

/// <summary>A folder as git remembers it, written into a temporary one. The working tree is not touched.</summary>
internal sealed class PastFolder : IDisposable
{
    private const long MostBytes = 256L * 1024 * 1024;

    private readonly DirectoryInfo temporary = Directory.CreateTempSubdirectory("lerbridge-past-");

    private PastFolder()
    {
    }

    public string Folder => this.temporary.FullName;

    /// <summary>The folder at a commit, or as it was at the end of a day.</summary>
    /// <exception cref="UsageException">There is no git, no repository, or no such time in it.</exception>
    public static async Task<PastFolder> AtAsync(string folder, string revision, CancellationToken cancellationToken)
    {
        if (revision.StartsWith('-'))
        {
            throw new UsageException($"\"{revision}\" is neither a commit nor a day.");
        }

        var commit = revision;
        if (DateOnly.TryParseExact(revision, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            commit = (await ReadAsync(folder, ["rev-list", "-1", $"--before={revision}T23:59:59", "HEAD"], cancellationToken)).Trim();
            if (commit.Length == 0)
            {
                throw new UsageException($"Nothing of {folder} had been committed by {revision}.");
            }
        }

        commit = (await ReadAsync(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", commit + "^{commit}"], cancellationToken)).Trim();
        var past = new PastFolder();
        try
        {
            await past.FillAsync(folder, commit, cancellationToken);
            return past;
        }
        catch
        {
            past.Dispose();
            throw;
        }
    }

    public void Dispose() => this.temporary.Delete(recursive: true);

    private async Task FillAsync(string folder, string commit, CancellationToken cancellationToken)
    {
        using var git = Start(folder, ["archive", "--format=tar", commit, "--", "."]);
        var written = 0L;
        await using (var tar = new TarReader(git.StandardOutput.BaseStream, leaveOpen: true))
        {
            while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                var target = Path.GetFullPath(Path.Combine(this.Folder, entry.Name));
                if (entry.EntryType != TarEntryType.RegularFile || !target.StartsWith(this.Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                {
                    continue;
                }

                if ((written += entry.Length) > MostBytes)
                {
                    throw new UsageException($"{folder} is larger than 256 MB at {commit}; name the old file with --from instead.");
                }

                Directory.CreateDirectory(Path.GetDirectoryName(target) ?? this.Folder);
                await entry.ExtractToFileAsync(target, overwrite: true, cancellationToken);
            }
        }

        await git.WaitForExitAsync(cancellationToken);
    }

    private static async Task<string> ReadAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        using var git = Start(folder, arguments);
        var output = await git.StandardOutput.ReadToEndAsync(cancellationToken);
        await git.WaitForExitAsync(cancellationToken);
        return git.ExitCode == 0 ? output : throw new UsageException($"Git knows no such time of {folder}: it is no repository, or has no such commit.");
    }

    private static Process Start(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            var process = Process.Start(start) ?? throw new UsageException("git could not be started.");
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            return process;
        }
        catch (Win32Exception)
        {
            throw new UsageException("--since needs git, which is not there; name the old file with --from instead.");
        }
    }
}
