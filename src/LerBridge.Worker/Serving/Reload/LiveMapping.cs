using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;

namespace LerBridge.Worker.Serving.Reload;

/// <summary>A mapping file as the service has it.</summary>
/// <param name="File">The file, as it is shown.</param>
/// <param name="Plan">What runs: the file as it is now, or where that does not compile as it was last; null where it never compiled.</param>
/// <param name="Since">Since when the plan runs.</param>
/// <param name="Problems">Why the file as it is now does not run; empty where it does.</param>
/// <param name="BrokenSince">Since when it does not; null where it does.</param>
internal sealed record LiveMapping(string File, MappingPlan? Plan, DateTimeOffset Since, IReadOnlyList<Diagnostic> Problems, DateTimeOffset? BrokenSince)
{
    /// <summary>What the plan was compiled from, for whoever explains it; null where there is no plan.</summary>
    public CompileResult? Compiled { get; init; }

    /// <summary>What it is called: by the plan where there is one.</summary>
    public string Name => this.Plan?.Id ?? this.File;
}

/// <summary>What a reading of the mappings has changed.</summary>
/// <param name="Taken">Mappings of which a new version runs from now on.</param>
/// <param name="Refused">Files that do not run as they are now.</param>
/// <param name="Mended">Files that did not run and do again.</param>
/// <param name="Gone">Mappings that are no more.</param>
internal sealed record LiveChange(IReadOnlyList<LiveMapping> Taken, IReadOnlyList<LiveMapping> Refused, IReadOnlyList<LiveMapping> Mended, IReadOnlyList<LiveMapping> Gone);
