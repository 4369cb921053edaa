using LerBridge.Core.People;
using LerBridge.Storage.Runs;

namespace LerBridge.Storage.People;

/// <summary>Looks identifiers up.</summary>
internal sealed class PersonStore : IPersonStore
{
    private const string FindRun = "select number from run where id = @run";

    // What is confirmed goes before what is planned: another run may have confirmed an identifier since this one planned it.
    private const string Find =
        """
        select coalesce(
            (select person_id from person_identifier where type = @type and value = @value),
            (select person_id from planned_identifier where run = @run and type = @type and value = @value))
        """;

    private readonly Database database;

    public PersonStore(Database database) => this.database = database;

    public Task<IReadOnlyList<(PersonIdentifier Identifier, string PersonId)>> FindAsync(string? runId, IReadOnlyCollection<PersonIdentifier> identifiers, CancellationToken cancellationToken) =>
        this.database.ReadAsync<IReadOnlyList<(PersonIdentifier Identifier, string PersonId)>>(
            session =>
            {
                PersonIdentifier[] asked = [.. identifiers];
                var findRun = session.Prepare(FindRun, "@run");
                findRun[0] = runId;
                var find = session.Prepare(Find, "@run", "@type", "@value");
                find[0] = findRun.Scalar();
                var persons = find.Each(
                    asked.Length,
                    at =>
                    {
                        find[1] = asked[at].Type;
                        find[2] = asked[at].Value;
                    },
                    row => row.TextOrNull(0));
                return [.. asked.Zip(persons).Where(pair => pair.Second is not null).Select(pair => (pair.First, pair.Second ?? string.Empty))];
            },
            cancellationToken);
}
