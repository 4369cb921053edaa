namespace LerBridge.Benchmarks;

/// <summary>Rows that are measured together, in turns, so that the machine's moods fall on all of them alike.</summary>
internal interface IRowGroup
{
    /// <summary>The names of all rows of the group.</summary>
    IReadOnlyList<string> Rows { get; }

    /// <summary>Measures the rows asked for.</summary>
    IReadOnlyList<Row> Run(IReadOnlyList<string> rows, Settings settings);
}

/// <param name="PerSecond">The median of the rounds.</param>
/// <param name="Bytes">Allocated per operation.</param>
/// <param name="Ratios">How many times the peers' figure of the same run this is; null where the peer could not be measured.</param>
internal sealed record Row(string Name, double PerSecond, double Bytes, IReadOnlyList<Ratio> Ratios);

/// <param name="Aim">The least that is aimed at; null where there is none.</param>
internal sealed record Ratio(string Peer, double? PeerPerSecond, double PerSecond, double? Aim)
{
    public double? Times => PeerPerSecond is > 0 and var peer ? PerSecond / peer : null;
}
