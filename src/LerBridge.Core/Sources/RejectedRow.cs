namespace LerBridge.Core.Sources;

/// <summary>A source row that cannot become a record.</summary>
/// <param name="Key">What identifies the row as far as can be told; hashed before it is shown anywhere. Unique within the partition.</param>
/// <param name="Code">A stable code, as in <c>LB3110</c>.</param>
/// <param name="Reason">What is wrong, in words, without values.</param>
/// <param name="Place">Where it stands: file and row, resource and field.</param>
public sealed record RejectedRow(string Key, string Code, string Reason, string? Place);
