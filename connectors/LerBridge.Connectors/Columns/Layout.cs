using System.Collections.Immutable;

namespace LerBridge.Connectors.Columns;

/// <summary>A known form of file: what settings need not say where a file keeps to it.</summary>
/// <param name="Name">The name that settings give it.</param>
/// <param name="Files">How its files are usually called.</param>
/// <param name="Key">The fields that identify a row.</param>
/// <param name="Date">The field that dates a row; null where it has none.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Separator">What stands between cells; null to find it.</param>
internal sealed record Layout(string Name, string Files, ImmutableArray<string> Key, string? Date, ImmutableArray<Column> Columns, char? Separator = null);
