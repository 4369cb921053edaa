namespace LerBridge.Core.Frameworks;

/// <summary>What a change of a framework does to the mappings of a site.</summary>
/// <param name="Before">The framework as it was.</param>
/// <param name="Changes">What changed.</param>
/// <param name="Rows">The rows that name something that changed, by mapping, sheet and line.</param>
public sealed record DriftImpact(CompetencyFramework Before, IReadOnlyList<ItemChange> Changes, IReadOnlyList<AffectedRow> Rows)
{
    /// <summary>Finds the rows that a change concerns.</summary>
    /// <param name="before">The framework as it was.</param>
    /// <param name="changes">What changed.</param>
    /// <param name="uses">The tables that are held against the framework as it was.</param>
    public static DriftImpact Of(CompetencyFramework before, IReadOnlyList<ItemChange> changes, IEnumerable<FrameworkUse> uses)
    {
        var byItem = changes.Where(change => change.Before is not null).ToLookup(change => change.Before?.Identifier ?? string.Empty, StringComparer.OrdinalIgnoreCase);
        return new DriftImpact(
            before,
            changes,
            [
                .. from use in uses
                   from row in use.Rows
                   let item = before.Find(row.Name)
                   where item is not null
                   let concerning = byItem[item.Identifier].ToList()
                   where concerning.Count > 0
                   select new AffectedRow(use.Mapping, use.Table, use.File, row, concerning),
            ]);
    }

    /// <summary>The items that changed so that somebody has to decide if they are in use.</summary>
    public IEnumerable<Competency> Deciding => this.Changes.Where(change => change.NeedsPerson).Select(change => change.Before).OfType<Competency>().DistinctBy(item => item.Identifier, StringComparer.OrdinalIgnoreCase);
}

/// <summary>A row that names something that changed.</summary>
/// <param name="Mapping">The mapping's id.</param>
/// <param name="Table">The table's name.</param>
/// <param name="File">The sheet.</param>
/// <param name="Row">The row.</param>
/// <param name="Changes">What became of the item.</param>
public sealed record AffectedRow(string Mapping, string Table, string File, FrameworkUseRow Row, IReadOnlyList<ItemChange> Changes)
{
    /// <summary>True where somebody has to decide something.</summary>
    public bool NeedsPerson => this.Changes.Any(change => change.NeedsPerson);
}
