namespace LerBridge.Sandbox;

/// <summary>What a site counted since its start.</summary>
/// <param name="Requests">Requests that arrived, those to the sandbox's own switches left out.</param>
/// <param name="InFlight">Requests being answered now.</param>
/// <param name="MaxInFlight">The most that were ever being answered at once.</param>
/// <param name="Throttled">Requests that were told to slow down, by a fault or by the site's own limit.</param>
/// <param name="Faulted">Requests that met a fault.</param>
public sealed record SandboxCounters(long Requests, int InFlight, int MaxInFlight, long Throttled, long Faulted);
