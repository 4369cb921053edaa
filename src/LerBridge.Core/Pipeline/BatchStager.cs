using System.Buffers;
using System.Security.Cryptography;
using LerBridge.Core.Ledger;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Core.Pipeline;

/// <summary>Source rows to ledger rows: key, canonical content and fingerprint of each, and of those that are settled a mark only.</summary>
internal sealed class BatchStager
{
    private readonly RecordCodec codec;
    private readonly int[] group;
    private readonly int order;
    private readonly int number;
    private readonly KeySieve sieve;
    private readonly bool isBegun;
    private readonly HashSet<string> marked = new(StringComparer.Ordinal);
    private (string Name, UInt128 Hash) partition = (string.Empty, SettledSet.PartitionOf(string.Empty));

    /// <param name="schema">The stream.</param>
    /// <param name="isBegun">True for a pull that goes on after a kill.</param>
    public BatchStager(RecordSchema schema, bool isBegun)
    {
        this.isBegun = isBegun;
        this.sieve = new KeySieve(isBegun);
        this.codec = new RecordCodec(schema);
        this.group = [.. (schema.Sequence?.GroupBy ?? []).Select(schema.Slot)];
        this.order = schema.Sequence is { } rule ? schema.Slot(rule.OrderBy) : -1;
        this.number = schema.Sequence is { } sequence ? schema.Slot(sequence.Field) : -1;
    }

    /// <summary>What rows are held against; null where each is staged.</summary>
    public SettledSet? Settled { get; set; }

    /// <summary>True where the stream's key ends in a number that the ledger computes.</summary>
    public bool IsNumbered => this.order >= 0;

    /// <summary>True where rows of a partition may have been met that are settled.</summary>
    public bool MayHaveMet(string name) => this.Settled is not null && (this.isBegun || this.marked.Contains(name));

    /// <summary>Makes a batch ready for the ledger, and remembers what it met of what is settled.</summary>
    public StagedBatch Stage(SourceBatch batch)
    {
        var rows = new List<StagedRow>(batch.Rejected.Count);
        var marks = new List<int>();
        var repeated = 0;
        byte[][] contents = [.. batch.Records.Select(this.codec.Encode)];
        var hashes = ArrayPool<byte>.Shared.Rent(contents.Length * SHA256.HashSizeInBytes);
        RecordCodec.Hash(contents, hashes);
        for (var i = 0; i < contents.Length; i++)
        {
            var hash = hashes.AsSpan(i * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes);
            var key = this.order < 0 ? this.codec.Key(batch.Records[i]) : null;
            var met = this.Meet(batch.Partition, key, hash, marks);
            repeated += met is SettledRow.Repeated or SettledRow.StageInPlace ? 1 : 0;
            if (met is SettledRow.Stage or SettledRow.StageInPlace)
            {
                var row = this.Stage(batch.Partition, batch.Records[i], key, contents[i], Convert.ToHexStringLower(hash)) with { DisplacesSettled = met == SettledRow.StageInPlace };
                rows.Add(batch.IsOneState ? row with { IsFirst = this.sieve.IsFirst(row.Key) } : row);
            }
        }

        ArrayPool<byte>.Shared.Return(hashes);
        rows.AddRange(batch.Rejected.Select(row => Reject(batch.Partition, row)));
        return new StagedBatch
        {
            Partition = batch.Partition,
            Restarts = batch.Restarts,
            Rows = rows,
            Marks = marks,
            Repeated = repeated,
            Cursor = batch.Cursor,
            End = batch.End,
            IsOneState = batch.IsOneState,
            Notices = batch.Notices,
            Unread = batch.Unread,
        };
    }

    private SettledRow Meet(string name, string? key, ReadOnlySpan<byte> hash, List<int> marks)
    {
        if (this.Settled is null || key is null)
        {
            return SettledRow.Stage;
        }

        if (this.partition.Name != name)
        {
            this.partition = (name, SettledSet.PartitionOf(name));
        }

        var met = this.Settled.Meet(SettledSet.KeyOf(key), SettledSet.ContentOf(hash, this.partition.Hash), out var mark);
        if (mark is { } made)
        {
            marks.Add(made);
            this.marked.Add(name);
        }

        return met;
    }

    private StagedRow Stage(string name, SourceRecord record, string? key, byte[] content, string fingerprint)
    {
        if (this.order < 0 || !record[this.number].IsMissing)
        {
            return (key ?? this.codec.Key(record)) is { } known
                ? new StagedRow { Key = known, Fingerprint = fingerprint, Content = content, Place = record.Place }
                : Reject(name, new RejectedRow(fingerprint, "LB3101", "A field of the record's key has no value.", record.Place));
        }

        var keyed = RecordCodec.Join(record, [.. this.group, this.order]);
        var grouped = RecordCodec.Join(record, this.group);
        return keyed is null || grouped is null
            ? Reject(name, new RejectedRow(fingerprint, "LB3101", "A field of the record's key has no value.", record.Place))
            : new StagedRow { Key = keyed, Fingerprint = fingerprint, Content = content, Place = record.Place, Group = grouped, Order = RecordCodec.TextOf(record[this.order]) };
    }

    private static StagedRow Reject(string partition, RejectedRow row) => new()
    {
        Key = System.Text.Json.JsonSerializer.Serialize(["!", partition, row.Key], RejectedKeyJson.Default.StringArray),
        Fingerprint = RecordCodec.Fingerprint(System.Text.Encoding.UTF8.GetBytes(row.Code + row.Reason)),
        Content = default,
        Place = row.Place,
        RejectCode = row.Code,
        RejectReason = row.Reason,
    };
}
