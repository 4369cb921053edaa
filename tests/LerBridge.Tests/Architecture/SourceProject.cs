using System.Xml.Linq;

namespace LerBridge.Tests.Architecture;

/// <summary>One project: what it references and the files it is made of.</summary>
internal sealed record SourceProject(string Name, string Directory, IReadOnlySet<string> References, IReadOnlyList<SourceFile> Files)
{
    public static SourceProject Read(string file)
    {
        var directory = Path.GetDirectoryName(file) ?? ".";
        var name = Path.GetFileNameWithoutExtension(file);
        var references = XDocument.Load(file).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")?.Value.Replace('\\', '/') ?? string.Empty));
        var files = System.IO.Directory.EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories).Where(path => !SourceTree.IsBuilt(path)).Order(StringComparer.Ordinal);
        return new SourceProject(name, directory, references.ToHashSet(StringComparer.Ordinal), [.. files.Select(path => new SourceFile(name, Path.GetRelativePath(directory, path).Replace('\\', '/'), File.ReadAllText(path)))]);
    }
}
