namespace LerBridge.Storage;

/// <summary>What a ledger holds, in numbers: enough to tell one copy from another, and nothing personal.</summary>
/// <param name="Schema">The newest script that made it.</param>
/// <param name="Runs">How many runs it knows.</param>
/// <param name="Credentials">How many credentials it knows.</param>
/// <param name="Versions">How many versions of them: corrections and changes of status count.</param>
/// <param name="LastRun">When its newest run began; null before the first.</param>
public sealed record LedgerFacts(int Schema, long Runs, long Credentials, long Versions, DateTimeOffset? LastRun);
