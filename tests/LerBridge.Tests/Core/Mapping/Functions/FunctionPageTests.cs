using System.Text;
using LerBridge.Core.Mapping.Functions;
using LerBridge.Tests.Golden;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Functions;

/// <summary>docs/functions.md is what the functions say of themselves.</summary>
internal sealed class FunctionPageTests
{
    [Test]
    public void The_page_of_functions_says_what_the_functions_say()
    {
        var page = new StringBuilder("""
            # The functions of formulas

            Each gives the same result for the same values on every machine: none knows a clock, a network or chance. What is missing among the arguments makes the result missing,
            unless its description says otherwise. The examples are tested.


            """.ReplaceLineEndings("\n"));
        page.Append(string.Join(" · ", FunctionTable.All.Select(function => $"[{function.Name}](#{function.Name})"))).Append('\n');
        foreach (var function in FunctionTable.All)
        {
            page.Append($"\n## {function.Name}\n\n`{function.Signature}` gives {function.Summary}.\n\n| formula | gives |\n|---|---|\n");
            foreach (var example in function.Examples)
            {
                page.Append($"| `{example.Formula.Replace("|", "\\|", StringComparison.Ordinal)}` | {(example.Result.Length == 0 ? "an empty text" : $"`{example.Result}`")} |\n");
            }
        }

        GoldenFile.Match("../../../docs/functions.md", page.ToString());
    }
}
