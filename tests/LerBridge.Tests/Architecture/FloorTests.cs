using NUnit.Framework;

namespace LerBridge.Tests.Architecture;

/// <summary>The star of docs/adr/0001: arrows point down, siblings never see each other.</summary>
internal sealed class FloorTests
{
    private const string Core = "LerBridge.Core";
    private const string Worker = "LerBridge.Worker";
    private const string Sandbox = "LerBridge.Sandbox";

    private static readonly string[] Siblings = ["LerBridge.Connectors", "LerBridge.Credentials", "LerBridge.Storage", "LerBridge.Delivery"];

    // Could be lifted out as a library of their own.
    private static readonly string[] PureFolders = ["JsonLd", "Rdf", "Jcs", "Proofs", "Jose", "Keys", "Dids", "Status", "Verifying", "Online", "Pictures", "Compiled"];

    [Test]
    public void Every_project_of_the_star_is_there()
    {
        Assert.That(SourceTree.Projects.Select(project => project.Name), Is.SupersetOf(new[] { Core, Worker, Sandbox }.Concat(Siblings)));
    }

    [Test]
    public void Core_and_the_sandbox_reference_nothing_of_ours()
    {
        Assert.That(Project(Core).References, Is.Empty);
        Assert.That(Project(Sandbox).References, Is.Empty);
    }

    [TestCaseSource(nameof(Siblings))]
    public void A_sibling_references_core_alone(string sibling)
    {
        Assert.That(Project(sibling).References.Where(reference => reference.StartsWith("LerBridge.", StringComparison.Ordinal) && reference != "LerBridge.SqlServerTypes"), Is.EqualTo(new[] { Core }));
    }

    [Test]
    public void Nobody_but_tests_references_the_worker()
    {
        Assert.That(SourceTree.Projects.Where(project => project.References.Contains(Worker)), Is.Empty);
    }

    [Test]
    public void Files_name_only_what_stands_below_them()
    {
        var wrong =
            from file in SourceTree.Files
            from name in file.Names
            where !MayName(file.Project, name)
            select $"{file} names {name}";

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void The_pure_folders_of_credentials_know_nothing_of_core()
    {
        var wrong =
            from file in Project("LerBridge.Credentials").Files
            where PureFolders.Contains(file.Folder.Split('.')[0])
            from name in file.Names
            where IsOf(name, Core)
            select $"{file} names {name}";

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Only_the_demo_and_its_ports_know_the_sandbox()
    {
        var wrong = Project(Worker).Files.Where(file => file.Names.Any(name => name.StartsWith(Sandbox, StringComparison.Ordinal)) && !file.Path.StartsWith("Demo/", StringComparison.Ordinal));

        Assert.That(wrong, Is.Empty);
    }

    private static bool MayName(string project, string name)
    {
        if (IsOf(name, project) || project == Worker)
        {
            return true;
        }

        return Siblings.Contains(project) && IsOf(name, Core);
    }

    private static bool IsOf(string name, string project) => name == project || name.StartsWith(project + ".", StringComparison.Ordinal);

    private static SourceProject Project(string name) => SourceTree.Projects.Single(project => project.Name == name);
}
