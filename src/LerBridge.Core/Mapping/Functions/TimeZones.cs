namespace LerBridge.Core.Mapping.Functions;

/// <summary>Time zones by their IANA names.</summary>
internal static class TimeZones
{
    /// <summary>The zone; null where the name is none of the IANA database's. Names like <c>EST</c> and those of Windows are not taken: they differ between machines.</summary>
    public static TimeZoneInfo? Find(string name) => (name.Contains('/', StringComparison.Ordinal) || name == "UTC") && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
}
