using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Runs;

/// <summary>Counts what had happened at the source, over the decisions of a run.</summary>
internal static class ChangeReader
{
    private const string Select =
        """
        select change as Change, action as Action, count(*) as Count
        from decision
        where run = (select number from run where id = @runId) and change is not null
        group by change, action
        """;

    public static IReadOnlyList<RunChange> Read(Session session, string runId) =>
        [.. session.Query<Row>(Select, new { runId })
            .Select(row => new RunChange(Enum.Parse<SourceChange>(row.Change), row.Action is { } action ? Enum.Parse<CredentialAction>(action) : null, row.Count))
            .OrderBy(change => change.Change)
            .ThenBy(change => change.Action)];

    // Not positional: over no rows the engine cannot say what type a count has.
    private sealed record Row
    {
        public required string Change { get; init; }

        public string? Action { get; init; }

        public required long Count { get; init; }
    }
}
