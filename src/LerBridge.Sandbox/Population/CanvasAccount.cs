namespace LerBridge.Sandbox.Population;

/// <summary>An account of Canvas; the root has no parent.</summary>
internal sealed record CanvasAccount(long Id, string Name, long? ParentId, string? SisId, string TimeZone = "America/Chicago", string State = "active");
