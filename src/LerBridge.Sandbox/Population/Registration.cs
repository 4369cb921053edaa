namespace LerBridge.Sandbox.Population;

/// <summary>
/// A learner in a course: what really happened, from which Canvas and Banner each tell their own part. <paramref name="Letter"/> is null while it is
/// going on; W is withdrawn, I incomplete.
/// </summary>
internal sealed record Registration(Learner Learner, Offering Offering, string? Letter, decimal? Score, DateOnly RecordedOn)
{
    public string Key => $"{Offering.Key}-{Learner.BannerId}";

    /// <summary>Set on the earlier attempt of a course taken twice, and on the later one.</summary>
    public Attempt Attempt { get; init; }

    public bool IsEarned => Letter is "A" or "B" or "C" or "D";
}

internal enum Attempt
{
    Only,
    Earlier,
    Later,
}
