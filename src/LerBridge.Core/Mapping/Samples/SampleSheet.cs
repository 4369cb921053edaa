using System.Text;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Samples;

/// <summary>The golden samples of one mapping, in the file beside it: <c>samples/&lt;id&gt;.yaml</c>.</summary>
/// <param name="Name">The file, as it is shown.</param>
/// <param name="Samples">The samples, in the order of the file; those that cannot be read are among the problems.</param>
/// <param name="Problems">What is wrong with the file.</param>
/// <param name="Text">Its text, for problems that show the line.</param>
public sealed record SampleSheet(string Name, IReadOnlyList<GoldenSample> Samples, IReadOnlyList<Diagnostic> Problems, string Text)
{
    /// <summary>The first line of such a file.</summary>
    public const string Format = "samples/v1";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The most that is read of a file.</summary>
    public static long MaxBytes => YamlReader.MaxCharacters * 4L;

    /// <summary>Where the samples of a mapping are, relative to the mapping file.</summary>
    public static string PathOf(string mapping) => $"samples/{mapping}.yaml";

    /// <summary>True where something in the file cannot be used.</summary>
    public bool HasErrors => this.Problems.Any(problem => problem.Severity == Severity.Error);

    /// <summary>The samples of a mapping; null where it has none. What is wrong with them is in the result, never thrown.</summary>
    /// <param name="plan">The mapping; another version of it than the one that lies there, perhaps.</param>
    /// <param name="directory">The directory that the mapping lies in.</param>
    public static SampleSheet? Of(MappingPlan plan, string directory)
    {
        var files = new MappingDirectory(directory);
        var file = Path.Combine(directory, PathOf(plan.Id));
        return !File.Exists(file) ? null : files.Read(Path.Combine(Path.GetFullPath(directory), "mapping.yaml"), PathOf(plan.Id), MaxBytes) switch
        {
            MappingFile.Found found => Read(found.Name, found.Content, plan, files),
            var read => Unreadable(PathOf(plan.Id), "LB1006", $"The golden samples of {plan.Id} cannot be read: the file {(read as MappingFile.Refused)?.Problem}."),
        };
    }

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file, as it is to be shown.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="plan">The mapping.</param>
    /// <param name="files">Reads files beside the mapping.</param>
    public static SampleSheet Read(string file, ReadOnlyMemory<byte> content, MappingPlan plan, IMappingFiles files)
    {
        string text;
        try
        {
            text = Strict.GetString(content.Span);
        }
        catch (DecoderFallbackException)
        {
            return Unreadable(file, "LB1008", "This file is not UTF-8.");
        }

        var source = new SourceText(file, text);
        var findings = new Findings(file);
        var samples = new SampleReader(findings, files, plan).Read(YamlReader.Read(source, findings));
        return new SampleSheet(file, samples, findings.All, source.Content);
    }

    /// <summary>The file that holds samples.</summary>
    /// <param name="plan">The mapping.</param>
    /// <param name="samples">The samples, each with a name of its own.</param>
    public static string Write(MappingPlan plan, IEnumerable<GoldenSample> samples) => SampleWriter.Write(plan.Id, plan.Schema, samples);

    private static SampleSheet Unreadable(string file, string code, string message) => new(file, [], [new Diagnostic { Code = code, File = file, Message = message }], string.Empty);
}
