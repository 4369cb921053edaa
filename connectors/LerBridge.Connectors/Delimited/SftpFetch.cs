using System.IO.Enumeration;
using System.Text.RegularExpressions;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Delimited;

/// <summary>
/// Brings the files of streams from an SFTP server into the drop folder: those that are not there yet, and the newest version of each, which may have been written anew under its name.
/// A file appears in the folder under its name once it is whole. Nothing is changed on the server.
/// </summary>
internal sealed partial class SftpFetch(string connector, SftpOptions options, string directory)
{
    private const int MostFiles = 1000;
    private const string Part = ".part";

    /// <summary>Fetches.</summary>
    /// <exception cref="ConnectorException">The server cannot be used.</exception>
    public async Task RunAsync(IReadOnlyList<DelimitedStream> streams, CancellationToken cancellationToken)
    {
        var there = await this.ListAsync(cancellationToken);
        var wanted = streams.SelectMany(stream => this.Wanted(stream, there)).DistinctBy(file => file.Name).ToList();
        if (wanted.Count > MostFiles)
        {
            throw this.Failed(FailureKind.Contract, ConnectorCodes.FetchFails, $"{wanted.Count} files are to be fetched, more than {MostFiles}. Narrow Files, or let old ones be moved away on the host.");
        }

        Directory.CreateDirectory(directory);
        if (wanted.Count == 0)
        {
            return;
        }

        await this.SftpAsync([this.Enter, .. wanted.Select(file => $"get -p \"{file.Name}\" \"{Path.Combine(directory, file.Name + Part)}\"")], cancellationToken);
        foreach (var (name, mark) in wanted)
        {
            File.Move(Path.Combine(directory, name + Part), Path.Combine(directory, name), overwrite: true);
            if (mark is not null)
            {
                await File.WriteAllBytesAsync(Path.Combine(directory, name + mark), [], cancellationToken);
            }
        }
    }

    /// <summary>
    /// Moves files on the server into its folder of processed ones, as far as they have the size that was read: another may have come under the name meanwhile. False where the server does not let
    /// it be, which fails nothing.
    /// </summary>
    public async Task<bool> PutAwayAsync(IReadOnlyList<TakenFile> taken, string? mark, CancellationToken cancellationToken)
    {
        try
        {
            var there = Sizes(await this.SftpAsync([this.Enter, "ls -ln"], cancellationToken));
            var same = taken.Where(file => there.GetValueOrDefault(file.Name, -1) == file.Size).Select(file => file.Name).ToList();
            IEnumerable<string> marks = mark is null ? [] : same.SelectMany(name => new[] { name + mark, Path.GetFileNameWithoutExtension(name) + mark }).Where(there.ContainsKey);
            await this.SftpAsync([this.Enter, $"-mkdir \"{options.Processed}\"", .. same.Concat(marks).SelectMany(this.Rename)], cancellationToken);
            return true;
        }
        catch (ConnectorException)
        {
            return false;
        }
    }

    // What lies there under the name is an earlier delivery, which the newer one replaces: not every server renames onto a file.
    private IEnumerable<string> Rename(string name) => [$"-rm \"{options.Processed}/{name}\"", $"rename \"{name}\" \"{options.Processed}/{name}\""];

    // -rw-r--r--    1 1000     1000          123 Nov 22 10:00 grades.csv
    private static Dictionary<string, long> Sizes(string listing)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in listing.Split('\n'))
        {
            if (Listed().Match(line.TrimEnd('\r')) is { Success: true } match && long.TryParse(match.Groups[1].Value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var size))
            {
                sizes[match.Groups[2].Value] = size;
            }
        }

        return sizes;
    }

    [GeneratedRegex(@"^-\S+\s+\S+\s+\S+\s+\S+\s+([0-9]+)\s+\S+\s+\S+\s+\S+\s(.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Listed();

    private string Enter => $"cd \"{options.Path}\"";

    private async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var output = await this.SftpAsync([this.Enter, "ls -1"], cancellationToken);
        return [.. output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(name => !name.StartsWith("sftp>", StringComparison.Ordinal) && !name.Any(c => c is '"' or '\\' or '/' || char.IsControl(c)))];
    }

    private IEnumerable<(string Name, string? Mark)> Wanted(DelimitedStream stream, IReadOnlyList<string> there)
    {
        var ready = there.Where(name => FileSystemName.MatchesSimpleExpression(stream.Files, name) && IsReady(name)).ToList();
        var newest = ready.GroupBy(DatedFiles.Stem, StringComparer.OrdinalIgnoreCase).Select(versions => versions.OrderByDescending(name => DatedFiles.Stamp(name) ?? string.Empty, StringComparer.Ordinal).First()).ToHashSet(StringComparer.Ordinal);
        return ready.Where(name => newest.Contains(name) || (stream.TakesAll && !File.Exists(Path.Combine(directory, name)))).Select(name => (name, stream.Ready));

        bool IsReady(string name) => stream.Ready is not { } mark || (!name.EndsWith(mark, StringComparison.OrdinalIgnoreCase) && (there.Contains(name + mark) || there.Contains(Path.GetFileNameWithoutExtension(name) + mark)));
    }

    private async Task<string> SftpAsync(IReadOnlyList<string> commands, CancellationToken cancellationToken)
    {
        var (exit, output, error) = await SftpProcess.RunAsync(options, commands, cancellationToken)
            ?? throw this.Failed(FailureKind.Terminal, ConnectorCodes.FetchFails, "the program sftp is not there. Install OpenSSH's client.");

        // What sftp says is looked at and left out: it names files, whose names may name people.
        return exit == 0 ? output : throw error switch
        {
            _ when Says("host key verification failed", "remote host identification has changed", "no matching host key") =>
                this.Failed(FailureKind.Terminal, ConnectorCodes.HostKeyUnknown, $"the key of {options.Host} is not the one in KnownHostsFile. Nothing was fetched; ask the owner of the host for its fingerprint before you accept it."),
            _ when Says("permission denied (", "too many authentication failures", "invalid format", "error in libcrypto", "bad permissions") =>
                this.Failed(FailureKind.Credentials, ConnectorCodes.SignInRefused, $"{options.Host} refuses the sign-in of {options.Username}. Check PrivateKeyFile, which only this user may read, and that its public key is known there."),
            _ when exit == SftpProcess.TooLate => this.Failed(FailureKind.Transient, ConnectorCodes.TimedOut, $"{options.Host} did not hand its files over in time. Run again, or raise TimeoutSeconds."),
            _ when exit == SftpProcess.NoConnection => this.Failed(FailureKind.Transient, ConnectorCodes.Unreachable, $"{options.Host} cannot be reached. Check Host, Port, the network and the firewall."),
            _ => this.Failed(FailureKind.Terminal, ConnectorCodes.FetchFails, $"{options.Host} does not hand the files over. Check Path and its permissions, with sftp as the same user; its words are left out here, since names of files may name people."),
        };

        bool Says(params string[] words) => words.Any(word => error.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private ConnectorException Failed(FailureKind kind, string code, string what) => new(kind, code, $"{connector}: {what}");
}
