using LerBridge.Core.People;

namespace LerBridge.Storage.People;

/// <summary>Identifiers on their way: planned with the decisions of a run, confirmed with its end, or dropped with it.</summary>
internal static class PlannedPersons
{
    private const string Plan = "insert into planned_identifier (run, type, value, person_id) values (@run, @type, @value, @person) on conflict (run, type, value) do nothing";
    private const string Owner = "select person_id from planned_identifier where run = @run and type = @type and value = @value";

    private const string ConfirmPersons =
        """
        insert into person (id, first_run)
        select distinct person_id, run from planned_identifier where run = @run
        on conflict (id) do nothing
        """;

    private const string ConfirmIdentifiers =
        """
        insert into person_identifier (type, value, person_id, first_run)
        select type, value, person_id, run from planned_identifier where run = @run
        on conflict (type, value) do nothing
        """;

    private const string CountTaken =
        """
        select count(*)
        from planned_identifier planned
        join person_identifier known on known.type = planned.type and known.value = planned.value
        where planned.run = @run and known.person_id <> planned.person_id
        """;

    private const string Clear = "delete from planned_identifier where run = @run";

    /// <summary>Adds identifiers to a run's plan.</summary>
    /// <exception cref="PersonsMeetException">The plan gives one identifier to two persons.</exception>
    public static void Add(Session session, long run, IReadOnlyList<PlannedPerson> persons)
    {
        // In one order, so that parts that are decided side by side do not wait for each other in a circle.
        var given = persons.SelectMany(person => person.Identifiers, (person, identifier) => (identifier.Type, identifier.Value, person.PersonId))
            .OrderBy(one => one.Type, StringComparer.Ordinal)
            .ThenBy(one => one.Value, StringComparer.Ordinal)
            .ToArray();
        var plan = session.Prepare(Plan, "@run", "@type", "@value", "@person");
        plan[0] = run;
        var added = plan.RunEach(
            given.Length,
            at =>
            {
                plan[1] = given[at].Type;
                plan[2] = given[at].Value;
                plan[3] = given[at].PersonId;
            });
        if (added < given.Length && Array.Find(given, one => OwnerOf(session, run, one.Type, one.Value) != one.PersonId) is { Type: { } type })
        {
            throw new PersonsMeetException($"The plan gives one identifier of type {type} to two persons.");
        }
    }

    /// <summary>Makes the identifiers of a run's plan count for everyone; those that another run gave to someone else in the meantime stay there.</summary>
    /// <returns>How many those are.</returns>
    public static long Confirm(Session session, long run)
    {
        session.Dialect.ManyAlike(session);
        session.Execute(ConfirmPersons, new { run });
        session.Execute(ConfirmIdentifiers, new { run });
        var taken = session.Scalar<long>(CountTaken, new { run });
        Drop(session, run);
        return taken;
    }

    /// <summary>Forgets the identifiers of a run's plan.</summary>
    public static void Drop(Session session, long run) => session.Execute(Clear, new { run });

    private static string? OwnerOf(Session session, long run, string type, string value) => session.SingleOrDefault<string>(Owner, new { run, type, value });
}
