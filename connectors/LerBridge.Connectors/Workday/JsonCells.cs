using System.Text.Json;
using LerBridge.Connectors.Columns;
using LerBridge.Core.Drift;

namespace LerBridge.Connectors.Workday;

/// <summary>The cells of one JSON row by the columns that are wanted. Values that hold several are joined as Workday itself joins them: <c>"; "</c>.</summary>
internal sealed class JsonCells : ICells
{
    private const int MostOthers = 1000;
    private readonly byte[][] names;
    private readonly (int Start, int Length)[] cells;
    private readonly bool[] seen;
    private readonly HashSet<string> others = new(StringComparer.Ordinal);
    private int looked;
    private byte[] text = new byte[4096];
    private int used;

    public JsonCells(IEnumerable<string> columns)
    {
        this.names = [.. columns.Select(System.Text.Encoding.UTF8.GetBytes)];
        this.cells = new (int, int)[this.names.Length];
        this.seen = new bool[this.names.Length];
    }

    public ReadOnlySpan<byte> this[int index] => this.text.AsSpan(this.cells[index].Start, this.cells[index].Length);

    /// <summary>Whether any row so far had the column, with or without a value.</summary>
    public bool HasSeen(int index) => this.seen[index];

    /// <summary>The names in the first rows that nobody asked for.</summary>
    public IReadOnlyCollection<string> Others => this.others;

    /// <summary>Takes the next row.</summary>
    public void Load(ReadOnlySpan<byte> row)
    {
        Array.Clear(this.cells);
        this.used = 0;
        this.looked++;
        var reader = new Utf8JsonReader(row);
        reader.Read();
        var guess = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = this.Find(ref reader, guess);
            if (index < 0 && this.looked < FormTally.Most && this.others.Count < MostOthers)
            {
                this.others.Add(reader.GetString() ?? string.Empty);
            }

            reader.Read();
            if (index < 0)
            {
                reader.Skip();
                continue;
            }

            guess = index + 1;
            this.seen[index] = true;
            var start = this.used;
            this.Append(ref reader);
            this.cells[index] = (start, this.used - start);
        }
    }

    // Rows have their members in the same order: the next name is mostly the next column.
    private int Find(ref Utf8JsonReader reader, int guess)
    {
        for (var i = 0; i < this.names.Length; i++)
        {
            var index = (guess + i) % this.names.Length;
            if (reader.ValueTextEquals(this.names[index]))
            {
                return index;
            }
        }

        return -1;
    }

    private void Append(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                this.Reserve(reader.ValueSpan.Length);
                this.used += reader.CopyString(this.text.AsSpan(this.used));
                break;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                this.Reserve(reader.ValueSpan.Length);
                reader.ValueSpan.CopyTo(this.text.AsSpan(this.used));
                this.used += reader.ValueSpan.Length;
                break;
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                this.AppendAll(ref reader);
                break;
            default:
                break;
        }
    }

    private void AppendAll(ref Utf8JsonReader reader)
    {
        var start = this.used;
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False)
            {
                if (this.used > start)
                {
                    this.Reserve(2);
                    "; "u8.CopyTo(this.text.AsSpan(this.used));
                    this.used += 2;
                }

                this.Append(ref reader);
            }
        }
    }

    private void Reserve(int more)
    {
        if (this.used + more > this.text.Length)
        {
            Array.Resize(ref this.text, Math.Max(this.text.Length * 2, this.used + more));
        }
    }
}
