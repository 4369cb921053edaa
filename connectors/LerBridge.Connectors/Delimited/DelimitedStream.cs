using System.Text;
using LerBridge.Connectors.Columns;

namespace LerBridge.Connectors.Delimited;

/// <summary>A stream that is fed by files.</summary>
/// <param name="Set">The stream and its columns.</param>
/// <param name="Files">The names of its files, with * and ?.</param>
/// <param name="Separator">Between cells; null to find it in the first lines.</param>
/// <param name="Encoding">How the files are encoded; null for UTF-8, which is checked.</param>
/// <param name="TakesAll">True to read every file that matches; else, of files that differ only in a date stamp, the newest.</param>
internal sealed record DelimitedStream(ColumnSet Set, string Files, char? Separator, Encoding? Encoding, bool TakesAll = false);
