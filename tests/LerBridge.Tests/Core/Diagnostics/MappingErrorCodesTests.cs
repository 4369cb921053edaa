using System.Text.RegularExpressions;
using LerBridge.Core.Diagnostics;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Diagnostics;

internal sealed partial class MappingErrorCodesTests
{
    private static readonly string[] OfOthers = ["LB3501", "LB3502"];

    [Test]
    public void Every_code_that_mappings_use_is_explained_and_every_explanation_is_used()
    {
        var used = Directory.EnumerateFiles(Path.Combine(Shared.Repository, "src", "LerBridge.Core", "Mapping"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Except(OfOthers)
            .ToHashSet();

        Assert.That(used.Except(ErrorCodes.All.Select(code => code.Code)), Is.Empty);
        Assert.That(MappingErrorCodes.All.Select(code => code.Code).Except(used), Is.Empty);
    }

    [Test]
    public void A_code_has_a_title_an_explanation_and_advice()
    {
        foreach (var code in ErrorCodes.All)
        {
            Assert.That(code.Title, Is.Not.Empty.And.Not.EndsWith("."));
            Assert.That(code.Explanation, Does.EndWith("."));
            Assert.That(code.Advice, Is.Not.Empty);
        }

        Assert.That(ErrorCodes.Find("LB1102")?.Title, Is.EqualTo("Unknown field"));
        Assert.That(ErrorCodes.Find("LB9999"), Is.Null);
    }

    [GeneratedRegex("\"(LB[0-9]{4})\"")]
    private static partial Regex Code();
}
