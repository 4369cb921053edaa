namespace LerBridge.Core.Mapping.Running;

/// <summary>A row of a table.</summary>
/// <param name="Cells">Its values, by column.</param>
/// <param name="Number">Its number among the rows of the table, from 1.</param>
/// <param name="Line">The line of the sheet, or of the mapping, that it stands on.</param>
/// <param name="Review">When it was validated and until when that holds; null where the table asks for neither.</param>
internal sealed record MapRow(MapValue[] Cells, int Number, int Line, RowReview? Review)
{
    public static MapRow Empty { get; } = new([], 0, 0, null);

    /// <summary>The item that a loop makes of this row, where it depends on nothing else; null until then.</summary>
    public RowItem? Written { get; set; }
}

/// <summary>What a loop wrote for a row.</summary>
/// <param name="By">The loop.</param>
/// <param name="Bytes">The item, encoded.</param>
internal sealed record RowItem(LoopPiece By, byte[] Bytes);

/// <summary>The state of validation of a row.</summary>
/// <param name="ValidatedOn">When it was validated; null where it was not.</param>
/// <param name="ReviewBy">The last day on which it may be used; null for no end.</param>
/// <param name="NotValidated">How a record ends that uses it unvalidated.</param>
/// <param name="Overdue">How a record ends that uses it past its day.</param>
internal sealed record RowReview(DateOnly? ValidatedOn, DateOnly? ReviewBy, MapResult NotValidated, MapResult Overdue);
