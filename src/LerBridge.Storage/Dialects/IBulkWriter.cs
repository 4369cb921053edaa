namespace LerBridge.Storage.Dialects;

/// <summary>Writes many rows at once, by the engine's quickest means.</summary>
internal interface IBulkWriter
{
    /// <summary>Adds rows to a table.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="table">The table and its columns.</param>
    /// <param name="rows">The values of each row, in the order of the columns. Called once; a row may be the same array filled anew.</param>
    void Insert(Session session, BulkTable table, IEnumerable<object?[]> rows);

    /// <summary>Adds rows, or writes them over those that have their key. Of several with one key the last stays.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="table">The table, its key and its columns.</param>
    /// <param name="rows">As for <see cref="Insert"/>.</param>
    /// <returns>How many rows were written over others.</returns>
    long Upsert(Session session, BulkTable table, IEnumerable<object?[]> rows);
}
