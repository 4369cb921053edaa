using System.Security.Cryptography;
using System.Text;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Workday;

/// <summary>Of several rows of one key in one reading, in whatever order they come, lets only those through that say no less than what came before: the last of them is the one that counts.</summary>
internal sealed class RowWeights(RecordSchema schema, Func<SourceRecord, long> weigh)
{
    private readonly Dictionary<UInt128, long> heaviest = [];

    /// <summary>For the streams that may have several rows of one key; null for others.</summary>
    public static RowWeights? Of(RecordSchema schema) => schema.Stream switch
    {
        StreamNames.Certifications => new RowWeights(schema, Certifications.Weight),
        StreamNames.LearningCompletions => new RowWeights(schema, LearningCompletions.Weight),
        _ => null,
    };

    /// <summary>True where the row takes the place of what came before under its key.</summary>
    public bool Counts(SourceRecord record)
    {
        if (RecordCodec.Join(record, schema.Key.AsSpan()) is not { } key)
        {
            return true;
        }

        // A hash in place of the key: a report may have millions of rows.
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        var (at, weight) = (System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash), weigh(record));
        if (this.heaviest.TryGetValue(at, out var before) && before > weight)
        {
            return false;
        }

        this.heaviest[at] = weight;
        return true;
    }
}
