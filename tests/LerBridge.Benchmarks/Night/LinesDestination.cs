using LerBridge.Core.Delivery;
using LerBridge.Core.Sources;

namespace LerBridge.Benchmarks.Night;

/// <summary>A file of lines, as the peer writes one: what a registry or a disk takes for a credential is theirs and is not measured.</summary>
internal sealed class LinesDestination(string name, string file) : IDestination, IDisposable
{
    private readonly FileStream lines = new(file, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);

    public string Name => name;

    public string Kind => "Lines";

    public bool IsThirdParty => false;

    /// <summary>How many credentials came.</summary>
    public long Count { get; private set; }

    public bool Takes(DeliveryOperation operation) => true;

    public Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(new ConnectionReport([]));

    public Task<IReadOnlyList<DeliveryOutcome>> DeliverAsync(IReadOnlyList<DeliveryRequest> batch, CancellationToken cancellationToken)
    {
        foreach (var request in batch)
        {
            this.lines.Write(request.Document.Span);
            this.lines.WriteByte((byte)'\n');
            this.Count++;
        }

        return Task.FromResult<IReadOnlyList<DeliveryOutcome>>([.. batch.Select(_ => new DeliveryOutcome.Accepted(null))]);
    }

    public void Dispose() => this.lines.Dispose();
}
