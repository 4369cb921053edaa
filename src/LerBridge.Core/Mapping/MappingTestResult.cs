namespace LerBridge.Core.Mapping;

/// <summary>What a test of a mapping came to.</summary>
/// <param name="File">The mapping file.</param>
/// <param name="Line">The line on which the test begins.</param>
/// <param name="Name">Its name.</param>
/// <param name="Mismatches">What differs from what was expected; empty where the test passed.</param>
public sealed record MappingTestResult(string File, int Line, string Name, IReadOnlyList<TestMismatch> Mismatches)
{
    /// <summary>True for a golden sample, which expects everything to be as it was; false for a test that somebody wrote.</summary>
    public bool IsSample { get; init; }

    /// <summary>True where everything was as expected.</summary>
    public bool Passed => this.Mismatches.Count == 0;
}

/// <summary>One difference.</summary>
/// <param name="What">What was looked at: <c>outcome</c>, <c>reason</c>, or a path of the credential.</param>
/// <param name="Expected">What was expected, in words; of a golden sample, what it was.</param>
/// <param name="Got">What there was.</param>
/// <param name="Because">What explains it; null where nothing is known.</param>
public sealed record TestMismatch(string What, string Expected, string Got, string? Because);
