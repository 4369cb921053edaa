using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Frameworks;

/// <summary>What importing a framework came to.</summary>
public sealed record FrameworkImportResult
{
    /// <summary>What form the file has, for people; empty where it was refused.</summary>
    public required string Form { get; init; }

    /// <summary>The id that it has here.</summary>
    public required string Id { get; init; }

    /// <summary>The version that it has here.</summary>
    public required string Version { get; init; }

    /// <summary>The framework; null where the file was refused.</summary>
    public required CompetencyFramework? Framework { get; init; }

    /// <summary>The CASE package to keep: the very bytes where the file was one.</summary>
    public required ReadOnlyMemory<byte> Package { get; init; }

    /// <summary>Every problem, errors and warnings.</summary>
    public required IReadOnlyList<Diagnostic> Problems { get; init; }

    /// <summary>What the file says that was not taken over, as sentences.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>The name of the file under <c>frameworks</c>.</summary>
    public string FileName => $"{this.Id}-{this.Version}.json";

    internal static FrameworkImportResult Refused(IReadOnlyList<Diagnostic> problems) =>
        new() { Form = string.Empty, Id = string.Empty, Version = string.Empty, Framework = null, Package = default, Problems = problems };
}
