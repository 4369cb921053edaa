namespace LerBridge.Core.Records;

/// <summary>
/// A field that numbers the records of a group 1, 2, 3 … in the order of another field, over the staged rows of an extract: the position spells of a worker,
/// so that a corrected start date keeps its key. A column that supplies the number switches the rule off.
/// </summary>
/// <param name="Field">The numbering field; part of the key.</param>
/// <param name="GroupBy">The fields that make a group: the key without <paramref name="Field"/>.</param>
/// <param name="OrderBy">The field that orders a group.</param>
public sealed record SequenceRule(string Field, IReadOnlyList<string> GroupBy, string OrderBy);
