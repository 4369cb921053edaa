namespace LerBridge.Tests.Architecture;

/// <summary>The product's projects and files as text.</summary>
internal static class SourceTree
{
    public static IReadOnlyList<SourceProject> Projects { get; } =
        [.. new[] { "src", "connectors" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Shared.Repository, folder), "*.csproj", SearchOption.AllDirectories))
            .Where(file => !IsBuilt(file))
            .Order(StringComparer.Ordinal)
            .Select(SourceProject.Read)];

    public static IEnumerable<SourceFile> Files => Projects.SelectMany(project => project.Files);

    public static bool IsBuilt(string file) => file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal) || file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
}
