namespace LerBridge.Core.Sources;

/// <summary>Something an operator should know once per run that is no failure.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Message">What and where, without personal data.</param>
public sealed record SourceNotice(string Code, string Message);
