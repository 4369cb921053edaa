using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;

namespace LerBridge.Core.Mapping.Formatting;

/// <summary>
/// Writes a mapping in the one style: two blanks a level, one blank line at most, { } and [ ] with their blanks, formulas with commas on lines of their own, comments where they were.
/// Values stay letter by letter. What it wrote is read again and held against what was there, so that a mistake of its own can never change a mapping.
/// </summary>
public static class MappingFormatter
{
    private const int MostMendings = 200;

    /// <summary>Formats the text of a mapping.</summary>
    /// <param name="file">The file, as it is to be shown.</param>
    /// <param name="text">Its text.</param>
    /// <returns>The formatted text, or the text as it was and why it stays so.</returns>
    public static FormatResult Format(string file, string text)
    {
        var (source, root, problems) = Read(file, text);
        if (root is null)
        {
            return new FormatResult(text, false, problems);
        }

        if (root is YamlMap { Flow: true } or YamlScalar)
        {
            // a mapping in JSON has the style of JSON
            return new FormatResult(text, false, []);
        }

        var formatted = new LayoutWriter(source, Comments.Of(source, root)).Write(root);
        var (_, again, _) = Read(file, formatted, mend: false);
        if (again is null || !SameNodes.Are(root, again))
        {
            var left = new Diagnostic { Code = "LB1010", File = file, Message = "This file is written in a way that cannot be put into the one style without changing what it says; it was left as it is.", Try = "write it more plainly: one key a line" };
            return new FormatResult(text, false, [left]);
        }

        return new FormatResult(formatted, formatted != text, []);
    }

    // formulas that YAML cut at a comma are given their quotes, one by one
    private static (SourceText Source, YamlNode? Root, IReadOnlyList<Diagnostic> Problems) Read(string file, string text, bool mend = true)
    {
        for (var round = 0; ; round++)
        {
            var source = new SourceText(file, text);
            var findings = new Findings(file);
            var root = YamlReader.Read(source, findings);
            if (!findings.HasErrors)
            {
                return (source, root, []);
            }

            if (!mend || round == MostMendings || CutFormula.Mend(source, findings.All) is not { } mended)
            {
                return (source, null, findings.All);
            }

            text = mended;
        }
    }
}
