using LerBridge.Core.Frameworks;
using LerBridge.Tests.Golden;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Frameworks;

/// <summary>The folder Broken holds files of frameworks that somebody got wrong in one place; expected.txt says what each is told: code, severity, line and column.</summary>
internal sealed class BrokenFrameworksTests
{
    private static readonly string Folder = Path.Combine(Shared.Repository, "tests", "LerBridge.Tests", "Core", "Frameworks", "Broken");

    private static string[] Files => [.. Directory.EnumerateFiles(Folder).Where(file => Path.GetFileName(file) != "expected.txt").Order(StringComparer.Ordinal)];

    [Test]
    public void Every_mistake_is_told_with_its_code_and_its_place()
    {
        var told = Files.Select(file => $"{Path.GetFileName(file)}\n{string.Concat(Read(file).Problems.Select(one => $"  {one.Code} {one.Severity.ToString().ToLowerInvariant()} {one.Line}:{one.Column}  {one.Message}\n"))}").ToArray();

        Assert.That(told, Has.Length.GreaterThanOrEqualTo(25));
        GoldenFile.Match("../Core/Frameworks/Broken/expected.txt", string.Join('\n', told));
    }

    [Test]
    public void One_mistake_is_one_message()
    {
        Assert.That(Files.Where(file => Read(file).Problems.Count != 1).Select(Path.GetFileName), Is.Empty);
    }

    [Test]
    public void A_file_that_is_too_large_is_refused_by_its_size()
    {
        Assert.That(FrameworkImport.Read("x", new byte[FrameworkImport.MaxBytes + 1], null, null).Problems.Select(problem => problem.Code), Is.EqualTo(new[] { "LB3312" }));
    }

    // no file of the folder states a version but those that are CASE packages
    private static FrameworkImportResult Read(string file) =>
        FrameworkImport.Read(Path.GetFileName(file), File.ReadAllBytes(file), "broken", Path.GetFileName(file).StartsWith("case-", StringComparison.Ordinal) ? null : "1");
}
