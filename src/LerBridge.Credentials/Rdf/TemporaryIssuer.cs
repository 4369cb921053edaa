namespace LerBridge.Credentials.Rdf;

/// <summary>Labels b0, b1 … on the way to a decision: https://www.w3.org/TR/rdf-canon/#issue-identifier.</summary>
internal sealed class TemporaryIssuer
{
    private readonly Dictionary<int, int> numbers;

    public TemporaryIssuer()
    {
        this.numbers = [];
        this.Order = [];
    }

    private TemporaryIssuer(TemporaryIssuer other)
    {
        this.numbers = new(other.numbers);
        this.Order = [.. other.Order];
    }

    /// <summary>The nodes in the order they were labelled.</summary>
    public List<int> Order { get; }

    public TemporaryIssuer Copy() => new(this);

    public void Issue(int blank)
    {
        if (this.numbers.TryAdd(blank, this.Order.Count))
        {
            this.Order.Add(blank);
        }
    }

    /// <summary>False, and nothing appended, where the node has no label yet.</summary>
    public bool TryAppend(ref ByteBuffer buffer, int blank)
    {
        if (!this.numbers.TryGetValue(blank, out var number))
        {
            return false;
        }

        buffer.Append("_:b"u8);
        buffer.Append(number);
        return true;
    }
}
