namespace LerBridge.Connectors.Columns;

/// <summary>The cells of the row that is being read, in UTF-8. An absent cell is empty.</summary>
internal interface ICells
{
    ReadOnlySpan<byte> this[int index] { get; }
}
