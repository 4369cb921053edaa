namespace LerBridge.Storage.Runs;

/// <summary>Whether a run that ends makes a plan void that waits.</summary>
internal static class Overtaking
{
    private const string Meets =
        """
        select 1
        where exists (
            select 1
            from decision d
            join staged s on s.run = @run and s.key = d.record_key and s.record_key is null
            where d.run = @plan and d.kind in ('New', 'Corrected', 'Withdrawn', 'AbsentWithdrawn'))
        """;

    private const string MeetsNumbered =
        """
        select 1
        where exists (
            select 1
            from decision d
            join staged s on s.run = @run and s.record_key = d.record_key and s.record_key is not null
            where d.run = @plan and d.kind in ('New', 'Corrected', 'Withdrawn', 'AbsentWithdrawn'))
        """;

    private const string Decided =
        """
        select 1
        where exists (
            select 1
            from decision d
            join decision done on done.run = @run and done.credential_id = d.credential_id
            where d.run = @plan and d.kind in ('New', 'Corrected', 'Withdrawn', 'AbsentWithdrawn') and done.kind in ('New', 'Corrected', 'Withdrawn', 'AbsentWithdrawn'))
        """;

    /// <summary>
    /// True where the run may have seen otherwise what the plan would change: always between two over all of their stream; where one of them is about a part, only once the run has read a record that the plan
    /// would change, or has changed one of its credentials. A person then need not make a plan anew every morning because a night passed over what it is about.
    /// </summary>
    public static bool IsOvertaken(Session session, RunRow plan, RunRow run) =>
        (plan.Scope is null && run.Scope is null)
        || session.Scalar<long?>(run.Numbered != 0 ? MeetsNumbered : Meets, new { run = run.Number, plan = plan.Number }) is not null
        || session.Scalar<long?>(Decided, new { run = run.Number, plan = plan.Number }) is not null;
}
