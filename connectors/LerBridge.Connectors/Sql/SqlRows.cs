using System.Data.Common;

namespace LerBridge.Connectors.Sql;

/// <summary>
/// A query's rows, one after the other. With an order they come in pages, each beginning after the last row of the one before (keyset paging), so that a pull can go on from any
/// row; without one the whole result is read in one go.
/// </summary>
internal sealed class SqlRows(SqlSession session, SqlStream stream, SqlDialect dialect, SqlCursor start) : IAsyncDisposable
{
    private SqlPage? page;
    private int left;
    private int[] order = [];
    private object[] after = [.. start.After];

    /// <summary>The row; null before the first page.</summary>
    public DbDataReader Row => this.page?.Row ?? throw new InvalidOperationException("No page is open.");

    /// <summary>The row's values of the columns of the order.</summary>
    public IReadOnlyList<object> After => this.after;

    /// <summary>The result's columns; none before the first page.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>Opens the first page and finds columns in it: their ordinals, -1 where the result lacks one.</summary>
    public async Task<int[]> OpenAsync(IEnumerable<string> columns, CancellationToken cancellationToken)
    {
        await this.TurnAsync(cancellationToken);
        var names = Enumerable.Range(0, this.Row.FieldCount).Select(this.Row.GetName).ToList();
        this.Names = names;
        this.order = [.. stream.Order.Select(Find)];
        return [.. columns.Select(Find)];

        int Find(string column) => names.FindIndex(name => name.Equals(column, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null where a column of the order is empty, so that rows behind it could not be told apart.</returns>
    public async Task<bool?> NextAsync(CancellationToken cancellationToken)
    {
        while (!await session.GuardAsync(SqlSession.NameOf(stream), () => this.Row.ReadAsync(cancellationToken)))
        {
            // A page that is not full is the last.
            if (this.order.Length == 0 || this.left > 0)
            {
                return false;
            }

            await this.TurnAsync(cancellationToken);
        }

        this.left--;
        if (this.order.Any(ordinal => this.Row.IsDBNull(ordinal)))
        {
            return null;
        }

        this.after = [.. this.order.Select(ordinal => this.Row.GetValue(ordinal))];
        return true;
    }

    public ValueTask DisposeAsync() => this.page?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        await this.DisposeAsync();
        this.left = stream.PageSize;
        this.page = await session.ReadAsync(stream, this.Text(), this.after, cancellationToken);
    }

    private string Text()
    {
        if (stream.Order.Count == 0)
        {
            return stream.Query;
        }

        string[] columns = [.. stream.Order.Select(dialect.Quoted)];
        return dialect.Page(stream.Query, this.after.Length == 0 ? string.Empty : $" where {Beyond(columns)}", string.Join(", ", columns), stream.PageSize);
    }

    // a > @0 or (a = @0 and (b > @1 or (…))): row values are not known to every database.
    private static string Beyond(string[] columns)
    {
        var condition = string.Empty;
        for (var at = columns.Length - 1; at >= 0; at--)
        {
            condition = condition.Length == 0 ? $"{columns[at]} > @after{at}" : $"{columns[at]} > @after{at} or ({columns[at]} = @after{at} and ({condition}))";
        }

        return condition;
    }
}
