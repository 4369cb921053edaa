using System.Text;
using LerBridge.Core.Mapping;
using LerBridge.Tests.Golden;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping;

/// <summary>
/// The folder Broken holds mappings, sheets and frameworks that somebody got wrong in one place; expected.txt says what each is told: code, severity, file, line and column. base.yaml is what
/// they were before.
/// </summary>
internal sealed class BrokenFilesTests
{
    private static readonly string Folder = Path.Combine(Shared.Repository, "tests", "LerBridge.Tests", "Core", "Mapping", "Broken");

    [Test]
    public void Every_mistake_is_told_with_its_code_and_its_place()
    {
        var told = Directory.EnumerateFiles(Folder, "*.yaml").Order(StringComparer.Ordinal).Select(file => $"{Path.GetFileName(file)}\n{Told(file)}").ToArray();

        Assert.That(told, Has.Length.GreaterThanOrEqualTo(80));
        GoldenFile.Match("../Core/Mapping/Broken/expected.txt", string.Join('\n', told));
    }

    [Test]
    public void The_file_that_all_began_as_has_nothing_wrong()
    {
        Assert.That(Compile(Path.Combine(Folder, "base.yaml")).Diagnostics, Is.Empty);
    }

    [Test]
    public void One_mistake_is_one_message()
    {
        var several = Directory.EnumerateFiles(Folder, "*.yaml").Where(file => Compile(file).Diagnostics.Count > 1).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();

        Assert.That(several, Is.Empty);
    }

    [Test]
    public void A_file_of_ten_megabytes_is_refused_by_its_size()
    {
        var directory = Directory.CreateTempSubdirectory("lerbridge-broken-").FullName;
        try
        {
            var file = Path.Combine(directory, "large.yaml");
            File.WriteAllText(file, File.ReadAllText(Path.Combine(Folder, "base.yaml")) + new StringBuilder().Insert(0, "# ten bytes\n", 900_000));

            Assert.That(Compile(file).Diagnostics.Select(found => found.Code), Is.EqualTo(new[] { "LB1006" }));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static CompileResult Compile(string file) => MappingCatalog.LoadFile(file, new MappingContext
    {
        Schemas = new Streams(),
        Files = new MappingDirectory(Path.GetDirectoryName(file) ?? "."),
        IssuerDid = Author.Issuer,
        Destinations = ["folder", "registry"],
    });

    private static string Told(string file)
    {
        var found = Compile(file).Diagnostics;
        return found.Count == 0
            ? "  nothing\n"
            : string.Concat(found.Select(one => $"  {one.Code} {one.Severity.ToString().ToLowerInvariant()} {Path.GetFileName(one.File)}:{one.Line}:{one.Column}  {one.Message}\n"));
    }
}
