namespace LerBridge.Connectors.Columns;

/// <summary>Where a column stands in the lines of a file of fixed width.</summary>
/// <param name="Start">Its first character, counted from 1.</param>
/// <param name="Length">How many characters it has.</param>
internal sealed record FixedPlace(int Start, int Length)
{
    /// <summary>The last character, counted from 1.</summary>
    public int End => this.Start + this.Length - 1;
}
