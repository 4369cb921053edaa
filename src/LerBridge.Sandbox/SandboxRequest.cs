namespace LerBridge.Sandbox;

/// <summary>One request as a site saw it. Tokens in the query are left out.</summary>
/// <param name="Method">GET, POST.</param>
/// <param name="Path">The path, still encoded.</param>
/// <param name="Query">The query with its question mark, or empty.</param>
/// <param name="Accept">The Accept header.</param>
/// <param name="Status">The status that was answered; 0 where the connection was broken.</param>
/// <param name="Fault">The fault that it met.</param>
public sealed record SandboxRequest(string Method, string Path, string Query, string Accept, int Status, SandboxFaultKind? Fault);
