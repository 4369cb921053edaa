using LerBridge.Core.Mapping;
using LerBridge.Core.Frameworks;

namespace LerBridge.Worker.Frameworks;

/// <summary>A framework as it is listed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Framework">The framework; null where its file cannot be used.</param>
/// <param name="Withdrawn">How many of its items are withdrawn today.</param>
/// <param name="Uses">The tables that are held against it.</param>
/// <param name="Problem">Why its file cannot be used.</param>
internal sealed record ListedFramework(string Id, string Version, CompetencyFramework? Framework, int Withdrawn, IReadOnlyList<FrameworkUse> Uses, string? Problem)
{
    public static ListedFramework Of(string file, ILookup<string, FrameworkUse> uses, DateOnly today)
    {
        var reference = MappingDirectory.FrameworkReference(file);
        var at = reference.IndexOf('@', StringComparison.Ordinal);
        var (id, version) = at < 0 ? (reference, string.Empty) : (reference[..at], reference[(at + 1)..]);
        var reading = FrameworkFolder.Read(file, Path.GetFileName(file)) is { } content ? CaseReader.Read(Path.GetFileName(file), content) : null;
        var framework = reading?.Framework;
        var problem = framework is not null ? null : reading?.Error is { } error ? $"{error.Code} in line {error.Line}: {error.Message}" : "LB3312: It is larger than a framework may be.";
        return new ListedFramework(id, version, framework, framework?.Items.Count(item => framework.EndOf(item) <= today) ?? 0, [.. uses[reference]], problem);
    }
}
