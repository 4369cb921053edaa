using System.Text.RegularExpressions;

namespace LerBridge.Connectors.Sql;

/// <summary>A query's text without the parts that are no statement.</summary>
internal static partial class SqlText
{
    /// <summary>Without <c>-- …</c> and <c>/* … */</c>; what looks like one inside a quoted text stays.</summary>
    public static string WithoutComments(string query) => CommentOrText().Replace(query, match => match.Value[0] is '-' or '/' ? " " : match.Value);

    /// <summary>Without what stands in quotes.</summary>
    public static string WithoutTexts(string query) => CommentOrText().Replace(query, match => match.Value[0] is '-' or '/' ? match.Value : "''");

    [GeneratedRegex("""--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\[[^\]]*\]""", RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex CommentOrText();
}
