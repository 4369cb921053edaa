using System.Collections.Immutable;

namespace LerBridge.Connectors.Canvas;

/// <summary>The states of an enrolment, and which of several is the best.</summary>
internal static class CanvasStates
{
    /// <summary>From best to worst; an unknown one stands last.</summary>
    private static readonly string[] BestFirst = ["completed", "active", "inactive", "invited", "creation_pending", "rejected", "deleted"];

    /// <summary>The closed list that mappings see.</summary>
    public static ImmutableArray<string> Codes { get; } = ["active", "invited", "creation_pending", "completed", "inactive", "deleted", "rejected", "other"];

    /// <summary>The place of a state in the order; the lower the better.</summary>
    public static int Rank(string? state)
    {
        var rank = Array.IndexOf(BestFirst, state);
        return rank < 0 ? BestFirst.Length : rank;
    }

    /// <summary>True for a state of the closed list.</summary>
    public static bool IsKnown(string? state) => Array.IndexOf(BestFirst, state) >= 0;
}
