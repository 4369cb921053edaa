namespace LerBridge.Core.Sources;

/// <summary>What a check of a source found.</summary>
/// <param name="Findings">One line per thing looked at, in order.</param>
public sealed record ConnectionReport(IReadOnlyList<ConnectionFinding> Findings)
{
    /// <summary>True where nothing failed.</summary>
    public bool IsUsable => this.Findings.All(finding => finding.Result != FindingResult.No);
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Subject">Reach, sign-in, a permission or a stream, in words.</param>
/// <param name="Result">Yes, no, or could not be checked.</param>
/// <param name="Advice">What to do where it is not yes.</param>
public sealed record ConnectionFinding(string Subject, FindingResult Result, string? Advice = null);

/// <summary>A three-valued answer.</summary>
public enum FindingResult
{
    /// <summary>It is so.</summary>
    Yes,

    /// <summary>It is not so.</summary>
    No,

    /// <summary>It could not be checked.</summary>
    Unknown,
}
