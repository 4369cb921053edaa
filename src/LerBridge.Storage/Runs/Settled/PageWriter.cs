using System.Data.Common;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;

namespace LerBridge.Storage.Runs.Settled;

/// <summary>Makes one page of what is settled out of rows of <c>record_state</c>.</summary>
internal sealed class PageWriter(string mappingHash, SettledClasses classes)
{
    // Keys of rows that could not be read begin so; such a row has no content to be known by.
    private const string Unread = "[\"!\",";

    // A plan over a part of the stream decides by rows that it does not leave behind.
    private const long Same = 2;

    private readonly List<byte> entries = [];
    private (string Name, UInt128 Hash) partition = (string.Empty, SettledSet.PartitionOf(string.Empty));

    /// <summary>How many records it has.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them are no entries although the last extract held them.</summary>
    public long Loose { get; private set; }

    /// <summary>How many that are no entries have a credential that is not revoked.</summary>
    public long Standing { get; private set; }

    /// <summary>The key of the last one.</summary>
    public string LastKey { get; private set; } = string.Empty;

    /// <summary>Begins another page.</summary>
    public void Clear()
    {
        this.entries.Clear();
        (this.Count, this.Loose, this.Standing) = (0, 0, 0);
    }

    /// <summary>Adds a record: its key, partition, fingerprint, mapping's hash, outcome, code, reason, place, whether it was missed last (null where not), whether it has a credential that is not revoked, and whether its row is kept: 2 as it was decided, 1 as it was before.</summary>
    public void Add(DbDataReader row)
    {
        this.Count++;
        this.LastKey = row.GetString(0);
        var isStanding = row.GetInt64(9) != 0;
        var kept = row.GetInt64(10);
        if ((kept == Same ? this.NumberOf(row) : null) is not { } number)
        {
            this.Loose += kept > 0 ? 1 : 0;
            this.Standing += isStanding ? 1 : 0;
            return;
        }

        var name = row.GetString(1);
        if (this.partition.Name != name)
        {
            this.partition = (name, SettledSet.PartitionOf(name));
        }

        Span<byte> entry = stackalloc byte[SettledSet.EntrySize];
        SettledSet.Write(entry, SettledSet.KeyOf(this.LastKey), SettledSet.ContentOf(Convert.FromHexString(row.GetString(2)), this.partition.Hash), number, isStanding);
        this.entries.AddRange(entry);
    }

    /// <summary>The entries, one after the other.</summary>
    public byte[] Entries() => [.. this.entries];

    private int? NumberOf(DbDataReader row)
    {
        var code = row.TextOrNull(5);
        return row.GetString(3) == mappingHash && SettledOutcome.Stands(code, isAbsent: !row.IsDBNull(8)) && !this.LastKey.StartsWith(Unread, StringComparison.Ordinal)
            ? classes.NumberOf(SettledOutcome.ClassOf(Enum.Parse<DecisionKind>(row.GetString(4)), code, row.TextOrNull(6), row.TextOrNull(7), this.LastKey))
            : null;
    }
}
