namespace LerBridge.Core.Sources;

/// <summary>A connector that puts away what a run has taken in, as the files of a delivery.</summary>
public interface ISettlingSource
{
    /// <summary>
    /// Told once a run is applied, and never before. What cannot be put away is no failure of the run: it is logged, and tried again when the cursor comes back as <see cref="PullRequest.Live"/>.
    /// </summary>
    /// <param name="stream">The stream that was read.</param>
    /// <param name="applied">Where the applied run ended.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task SettleAsync(string stream, SourceCursor applied, CancellationToken cancellationToken);
}
