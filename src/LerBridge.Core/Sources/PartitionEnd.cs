namespace LerBridge.Core.Sources;

/// <summary>How a partition ended. Only a complete one can show that a record is absent.</summary>
public abstract record PartitionEnd
{
    private PartitionEnd()
    {
    }

    /// <summary>Everything was read and the source's own counts agree.</summary>
    public sealed record Complete : PartitionEnd
    {
        /// <summary>
        /// True where it is what the last applied run read already, as a file that nobody has replaced: what is absent from it is no more absent than it was then, so such a run is not counted
        /// towards a grace of runs. Days pass all the same.
        /// </summary>
        public bool Repeats { get; init; }
    }

    /// <summary>Something is missing.</summary>
    /// <param name="Reason">What and why, for the operator.</param>
    public sealed record Partial(string Reason) : PartitionEnd
    {
        /// <summary>The code of the notices by which a run tells such reasons.</summary>
        public const string Code = "LB3109";

        /// <summary>
        /// True where a person who is in the partition is there with every row of theirs, as in a report of whoever changed: numbered streams then count them as in a complete extract. A person of whom
        /// fewer rows came than are known is not counted.
        /// </summary>
        public bool GroupsAreWhole { get; init; }
    }
}
