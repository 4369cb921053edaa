using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Mapping.Reading;

/// <summary>The holes that a begun mapping leaves for its author: a draft can be kept, but not run.</summary>
internal static class Unfinished
{
    /// <summary>What stands in a hole.</summary>
    public const string Mark = "TO" + "DO";

    public static bool Is(YamlScalar scalar) => scalar.Style == YamlStyle.Plain && scalar.Text.StartsWith(Mark, StringComparison.Ordinal) && (scalar.Text.Length == Mark.Length || !char.IsLetterOrDigit(scalar.Text[Mark.Length]));
}
