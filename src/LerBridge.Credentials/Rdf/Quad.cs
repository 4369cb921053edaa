namespace LerBridge.Credentials.Rdf;

/// <summary>A triple and the graph it is in.</summary>
/// <param name="Graph">Null for the default graph.</param>
internal sealed record Quad(Term Subject, Term Predicate, Term Object, Term? Graph);
