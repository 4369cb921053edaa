using LerBridge.Core.Ledger;

namespace LerBridge.Tests.Builders;

/// <summary>Makes run entries with sensible values.</summary>
internal static class Runs
{
    public static RunEntry Make(DateOnly? day = null, string id = "r1", string mapping = "courses") => new()
    {
        Id = id,
        Mapping = mapping,
        Connector = "canvas-main",
        Stream = "course_completions",
        State = RunState.Pulling,
        StartedAt = new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero),
        RecordDate = day ?? new DateOnly(2026, 11, 20),
        MappingHash = "h1",
        ExtractComplete = true,
    };
}
