using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Testing;

/// <summary>One test of a mapping, read and ready to run.</summary>
internal sealed record MappingTest(string Name, int Line, SourceRecord Given, TestPerson Person, TestExpectation Expect);

/// <summary>Whom the record belongs to, in a test.</summary>
internal enum TestPerson
{
    Matched,
    None,
    Many,
}

/// <summary>What a test expects.</summary>
/// <param name="Outcome">issue, skip, hold or fail.</param>
/// <param name="Reason">The reason's words; null where any will do.</param>
/// <param name="Credential">What the credential says, by path.</param>
internal sealed record TestExpectation(string Outcome, string? Reason, IReadOnlyList<PathExpectation> Credential);

/// <summary>What stands at a path of the credential.</summary>
internal sealed record PathExpectation(string Path, ExpectedValue Value, SourcePoint At);

/// <summary>An expected value; a closed set.</summary>
internal abstract record ExpectedValue
{
    /// <summary>One value.</summary>
    internal sealed record Single(string Text) : ExpectedValue;

    /// <summary>These values, in this order.</summary>
    internal sealed record Several(IReadOnlyList<string> Texts) : ExpectedValue;

    /// <summary>So many items.</summary>
    internal sealed record Count(int Number) : ExpectedValue;

    /// <summary>Nothing.</summary>
    internal sealed record Absent : ExpectedValue;
}
