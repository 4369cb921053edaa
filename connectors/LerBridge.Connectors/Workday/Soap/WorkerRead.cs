using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>What one worker's element holds.</summary>
internal sealed record WorkerRead
{
    /// <summary>Workday's own id of the profile: another one after a change between employee and contingent worker.</summary>
    public required string? Wid { get; init; }

    /// <summary>The id that people know; stays through such a change.</summary>
    public required string? WorkerId { get; init; }

    /// <summary>True for the profile that counts where somebody has two.</summary>
    public required bool IsActive { get; init; }

    /// <summary>True where the section of jobs came at all.</summary>
    public required bool HasJobs { get; init; }

    /// <summary>The day of a hire that is still to come, where no job shows yet.</summary>
    public required DateOnly? HireAhead { get; init; }

    /// <summary>True where a hire was taken back and no job is left to say so.</summary>
    public required bool IsRescindedAway { get; init; }

    /// <summary>One row per job, with the position's id.</summary>
    public required IReadOnlyList<(string Position, SourceRecord Record)> Jobs { get; init; }

    /// <summary>Jobs that cannot become a row.</summary>
    public required IReadOnlyList<RejectedRow> Rejected { get; init; }

    /// <summary>The sections that came, and those that did not.</summary>
    public required IReadOnlyList<(string Sight, bool IsSeen)> Sights { get; init; }
}
