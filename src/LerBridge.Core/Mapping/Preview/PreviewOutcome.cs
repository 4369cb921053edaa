namespace LerBridge.Core.Mapping.Preview;

/// <summary>What a mapping makes of one record.</summary>
/// <param name="Word">issue, skip, hold, fail or stop.</param>
/// <param name="Reason">Why, and where in the mapping; null for issue.</param>
/// <param name="Claims">What the credential would say; empty where none is issued.</param>
public sealed record PreviewOutcome(string Word, MapReason? Reason, ReadOnlyMemory<byte> Claims)
{
    /// <summary>The words in the order in which they are told.</summary>
    public static IReadOnlyList<string> Words { get; } = ["issue", "skip", "hold", "fail", "stop"];

    /// <summary>True where a credential would be issued.</summary>
    public bool Issues => this.Reason is null;

    /// <summary>A result in words.</summary>
    public static PreviewOutcome Of(MapResult result) => result switch
    {
        MapResult.Issue issue => new PreviewOutcome("issue", null, issue.Claims),
        MapResult.Skip skip => new PreviewOutcome("skip", skip.Reason, default),
        MapResult.Hold hold => new PreviewOutcome("hold", hold.Reason, default),
        MapResult.Stop stop => new PreviewOutcome("stop", stop.Reason, default),
        MapResult.Fail fail => new PreviewOutcome("fail", fail.Reason, default),
        _ => throw new InvalidOperationException("A result is one of five."),
    };
}
