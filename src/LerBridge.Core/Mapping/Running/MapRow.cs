namespace LerBridge.Core.Mapping.Running;

/// <summary>A row of a table.</summary>
/// <param name="Cells">Its values, by column.</param>
/// <param name="Number">Its number among the rows of the table, from 1.</param>
/// <param name="Line">The line of the sheet, or of the mapping, that it stands on.</param>
/// <param name="Review">When it was validated, until when that holds and what it names is in force; null where nothing of it matters.</param>
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

/// <summary>Whether a row may be used.</summary>
/// <param name="ValidatedOn">When it was validated; null where it was not.</param>
/// <param name="ReviewBy">The last day on which it may be used; null for no end.</param>
/// <param name="NotValidated">How a record ends that uses it unvalidated; null where rows need not be validated.</param>
/// <param name="Overdue">How a record ends that uses it past its day; null where rows need not be validated.</param>
internal sealed record RowReview(DateOnly? ValidatedOn, DateOnly? ReviewBy, MapResult? NotValidated, MapResult? Overdue)
{
    /// <summary>Of a row that may always be used.</summary>
    public static RowReview None { get; } = new(null, null, null, null);

    /// <summary>The day from which the item that it names is withdrawn; null where it is not.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>How a record of that day or after it ends that uses the row.</summary>
    public MapResult? Withdrawn { get; init; }

    /// <summary>The slot of the field that dates a record; that of <c>record_date</c> where the stream has none.</summary>
    public int DateSlot { get; init; }
}
