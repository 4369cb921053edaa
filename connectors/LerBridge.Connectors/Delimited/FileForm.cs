namespace LerBridge.Connectors.Delimited;

/// <summary>What the files of a stream look like.</summary>
internal enum FileForm
{
    /// <summary>Delimited text or a workbook, which the first bytes of each file tell.</summary>
    Found,

    /// <summary>Lines of fixed width.</summary>
    Fixed,
}
