using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LerBridge.Core.Records;

/// <summary>
/// The canonical form of a record's content: a JSON object of the fields that have a value, ordered by name (ordinal), without <c>record_date</c>; the items of lists likewise, in their order.
/// The same content gives the same bytes on every machine, so its SHA-256 is the record's fingerprint; the same bytes are what is staged.
/// </summary>
public sealed class RecordCodec
{
    // A buffer beyond this is not kept for the next record.
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static CanonicalWriter? spare;

    private readonly RecordSchema schema;
    private readonly (byte[] Lead, int Count, byte[] Utf8, int Slot)[] ordered;
    private readonly int[] key;

    /// <summary>Prepares the codec of a schema.</summary>
    public RecordCodec(RecordSchema schema)
    {
        this.schema = schema;
        this.ordered = [.. schema.Fields
            .Select((field, slot) => (field.Name, slot))
            .Where(pair => pair.slot != schema.RecordDateSlot)
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => (Lead: Lead(pair.Name), pair.Name, pair.slot))
            .Select(pair => (Padded(pair.Lead), pair.Lead.Length, Encoding.UTF8.GetBytes(pair.Name), pair.slot))];
        this.key = [.. schema.Key];
    }

    /// <summary>The SHA-256 of canonical content, in lower-case hexadecimal.</summary>
    public static string Fingerprint(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The SHA-256 of each of many contents, one after the other: for hot paths. In lower-case hexadecimal, each is the fingerprint of its content.</summary>
    /// <param name="contents">The contents.</param>
    /// <param name="hashes">Where the hashes are put, 32 bytes each.</param>
    public static void Hash(ReadOnlySpan<byte[]> contents, Span<byte> hashes) => Sha256Lanes.Hash(contents, hashes);

    /// <summary>The canonical content of a record, in UTF-8.</summary>
    public byte[] Encode(SourceRecord record)
    {
        var writer = spare ?? new CanonicalWriter();
        spare = null;
        foreach (ref readonly var field in this.ordered.AsSpan())
        {
            ref readonly var value = ref record.At(field.Slot);
            if (!value.IsMissing)
            {
                writer.Padded(field.Lead, field.Count);
                writer.Write(in value);
            }
        }

        // In place of the first comma, where there is one.
        if (writer.IsEmpty)
        {
            writer.Byte('{');
        }

        writer.Begin('{');
        writer.Byte('}');
        var content = writer.Take();
        spare = writer.Capacity <= LargestKept ? writer : null;
        return content;
    }

    /// <summary>Reads canonical content back. Names that the schema no longer has are passed over: a schema may have lost a field since the record was staged.</summary>
    /// <exception cref="JsonException">The bytes are not canonical content.</exception>
    public SourceRecord Decode(ReadOnlySpan<byte> content)
    {
        var record = new SourceRecord(this.schema);
        var reader = new Utf8JsonReader(content);
        reader.Read();
        var next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var slot = this.SlotOf(ref reader, ref next);
            reader.Read();
            if (slot >= 0)
            {
                record[slot] = Read(ref reader, this.schema.Fields[slot]);
            }
            else
            {
                reader.Skip();
            }
        }

        return record;
    }

    /// <summary>
    /// The record's key within its stream: a JSON array of the key fields' text, so that no two keys can run into each other.
    /// A key field without a value gives null: such a row cannot be told apart and is rejected.
    /// </summary>
    public string? Key(SourceRecord record) => Join(record, this.key);

    /// <summary>The key over other fields: a sequence group, or a mapping's <c>repeat.per</c>.</summary>
    public static string? Join(SourceRecord record, ReadOnlySpan<int> slots) => Join(record.Values, slots);

    private static string? Join(ReadOnlySpan<Value> values, ReadOnlySpan<int> slots)
    {
        var text = new StringBuilder("[");
        foreach (var slot in slots)
        {
            var value = values[slot];
            if (value.IsMissing)
            {
                return null;
            }

            text.Append(text.Length > 1 ? "," : string.Empty).Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(TextOf(value))).Append('"');
        }

        return text.Append(']').ToString();
    }

    /// <summary>The key of an item within its record, in the form of <see cref="Key"/>; null where the item has none.</summary>
    public static string? Key(RecordItem item) => item.Schema.Key.IsEmpty ? null : Join(item.Values, item.Schema.Key.AsSpan());

    /// <summary>A value as canonical text.</summary>
    /// <exception cref="InvalidOperationException">The value is missing or a list.</exception>
    public static string TextOf(Value value) => value.Kind switch
    {
        ValueKind.Text => value.Text,
        ValueKind.Number => NumberText(value.Number),
        ValueKind.Bool => value.Bool ? "true" : "false",
        ValueKind.Date => value.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ValueKind.Time => TimeText(value.Time),
        _ => throw new InvalidOperationException($"A value of kind {value.Kind} has no single text."),
    };

    // Canonical content has the names in the schema's own order: each is looked for from where the last one was found.
    private int SlotOf(ref Utf8JsonReader reader, ref int next)
    {
        for (var at = next; at < this.ordered.Length; at++)
        {
            if (reader.ValueTextEquals(this.ordered[at].Utf8))
            {
                next = at + 1;
                return this.ordered[at].Slot;
            }
        }

        return this.schema.TryGetSlot(reader.GetString() ?? string.Empty, out var slot) ? slot : -1;
    }

    // Zeros behind it make it as long as a vector.
    private static byte[] Padded(byte[] lead) => [.. lead, .. new byte[Math.Max(0, Vector256<byte>.Count - lead.Length)]];

    private static byte[] Lead(string name) => [(byte)',', (byte)'"', .. JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"', (byte)':'];

    // Zeros at the end say nothing. Dividing them away is dear, and left to the one number that has a sign and no digits.
    private static string NumberText(decimal number)
    {
        if (number == 0)
        {
            return (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
        }

        var text = number.ToString(CultureInfo.InvariantCulture);
        return number.Scale == 0 || text[^1] != '0' ? text : text.TrimEnd('0').TrimEnd('.');
    }

    private static string TimeText(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static Value Read(ref Utf8JsonReader reader, Field field) => field.Type switch
    {
        FieldType.Text or FieldType.Code => Value.Of(reader.GetString()),
        FieldType.Number or FieldType.Whole => Value.Of(reader.GetDecimal()),
        FieldType.Bool => Value.Of(reader.GetBoolean()),
        FieldType.Date => Value.Of(ReadDate(ref reader)),
        FieldType.Time => Value.Of(reader.TryGetDateTimeOffset(out var time)
            ? time
            : DateTimeOffset.Parse(reader.GetString() ?? string.Empty, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)),
        FieldType.TextList => Value.Of(ReadList(ref reader)),
        FieldType.RecordList when field.Items is { } items => Value.Of(ReadItems(ref reader, items)),
        _ => throw new JsonException($"No value of type {field.Type} is staged."),
    };

    private static DateOnly ReadDate(ref Utf8JsonReader reader)
    {
        Span<char> text = stackalloc char[10];
        return !reader.ValueIsEscaped && !reader.HasValueSequence && reader.ValueSpan.Length == text.Length && Ascii.ToUtf16(reader.ValueSpan, text, out _) == OperationStatus.Done
            ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : DateOnly.ParseExact(reader.GetString() ?? string.Empty, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static ImmutableArray<RecordItem> ReadItems(ref Utf8JsonReader reader, ItemSchema schema)
    {
        var items = ImmutableArray.CreateBuilder<RecordItem>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var item = new RecordItem(schema);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var known = schema.TryGetSlot(reader.GetString() ?? string.Empty, out var slot);
                reader.Read();
                if (known)
                {
                    item[slot] = Read(ref reader, schema.Fields[slot]);
                }
                else
                {
                    reader.Skip();
                }
            }

            items.Add(item);
        }

        return items.ToImmutable();
    }

    private static ImmutableArray<string> ReadList(ref Utf8JsonReader reader)
    {
        var items = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(reader.GetString() ?? string.Empty);
        }

        return items.ToImmutable();
    }
}
