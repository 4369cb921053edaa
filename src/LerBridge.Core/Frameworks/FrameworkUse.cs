using LerBridge.Core.Mapping;

namespace LerBridge.Core.Frameworks;

/// <summary>A table of a mapping that is held against a framework.</summary>
/// <param name="Mapping">The mapping's id.</param>
/// <param name="Table">The table's name.</param>
/// <param name="Framework">The framework, as <c>id@version</c>.</param>
/// <param name="File">The sheet, or what the rows come from.</param>
/// <param name="Rows">The rows that name an item.</param>
public sealed record FrameworkUse(string Mapping, string Table, string Framework, string File, IReadOnlyList<FrameworkUseRow> Rows)
{
    /// <summary>Every table of every mapping that compiled.</summary>
    public static IReadOnlyList<FrameworkUse> Of(CatalogResult catalog) =>
    [
        .. from mapping in catalog.Mappings
           let plan = mapping.Plan
           where plan is not null
           from table in mapping.Tables
           from framework in table.Frameworks
           let column = table.Shape.Columns[framework.Column].Name
           select new FrameworkUse(
               plan.Id,
               table.Shape.Name,
               framework.Reference,
               table.File,
               [.. table.Rows.Where(row => !row.Cells[framework.Column].IsMissing).Select(row => new FrameworkUseRow(row.Line, column, row.Cells[framework.Column].AsText()))]),
    ];
}

/// <summary>A row that names an item.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Column">The column whose cell names the item.</param>
/// <param name="Name">The code, address or identifier that stands there.</param>
public sealed record FrameworkUseRow(int Line, string Column, string Name);
