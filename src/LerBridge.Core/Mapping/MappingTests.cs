using LerBridge.Core.Credentials;
using LerBridge.Core.Mapping.Testing;

namespace LerBridge.Core.Mapping;

/// <summary>Runs the tests that a mapping carries, with the same engine that runs records.</summary>
public static class MappingTests
{
    /// <summary>Runs every test of a mapping that compiled, by the mapping alone; none where it did not.</summary>
    public static IReadOnlyList<MappingTestResult> Run(CompileResult mapping) => Run(mapping, null);

    /// <summary>Runs every test of a mapping that compiled; none where it did not.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="check">Holds claims against their profile, as runs do, so that no test takes for issued what a run would hold; null where only the mapping is to be looked at.</param>
    public static IReadOnlyList<MappingTestResult> Run(CompileResult mapping, Func<CredentialProfile, ReadOnlyMemory<byte>, IReadOnlyList<ClaimProblem>>? check) =>
        mapping.Plan is { } plan ? [.. mapping.Tests.Select(test => new TestRunner(plan, mapping.Tables, check).Run(test))] : [];

    /// <summary>A result as a person reads it: one line where it passed; what differs, and why, where it did not.</summary>
    public static string Describe(MappingTestResult result)
    {
        if (result.Passed)
        {
            return $"{(result.IsSample ? "same" : "pass")}  {result.File}:{result.Line}  {result.Name}";
        }

        var lines = new List<string> { $"{(result.IsSample ? "DIFF" : "FAIL")}  {result.File}:{result.Line}  {result.Name}" };
        foreach (var mismatch in result.Mismatches)
        {
            lines.Add($"      {mismatch.What}");
            lines.Add($"        {(result.IsSample ? "was       " : "expected  ")}{mismatch.Expected}");
            lines.Add($"        {(result.IsSample ? "is        " : "got       ")}{mismatch.Got}");
            if (mismatch.Because is { } because)
            {
                lines.Add($"      because   {because}");
            }
        }

        return string.Join('\n', lines);
    }
}
