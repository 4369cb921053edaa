namespace LerBridge.Sandbox.Population;

/// <summary>How far a learner is in a module-based course.</summary>
internal sealed record CanvasProgress(int Required, int Done, DateTimeOffset? CompletedAt);
