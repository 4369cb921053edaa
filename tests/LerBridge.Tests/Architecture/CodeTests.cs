using System.Text.RegularExpressions;
using LerBridge.Worker.Codes;
using NUnit.Framework;

namespace LerBridge.Tests.Architecture;

/// <summary>Whatever code a message ends with, <c>lerbridge error CODE</c> explains it.</summary>
internal sealed partial class CodeTests
{
    [Test]
    public void Every_code_in_the_product_is_explained()
    {
        var unexplained =
            from file in SourceTree.Files
            from Match code in Code().Matches(file.Text)
            where CodeTable.Find(code.Groups[1].Value) is null
            select $"{code.Groups[1].Value} in {file}";

        Assert.That(unexplained.Distinct(), Is.Empty);
    }

    [Test]
    public void Every_explanation_says_what_and_what_to_do()
    {
        Assert.That(CodeTable.All, Has.Count.GreaterThan(100));
        Assert.That(CodeTable.All.Where(code => code.Title.Length == 0 || code.Advice.Length == 0), Is.Empty);
    }

    [GeneratedRegex(@"""(LB\d{4})")]
    private static partial Regex Code();
}
