using LerBridge.Core.Records;

namespace LerBridge.Core.Sources;

/// <summary>
/// One configured system of record. It reads and normalizes; it stores nothing, decides nothing and issues nothing.
/// Every row is emitted whatever its state: whether it counts is the mapping's decision.
/// </summary>
public interface IConnector
{
    /// <summary>The name it has in settings.</summary>
    string Name { get; }

    /// <summary>Its kind, as in <c>Canvas</c>.</summary>
    string Kind { get; }

    /// <summary>The streams it ships or declares, with their fields. No I/O.</summary>
    IReadOnlyList<RecordSchema> Streams { get; }

    /// <summary>Reaches the source, signs in and looks at every stream, without reading a stream through.</summary>
    Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken);

    /// <summary>Reads a stream from its cursor on. Ends after every partition has ended.</summary>
    /// <exception cref="ConnectorException">The source is unusable; what was yielded before stands.</exception>
    IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, CancellationToken cancellationToken);
}
