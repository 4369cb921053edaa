namespace LerBridge.Core.Diagnostics;

/// <summary>What a stable code means, for whoever meets it.</summary>
/// <param name="Code">The code, as in <c>LB1102</c>.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Explanation">When it appears and why it matters.</param>
/// <param name="Advice">What to do.</param>
public sealed record ErrorCode(string Code, string Title, string Explanation, string Advice);
