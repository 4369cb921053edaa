namespace LerBridge.Connectors;

/// <summary>One line of the help on error codes.</summary>
/// <param name="Code">The code, as in <c>LB5101</c>.</param>
/// <param name="Title">What it means, in a few words.</param>
/// <param name="Advice">What to do, for the person who sees it.</param>
public sealed record ConnectorCode(string Code, string Title, string Advice);
