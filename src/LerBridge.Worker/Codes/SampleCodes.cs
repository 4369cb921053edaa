using LerBridge.Core.Diagnostics;

namespace LerBridge.Worker.Codes;

/// <summary>What can be said of golden samples where they are taken and run.</summary>
internal static class SampleCodes
{
    public static readonly IReadOnlyList<ErrorCode> All =
    [
        new("LB1408", "No golden samples", "No record of this mapping is frozen with what came of it, so nothing shows which real records a change would reach.", "Run lerbridge mapping sample with the mapping's id once a run has read records, or with --read to take them from the source."),
        new("LB1409", "A record that cannot be a golden sample", "Without its person the record would come to something else, or a value about its person would be left in it.", "Choose another record: without --record those that can be samples are found by themselves."),
    ];
}
