using System.Globalization;
using System.Runtime.CompilerServices;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Tests.Drivers;

/// <summary>A source of several partitions, each with rows in batches of three. A pull that is cut off goes on where it was, or begins the partition again.</summary>
internal sealed class PartedConnector(string name, RecordSchema schema) : IConnector
{
    private const int AtOnce = 3;

    public string Name { get; } = name;

    public string Kind => "Parted";

    public IReadOnlyList<RecordSchema> Streams { get; } = [schema];

    /// <summary>The rows of each partition, in order.</summary>
    public List<(string Partition, List<SourceRecord> Rows)> Parts { get; } = [];

    public List<RejectedRow> Rejected { get; } = [];

    /// <summary>The rows of a partition are of one moment.</summary>
    public bool IsOneState { get; set; }

    /// <summary>A partition that was cut off is read again from its start.</summary>
    public bool Restarts { get; set; }

    public string? PartialBecause { get; set; }

    /// <summary>Called before each batch, with how many came before in this pull.</summary>
    public Action<int>? Before { get; set; }

    public Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(new ConnectionReport([]));

    public async IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int[] from = request.Staged is { } staged ? [.. staged.Text.Split(':').Select(text => int.Parse(text, CultureInfo.InvariantCulture))] : [0, 0];
        var batches = 0;
        for (var part = from[0]; part < this.Parts.Count; part++)
        {
            var (partition, rows) = this.Parts[part];
            var isCut = part == from[0] && from[1] > 0;
            var at = isCut && !this.Restarts ? from[1] : 0;
            var restarts = isCut && this.Restarts;
            do
            {
                await Task.Yield();
                this.Before?.Invoke(batches++);
                cancellationToken.ThrowIfCancellationRequested();
                var some = rows.Skip(at).Take(AtOnce).ToArray();
                at += some.Length;
                var ends = at >= rows.Count;
                var isLast = ends && part == this.Parts.Count - 1;
                yield return new SourceBatch
                {
                    Partition = partition,
                    Records = some,
                    Rejected = isLast ? this.Rejected : [],
                    Restarts = restarts,
                    IsOneState = this.IsOneState,
                    Cursor = new SourceCursor(1, ends ? $"{part + 1}:0" : $"{part}:{at}"),
                    End = !ends ? null : isLast && this.PartialBecause is { } reason ? new PartitionEnd.Partial(reason) : new PartitionEnd.Complete(),
                };
                restarts = false;
            }
            while (at < rows.Count);
        }
    }
}
