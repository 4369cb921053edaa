using System.Runtime.CompilerServices;
using System.Text.Json;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Workday;

/// <summary>
/// Reads the rows of a JSON report while they come: <c>{"Report_Entry":[{…},…]}</c>, also without rows, with one object in place of the array, with null, or as a bare array.
/// Holds no more than a few rows.
/// </summary>
internal static class JsonReport
{
    internal const int LargestRow = 4 * 1024 * 1024;
    private const int FirstBuffer = 64 * 1024;

    /// <summary>A byte order mark, which some proxies put in front.</summary>
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    private enum Where
    {
        Start,
        Object,
        Entry,
        Array,
        End,
    }

    /// <summary>Gives every row's JSON object to <paramref name="parse"/> and its results in stretches.</summary>
    /// <exception cref="RequestFailedException">The report ends too early, or is none.</exception>
    public static async IAsyncEnumerable<List<T>> ReadAsync<T>(Stream body, Func<ReadOnlyMemory<byte>, T> parse, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[FirstBuffer];
        var filled = 0;
        var state = default(JsonReaderState);
        var where = Where.Start;
        var isFinal = false;
        var done = 0L;
        while (where != Where.End)
        {
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length < LargestRow ? buffer.Length * 2 : throw new RequestFailedException(FailureReason.TooLarge) { Detail = "one row has no end" });
            }

            var read = await body.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            filled += read;
            isFinal = read == 0;
            if (where == Where.Start && HttpReply.LooksLikePage(null, buffer.AsSpan(0, filled)))
            {
                throw new RequestFailedException(FailureReason.NotData);
            }

            if (where == Where.Start && !isFinal && filled < Mark.Length && Mark.StartsWith(buffer.AsSpan(0, filled)))
            {
                continue;
            }

            if (where == Where.Start && buffer.AsSpan(0, filled).StartsWith(Mark))
            {
                filled -= Mark.Length;
                buffer.AsSpan(Mark.Length, filled).CopyTo(buffer);
            }

            var rows = new List<T>();
            var used = Advance(buffer.AsMemory(0, filled), isFinal, ref state, ref where, parse, rows, done);
            done += rows.Count;
            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
            if (rows.Count > 0)
            {
                yield return rows;
            }

            if (isFinal && where != Where.End)
            {
                throw new RequestFailedException(FailureReason.Dropped) { Detail = "the report ends in the middle" };
            }
        }
    }

    private static int Advance<T>(ReadOnlyMemory<byte> bytes, bool isFinal, ref JsonReaderState state, ref Where where, Func<ReadOnlyMemory<byte>, T> parse, List<T> rows, long done)
    {
        var used = 0;
        try
        {
            var reader = new Utf8JsonReader(bytes.Span, isFinal, state);
            while (where != Where.End && reader.Read() && Step(ref reader, ref where, bytes, parse, rows))
            {
                used = (int)reader.BytesConsumed;
                state = reader.CurrentState;
            }
        }
        catch (JsonException)
        {
            // At the end of the input every unfinished document is an error; before it, only a wrong one.
            throw new RequestFailedException(isFinal ? FailureReason.Dropped : FailureReason.Unreadable) { Detail = BreaksOff(done + rows.Count) };
        }

        return used;
    }

    // The reader's own line and byte count from the buffer's start, which says nothing about the report.
    private static string BreaksOff(long rows) => rows == 0 ? "the JSON stops making sense before the first row ends" : $"the JSON stops making sense after row {rows}";

    // One token, or one whole value; false where its end has not come yet, and it is to be read again from its start.
    private static bool Step<T>(ref Utf8JsonReader reader, ref Where where, ReadOnlyMemory<byte> bytes, Func<ReadOnlyMemory<byte>, T> parse, List<T> rows)
    {
        switch (where, reader.TokenType)
        {
            case (Where.Start, JsonTokenType.StartObject):
                where = Where.Object;
                return true;
            case (Where.Start or Where.Entry, JsonTokenType.StartArray):
                where = Where.Array;
                return true;
            case (Where.Object, JsonTokenType.PropertyName) when reader.ValueTextEquals("error"u8) || reader.ValueTextEquals("errors"u8):
                // An error with status 200 is no empty report: nobody has left because of it.
                throw new RequestFailedException(FailureReason.Unreadable) { Detail = "it holds an error in place of Report_Entry" };
            case (Where.Object, JsonTokenType.PropertyName):
                where = reader.ValueTextEquals("Report_Entry"u8) ? Where.Entry : Where.Object;
                return where == Where.Entry || reader.TrySkip();
            case (Where.Entry, JsonTokenType.Null):
                where = Where.Object;
                return true;
            case (Where.Entry or Where.Array, JsonTokenType.StartObject):
                var start = (int)reader.TokenStartIndex;
                if (!reader.TrySkip())
                {
                    return false;
                }

                rows.Add(parse(bytes[start..(int)reader.BytesConsumed]));
                where = where == Where.Entry ? Where.Object : Where.Array;
                return true;
            case (Where.Array, JsonTokenType.EndArray):
                where = reader.CurrentDepth == 0 ? Where.End : Where.Object;
                return true;
            case (Where.Object, JsonTokenType.EndObject):
                where = Where.End;
                return true;
            default:
                throw new RequestFailedException(FailureReason.Unreadable) { Detail = "it is no list of Report_Entry" };
        }
    }
}
