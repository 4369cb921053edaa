namespace LerBridge.Core.Pipeline;

/// <summary>Where a run is, for a progress line.</summary>
/// <param name="Mapping">The mapping.</param>
/// <param name="Stage">What it is doing.</param>
/// <param name="Done">How many records or messages so far.</param>
/// <param name="Total">Of how many, where that is known.</param>
public sealed record RunProgress(string Mapping, RunStage Stage, long Done, long? Total);

/// <summary>The stages of a run, in order.</summary>
public enum RunStage
{
    /// <summary>Reading the source.</summary>
    Pull,

    /// <summary>Matching, mapping and deciding.</summary>
    Decide,

    /// <summary>Signing and registering.</summary>
    Apply,

    /// <summary>Delivering.</summary>
    Deliver,
}
