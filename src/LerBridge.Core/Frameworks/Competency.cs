namespace LerBridge.Core.Frameworks;

/// <summary>One statement of a framework.</summary>
/// <param name="Identifier">Its identifier, a UUID.</param>
/// <param name="Uri">Its address.</param>
/// <param name="Code">The code that people use (CASE <c>humanCodingScheme</c>); null where it has none.</param>
/// <param name="Statement">The statement in full.</param>
/// <param name="ShortStatement">The statement in short; null where it has none.</param>
/// <param name="EndsOn">From when it is withdrawn (CASE <c>statusEndDate</c>); null where it is not.</param>
/// <param name="ReplacedBy">The identifier of the statement that replaced it; null where none did.</param>
public sealed record Competency(string Identifier, string Uri, string? Code, string Statement, string? ShortStatement, DateOnly? EndsOn, string? ReplacedBy);
