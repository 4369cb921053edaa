namespace LerBridge.Core.Mapping;

/// <summary>The files that mappings refer to: tables, samples and frameworks. Everything stays under the mappings directory, links resolved.</summary>
public interface IMappingFiles
{
    /// <summary>Reads a file by its path relative to the mapping file that names it.</summary>
    /// <param name="mappingFile">The mapping file, as it was named.</param>
    /// <param name="path">The path as written, with forward slashes.</param>
    /// <param name="maxBytes">The most that is read.</param>
    MappingFile Read(string mappingFile, string path, long maxBytes);

    /// <summary>Reads <c>frameworks/&lt;id&gt;-&lt;version&gt;.json</c>.</summary>
    MappingFile ReadFramework(string id, string version, long maxBytes);

    /// <summary>The sheets and samples that are there, by their paths relative to a mapping file; for did-you-mean, so not necessarily all.</summary>
    /// <param name="mappingFile">The mapping file, as it was named.</param>
    IReadOnlyCollection<string> Beside(string mappingFile) => [];

    /// <summary>The frameworks that are there, as <c>id@version</c>; for did-you-mean.</summary>
    IReadOnlyCollection<string> Frameworks { get; }
}

/// <summary>What reading a file came to.</summary>
public abstract record MappingFile
{
    private MappingFile()
    {
    }

    /// <summary>Its content.</summary>
    /// <param name="Name">The file as it is shown, as in <c>mappings/tables/x.csv</c>.</param>
    /// <param name="Content">The bytes.</param>
    public sealed record Found(string Name, ReadOnlyMemory<byte> Content) : MappingFile;

    /// <summary>It cannot be used.</summary>
    /// <param name="Problem">What is wrong with it, as the end of a sentence: <c>is not there</c>.</param>
    public sealed record Refused(string Problem) : MappingFile;
}
