using CsvHelper;

namespace LerBridge.Connectors.Columns;

/// <summary>The cells of the row that a CSV reader stands on.</summary>
internal readonly struct CsvCells(CsvReader csv) : ICells
{
    public ReadOnlySpan<byte> this[int index] => csv.GetSpan(index);
}
