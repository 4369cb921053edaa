using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Planning;
using LerBridge.Core.Mapping.Reading;

namespace LerBridge.Core.Mapping;

/// <summary>Compiles mapping files. The one compiler: the command line, the service, tests and previews all use it.</summary>
public static class MappingCompiler
{
    /// <summary>Compiles the text of a mapping file. Never throws for what an author wrote: every problem is a diagnostic.</summary>
    /// <param name="file">The file, as it is to be shown.</param>
    /// <param name="text">Its text.</param>
    /// <param name="context">What it is compiled against.</param>
    public static CompileResult Compile(string file, string text, MappingContext context)
    {
        var source = new SourceText(file, text);
        var findings = new Findings(file);
        CompiledMapping? compiled = null;
        var document = YamlReader.Read(source, findings);
        switch (document)
        {
            case YamlMap root when !findings.HasErrors:
                compiled = new DocumentCompiler(root, findings, context).Compile();
                break;
            case YamlMap or null:
                break;
            case var other:
                findings.Error("LB1110", new SourceSpan(other.Start, 1), $"A mapping is a block of keys; here is {other.Kind}.", advice: "start with  lerbridge: mapping/v1");
                break;
        }

        return new CompileResult
        {
            File = file,
            Text = source.Content,
            Plan = findings.HasErrors ? null : compiled?.Plan,
            Diagnostics = [.. findings.All.OrderBy(diagnostic => diagnostic.File == file ? 0 : 1).ThenBy(diagnostic => diagnostic.File, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Line).ThenBy(diagnostic => diagnostic.Column)],
            Root = document as YamlMap,
            Tests = findings.HasErrors ? [] : compiled?.Tests ?? [],
            Tables = compiled?.Tables ?? [],
        };
    }
}
