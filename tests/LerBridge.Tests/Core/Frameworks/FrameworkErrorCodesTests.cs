using System.Text.RegularExpressions;
using LerBridge.Core.Diagnostics;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Frameworks;

internal sealed partial class FrameworkErrorCodesTests
{
    [Test]
    public void Every_code_of_a_framework_is_explained_and_every_explanation_is_used()
    {
        string[] folders = ["src/LerBridge.Core/Frameworks", "src/LerBridge.Worker/Commands"];
        var used = folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Shared.Repository, folder), "*.cs"))
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .ToHashSet();

        Assert.That(FrameworkErrorCodes.All.Select(code => code.Code), Is.EquivalentTo(used));
    }

    [GeneratedRegex("\"(LB33[12][0-9])\"")]
    private static partial Regex Code();
}
