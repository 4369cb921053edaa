using System.Text;
using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Mapping;

/// <summary>Loads the mappings of a directory: every <c>.yaml</c> and <c>.yml</c> file in it, not in folders below.</summary>
public static class MappingCatalog
{
    private const long MaxBytes = 4L * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Compiles every mapping of a directory. Never throws for what an author wrote; a directory that is not there has no mappings.</summary>
    /// <param name="directory">The mappings directory.</param>
    /// <param name="schemas">The connectors and their streams.</param>
    /// <param name="issuerDid">The issuer's DID.</param>
    /// <param name="destinations">The destinations' names in settings; null leaves <c>deliver.to</c> unchecked.</param>
    public static CatalogResult Load(string directory, IStreamSchemas schemas, string issuerDid, IReadOnlyCollection<string>? destinations = null)
    {
        var files = new MappingDirectory(directory);
        var context = new MappingContext { Schemas = schemas, Files = files, IssuerDid = issuerDid, Destinations = destinations };
        var mappings = files.Mappings.AsParallel().AsOrdered().Select(file => Compile(file, files.ReadMapping(file, MaxBytes), context)).ToList();
        return new CatalogResult(mappings, [.. mappings.SelectMany(mapping => mapping.Diagnostics).Distinct(), .. Doubles(mappings)]);
    }

    /// <summary>Compiles one mapping file of a directory, as <c>mapping check FILE</c> does.</summary>
    /// <param name="file">The file's path; it need not lie in the mappings directory, but what it refers to must.</param>
    /// <param name="context">What it is compiled against.</param>
    public static CompileResult LoadFile(string file, MappingContext context)
    {
        var full = Path.GetFullPath(file);
        var read = new MappingDirectory(Path.GetDirectoryName(full) ?? ".").ReadMapping(Path.GetFileName(full), MaxBytes);
        return Compile(file, read, context);
    }

    private static CompileResult Compile(string file, MappingFile read, MappingContext context)
    {
        try
        {
            return read is MappingFile.Found found
                ? MappingCompiler.Compile(file, Strict.GetString(found.Content.Span), context)
                : Unreadable(file, "LB1006", $"This file {(read as MappingFile.Refused)?.Problem}.", null);
        }
        catch (DecoderFallbackException)
        {
            return Unreadable(file, "LB1008", "This file is not UTF-8.", "save it as UTF-8");
        }
    }

    private static CompileResult Unreadable(string file, string code, string message, string? advice) => new()
    {
        File = file,
        Plan = null,
        Text = string.Empty,
        Diagnostics = [new Diagnostic { Code = code, File = file, Message = message, Try = advice }],
    };

    // it compiled, so that its id stands on a line of its own unless the whole mapping is one line
    private static int LineOfId(string text)
    {
        var line = text.Split('\n').ToList().FindIndex(one => one.StartsWith("id:", StringComparison.Ordinal));
        return line < 0 ? 1 : line + 1;
    }

    private static IEnumerable<Diagnostic> Doubles(List<CompileResult> mappings) =>
        from mapping in mappings
        where mapping.Plan is not null
        group mapping by mapping.Plan?.Id into same
        where same.Count() > 1
        from second in same.Skip(1)
        select new Diagnostic
        {
            Code = "LB1112",
            File = second.File,
            Line = LineOfId(second.Text),
            Message = $"The id \"{same.Key}\" belongs to {same.First().File} already.",
            Why = "it is part of every credential's id",
            Try = "give this mapping an id of its own",
        };
}
