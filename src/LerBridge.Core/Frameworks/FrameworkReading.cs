using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Frameworks;

/// <summary>What reading a framework came to.</summary>
/// <param name="Framework">The framework; null where it cannot be used.</param>
/// <param name="Problems">Every problem, errors and warnings.</param>
public sealed record FrameworkReading(CompetencyFramework? Framework, IReadOnlyList<Diagnostic> Problems)
{
    /// <summary>The first error; null where there is none.</summary>
    public Diagnostic? Error => this.Problems.FirstOrDefault(problem => problem.Severity == Severity.Error);
}
