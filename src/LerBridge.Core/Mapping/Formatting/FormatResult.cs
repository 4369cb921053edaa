using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Mapping.Formatting;

/// <summary>What formatting a mapping came to.</summary>
/// <param name="Text">The text in the one style; the text as it was where it cannot be read.</param>
/// <param name="Changed">True where it differs from what it was.</param>
/// <param name="Diagnostics">Why it cannot be read; empty where it was formatted.</param>
public sealed record FormatResult(string Text, bool Changed, IReadOnlyList<Diagnostic> Diagnostics);
