using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;

namespace LerBridge.Core.Mapping;

/// <summary>The versions of the format.</summary>
public static class MappingVersion
{
    /// <summary>The newest version, and so far the only one.</summary>
    public const string Newest = "mapping/v1";

    /// <summary>Says why the version of a file is not known; nothing where it is.</summary>
    /// <param name="file">The file, as it is to be shown.</param>
    /// <param name="text">Its text.</param>
    public static IReadOnlyList<Diagnostic> Check(string file, string text)
    {
        var findings = new Findings(file);
        if (YamlReader.Read(new SourceText(file, text), findings) is YamlMap root)
        {
            switch (root["lerbridge"])
            {
                case YamlScalar { Text: Newest }:
                    break;
                case YamlScalar { IsNull: false } other:
                    Unknown(other, findings);
                    break;
                default:
                    findings.Error("LB1109", new SourceSpan(root.Start, 1), "The mapping needs \"lerbridge:\".", advice: $"lerbridge: {Newest}");
                    break;
            }
        }

        return findings.All;
    }

    /// <summary>Reports a version that is not known.</summary>
    internal static void Unknown(YamlScalar version, Findings findings) =>
        findings.Error("LB1113", version.Span, $"This is not a format that LerBridge knows: \"{version.Text}\".", advice: $"lerbridge: {Newest}");
}
