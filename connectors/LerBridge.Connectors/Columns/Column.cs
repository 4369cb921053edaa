using LerBridge.Core.Records;

namespace LerBridge.Connectors.Columns;

/// <summary>One column of a report or file and the field that it fills.</summary>
/// <param name="Field">The field.</param>
/// <param name="Source">The column's name in the report or file.</param>
/// <param name="MustBeThere">True where the header has to have it, whatever its cells hold.</param>
/// <param name="Format">The .NET form of its dates or times; null for ISO 8601.</param>
/// <param name="IsDeclared">True where settings name it; false for one that every such stream looks for, whether or not the site has it.</param>
internal sealed record Column(Field Field, string Source, bool MustBeThere, string? Format = null, bool IsDeclared = false)
{
    /// <summary>Where it stands in files of fixed width; null in files that have headings.</summary>
    public FixedPlace? Place { get; init; }
}
