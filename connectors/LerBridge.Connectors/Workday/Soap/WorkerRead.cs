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

    /// <summary>True where the section that the rows come from came at all.</summary>
    public required bool HasSection { get; init; }

    /// <summary>True where something else says why the section is not there: the employment is over.</summary>
    public bool IsOver { get; init; }

    /// <summary>The day of a hire that is still to come, where no job shows yet.</summary>
    public DateOnly? HireAhead { get; init; }

    /// <summary>True where a hire was taken back and no job is left to say so.</summary>
    public bool IsRescindedAway { get; init; }

    /// <summary>True where the section is not there and nothing says why.</summary>
    public bool LacksSection => !this.HasSection && !this.IsOver && this.HireAhead is null && !this.IsRescindedAway;

    /// <summary>The rows, each with what tells it apart from the worker's others: the position's id, the certification's.</summary>
    public required IReadOnlyList<(string Key, SourceRecord Record)> Rows { get; init; }

    /// <summary>What cannot become a row.</summary>
    public required IReadOnlyList<RejectedRow> Rejected { get; init; }

    /// <summary>The sections that came, and those that did not.</summary>
    public required IReadOnlyList<(string Sight, bool IsSeen)> Sights { get; init; }
}
