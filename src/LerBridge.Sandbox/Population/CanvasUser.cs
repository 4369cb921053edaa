namespace LerBridge.Sandbox.Population;

/// <summary>A user of Canvas, with at least one login; each login has a SIS id of its own, or none.</summary>
internal sealed record CanvasUser(long Id, PersonName Name, string Email, DateTimeOffset CreatedAt, IReadOnlyList<CanvasLogin> Logins, long? SisImportId)
{
    public string? SisUserId => Logins[0].SisUserId;

    public string LoginId => Logins[0].UniqueId;
}

internal sealed record CanvasLogin(long Id, string UniqueId, string? SisUserId);
