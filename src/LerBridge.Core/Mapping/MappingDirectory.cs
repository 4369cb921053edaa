namespace LerBridge.Core.Mapping;

/// <summary>The mappings directory on disk. No path leads out of it, neither by <c>..</c> nor through a link.</summary>
public sealed class MappingDirectory : IMappingFiles
{
    private const int MostNames = 1000;
    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, MaxRecursionDepth = 4, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden };

    private readonly string root;
    private readonly string shown;

    /// <summary>Opens the directory; it need not exist until something is read.</summary>
    public MappingDirectory(string directory)
    {
        this.root = Path.GetFullPath(directory);
        this.shown = Path.GetFileName(Path.TrimEndingDirectorySeparator(this.root));
    }

    /// <inheritdoc />
    public IReadOnlyCollection<string> Frameworks
    {
        get
        {
            var directory = Path.Combine(this.root, "frameworks");
            return !Directory.Exists(directory) ? [] : [.. Directory.EnumerateFiles(directory, "*.json").Order(StringComparer.Ordinal).Select(FrameworkReference)];
        }
    }

    /// <summary>The mapping files in the directory itself, as they are shown: <c>mappings/x.yaml</c>.</summary>
    public IReadOnlyList<string> Mappings => !Directory.Exists(this.root)
        ? []
        : [.. Directory.EnumerateFiles(this.root)
            .Where(file => Path.GetExtension(file) is ".yaml" or ".yml")
            .Select(file => $"{this.shown}/{Path.GetFileName(file)}")
            .Order(StringComparer.Ordinal)];

    /// <summary>How a mapping names the framework of a file: <c>id@version</c>.</summary>
    public static string FrameworkReference(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var dash = name.LastIndexOf('-');
        return dash < 0 ? name : $"{name[..dash]}@{name[(dash + 1)..]}";
    }

    /// <summary>Reads a mapping file by the name in <see cref="Mappings"/>.</summary>
    public MappingFile ReadMapping(string shownName, long maxBytes) => this.ReadInside(shownName[(shownName.LastIndexOf('/') + 1)..], maxBytes);

    /// <inheritdoc />
    public IReadOnlyCollection<string> Beside(string mappingFile)
    {
        try
        {
            var folder = Path.Combine(this.root, this.FolderOf(mappingFile));
            return !Directory.Exists(this.root)
                ? []
                : [.. Directory.EnumerateFiles(this.root, "*", Everywhere)
                    .Where(file => Path.GetExtension(file) is ".csv" or ".tsv" or ".json")
                    .Take(MostNames)
                    .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
                    .Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <inheritdoc />
    public MappingFile Read(string mappingFile, string path, long maxBytes)
    {
        if (path.Length == 0 || Path.IsPathRooted(path) || path.Contains('\\', StringComparison.Ordinal))
        {
            return new MappingFile.Refused("must be named relative to the mapping file, with forward slashes");
        }

        return this.ReadInside(Path.Combine(this.FolderOf(mappingFile), path), maxBytes);
    }

    /// <inheritdoc />
    public MappingFile ReadFramework(string id, string version, long maxBytes) => this.ReadInside(Path.Combine("frameworks", $"{id}-{version}.json"), maxBytes);

    private string FolderOf(string mappingFile) => mappingFile.StartsWith(this.shown + "/", StringComparison.Ordinal)
        ? Path.GetDirectoryName(mappingFile[(this.shown.Length + 1)..]) ?? string.Empty
        : Path.GetDirectoryName(Path.GetRelativePath(this.root, Path.GetFullPath(mappingFile))) ?? string.Empty;

    private MappingFile ReadInside(string relative, long maxBytes)
    {
        try
        {
            var full = Path.GetFullPath(Path.Combine(this.root, relative));
            if (!IsUnder(full, this.root))
            {
                return new MappingFile.Refused("is outside the mappings directory");
            }

            var file = new FileInfo(full);
            if (!file.Exists)
            {
                return new MappingFile.Refused("is not there");
            }

            if (!IsUnder(Resolve(full), Resolve(this.root)))
            {
                return new MappingFile.Refused("leads out of the mappings directory through a link");
            }

            using var stream = file.OpenRead();
            if (stream.Length > maxBytes)
            {
                return new MappingFile.Refused($"is larger than {maxBytes / 1024 / 1024} MB");
            }

            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return new MappingFile.Found($"{this.shown}/{Path.GetRelativePath(this.root, full).Replace('\\', '/')}", content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new MappingFile.Refused("cannot be read");
        }
    }

    private static bool IsUnder(string path, string directory) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(directory) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // every part of the path may be a link, not only the last
    private static string Resolve(string path, int links = 0)
    {
        if (links > 40)
        {
            throw new IOException("Too many links.");
        }

        var resolved = Path.GetPathRoot(path) ?? "/";
        foreach (var part in path[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            resolved = Path.Combine(resolved, part);
            FileSystemInfo entry = Directory.Exists(resolved) ? new DirectoryInfo(resolved) : new FileInfo(resolved);
            resolved = entry.ResolveLinkTarget(returnFinalTarget: false) is { } target ? Resolve(target.FullName, links + 1) : resolved;
        }

        return resolved;
    }
}
