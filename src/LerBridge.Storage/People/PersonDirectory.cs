using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Core.People;
using LerBridge.Storage.Dialects;
using LerBridge.Storage.Runs;

namespace LerBridge.Storage.People;

/// <summary>The persons, for those who say who is who.</summary>
internal sealed class PersonDirectory(Database database) : IPersonDirectory
{
    private const string Find =
        """
        select distinct person_id from person_identifier where lower(value) = lower(@value)
        union
        select id from person where id = @value
        order by 1
        """;

    private const string Identifiers = "select type as Type, value as Value from person_identifier where person_id = @person order by type, value";
    private const string Credentials = "select id as Id, mapping as Mapping, state as State, record_key as RecordKey from credential where person_id = @person order by mapping, id";
    private const string Move = "update person_identifier set person_id = @to where type = @Type and value = @Value and person_id = @from";

    private const string AddAct =
        """
        insert into run (id, mapping, connector, stream, state, outcome, started_at, ended_at, record_date, mapping_hash, by_hand)
        values (@id, '', '', '', 'Ended', 'Succeeded', @at, @at, @day, '', 1)
        returning number
        """;

    private const string AddPerson = "insert into person (id, first_run) values (@to, @run) on conflict (id) do nothing";

    private const string KeepMove =
        "insert into person_move (run, from_person, to_person, identifiers, reason, by_whom) values (@run, @from, @to, @identifiers, @reason, @by)";

    // an empty mapping_hash: the record is evaluated again
    private const string DecideAnew =
        """
        update record_state set mapping_hash = ''
        where credential in (select number from credential where person_id in (@from, @to))
        """;

    public Task<IReadOnlyList<KnownPerson>> FindAsync(string value, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<KnownPerson>>(
        session =>
        [
            .. session.Query<string>(Find, new { value }).Select(person => new KnownPerson(
                person,
                session.Query<PersonIdentifier>(Identifiers, new { person }),
                [
                    .. session.Query<CredentialRow>(Credentials, new { person })
                        .Select(row => new PersonCredential(row.Id, row.Mapping, Enum.Parse<CredentialState>(row.State), row.RecordKey)),
                ])),
        ],
        cancellationToken);

    public async Task<bool> MoveAsync(PersonMove move, ManifestSigner sign, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(Durability.Power, session => Write(session, move, sign), cancellationToken);
            return true;
        }
        catch (MovedOnException)
        {
            return false;
        }
    }

    private static void Write(Session session, PersonMove move, ManifestSigner sign)
    {
        var id = $"{move.At.UtcDateTime:yyyyMMdd'T'HHmmssfff}-person-{move.To[..Math.Min(6, move.To.Length)]}";
        var run = session.Single<long>(
            AddAct, new { id, at = Instants.Write(move.At), day = Instants.WriteDay(DateOnly.FromDateTime(move.At.UtcDateTime)) });
        session.Execute(AddPerson, new { to = move.To, run });
        foreach (var identifier in move.Identifiers)
        {
            if (session.Execute(Move, new { from = move.From, to = move.To, identifier.Type, identifier.Value }) == 0)
            {
                throw new MovedOnException();
            }
        }

        var identifiers = string.Join('\n', move.Identifiers.Select(identifier => $"{identifier.Type}={identifier.Value}"));
        session.Execute(KeepMove, new { run, from = move.From, to = move.To, identifiers, reason = move.Reason, by = move.By });
        session.Execute(DecideAnew, new { from = move.From, to = move.To });
        ManifestStore.Seal(session, id, sign);
    }

    /// <summary>Ends the transaction without writing anything.</summary>
    private sealed class MovedOnException : Exception;

    private sealed record CredentialRow
    {
        public required string Id { get; init; }

        public required string Mapping { get; init; }

        public required string State { get; init; }

        public required string RecordKey { get; init; }
    }
}
