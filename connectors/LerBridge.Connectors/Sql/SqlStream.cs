using LerBridge.Connectors.Columns;

namespace LerBridge.Connectors.Sql;

/// <summary>A stream that a query feeds.</summary>
/// <param name="Set">The stream and its columns, which are those of the query's result.</param>
/// <param name="Query">One <c>select</c>, without a semicolon.</param>
/// <param name="Order">The columns of the result that tell its rows apart, in the order of pages; empty to read the result in one go.</param>
/// <param name="PageSize">How many rows a page holds.</param>
internal sealed record SqlStream(ColumnSet Set, string Query, IReadOnlyList<string> Order, int PageSize);
