using System.Buffers.Text;
using System.Text.Json;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Canvas.Changes;

/// <summary>One row of a table, of which only ids and one moment are kept. One instance is filled again and again.</summary>
/// <param name="ids">The columns of ids that are wanted.</param>
/// <param name="moment">The column of a moment that is wanted; null for none.</param>
internal sealed class DapRow(IReadOnlyList<string> ids, string? moment = null)
{
    private readonly long?[] found = new long?[ids.Count];

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The row's id.</summary>
    public long Id { get; private set; }

    /// <summary>True where the row was deleted: then there is nothing but its id.</summary>
    public bool IsDeleted { get; private set; }

    /// <summary>When the row came to be so, in ticks; 0 where it is not said.</summary>
    public long Stamp { get; private set; }

    /// <summary>True where <c>context_type</c> names something else than a course.</summary>
    public bool IsElsewhere { get; private set; }

    /// <summary>The wanted moment.</summary>
    public DateTimeOffset? Moment { get; private set; }

    /// <summary>The wanted ids, in order; null where a column is absent or empty.</summary>
    public ReadOnlySpan<long?> Ids => this.found;

    /// <summary>Reads a line.</summary>
    /// <exception cref="RequestFailedException">It is no row.</exception>
    public void Read(ReadOnlySpan<byte> line)
    {
        (this.Id, this.IsDeleted, this.Stamp, this.IsElsewhere, this.Moment) = (0, false, 0, false, null);
        this.found.AsSpan().Clear();
        var hasKey = false;
        var reader = new Utf8JsonReader(line.StartsWith(Mark) ? line[Mark.Length..] : line);
        try
        {
            Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("key"u8))
                {
                    this.Key(ref reader);
                    hasKey = true;
                }
                else if (reader.ValueTextEquals("meta"u8))
                {
                    this.Meta(ref reader);
                }
                else if (reader.ValueTextEquals("value"u8))
                {
                    this.Value(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }

            Expect(hasKey && reader.TokenType == JsonTokenType.EndObject && !reader.Read());
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new RequestFailedException(FailureReason.Unreadable);
        }
    }

    private void Key(ref Utf8JsonReader reader)
    {
        var id = default(long?);
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            id = isId ? Number(ref reader) : id;
            reader.Skip();
        }

        this.Id = id ?? throw new RequestFailedException(FailureReason.Unreadable) { Detail = "a row has no id" };
    }

    private void Meta(ref Utf8JsonReader reader)
    {
        if (!Enter(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isAction = reader.ValueTextEquals("action"u8);
            var isStamp = reader.ValueTextEquals("ts"u8);
            reader.Read();
            if (isAction)
            {
                this.IsDeleted = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("D"u8);
            }
            else if (isStamp)
            {
                this.Stamp = Time(ref reader)?.UtcTicks ?? 0;
            }

            reader.Skip();
        }
    }

    private void Value(ref Utf8JsonReader reader)
    {
        if (!Enter(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var at = 0;
            while (at < ids.Count && !reader.ValueTextEquals(ids[at]))
            {
                at++;
            }

            var isMoment = at == ids.Count && moment is not null && reader.ValueTextEquals(moment);
            var isContext = at == ids.Count && reader.ValueTextEquals("context_type"u8);
            reader.Read();
            if (at < ids.Count)
            {
                this.found[at] = Number(ref reader);
            }
            else if (isMoment)
            {
                this.Moment = Time(ref reader);
            }
            else if (isContext)
            {
                this.IsElsewhere = reader.TokenType == JsonTokenType.String && !reader.ValueTextEquals("Course"u8);
            }

            reader.Skip();
        }
    }

    // A part of a row that is null or missing is empty.
    private static bool Enter(ref Utf8JsonReader reader)
    {
        Expect(reader.Read() && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.Null);
        return reader.TokenType == JsonTokenType.StartObject;
    }

    private static long? Number(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt64(out var number) => number,
        JsonTokenType.String when Utf8Parser.TryParse(reader.ValueSpan, out long number, out var used) && used == reader.ValueSpan.Length => number,
        _ => null,
    };

    private static DateTimeOffset? Time(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? Instants.Time(reader.GetString()) : null;

    private static void Expect(bool isSo)
    {
        if (!isSo)
        {
            throw new JsonException();
        }
    }
}
