using LerBridge.Core.Mapping;
using LerBridge.Core.People;
using LerBridge.Core.Records;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// Finds the records of listed persons: by an identifier that the record has, under the names that the site holds to be the same, or by the person whom the ledger knows it to belong to, as the mapping's own match does.
/// </summary>
internal sealed class CohortFilter
{
    private const int Chunk = 500;

    private readonly IPersonStore persons;
    private readonly PersonMatcher matcher;
    private readonly (string Written, string Type, int Slot)[] fields;
    private readonly Dictionary<PersonIdentifier, List<int>> wanted = [];
    private readonly Dictionary<string, List<int>> wantedPersons = new(StringComparer.Ordinal);
    private readonly HashSet<string> found = new(StringComparer.Ordinal);
    private readonly bool[] met;
    private readonly int sourceKey;
    private bool isLookedUp;

    public CohortFilter(BridgeServices services, MappingPlan plan, Cohort cohort)
    {
        this.persons = services.Persons;
        this.matcher = new PersonMatcher(plan, services.Identity, services.Secret);
        this.sourceKey = plan.Schema.Slot(CohortIdentifier.SourceKey);
        this.met = new bool[cohort.Count];
        this.fields =
        [
            .. IdentityRules.Types.Append(CohortIdentifier.Email)
                .Where(type => plan.Schema.TryGetSlot($"person.{type}", out _))
                .Select(type => (type, services.Identity.Canonical(type), plan.Schema.Slot($"person.{type}"))),
            (CohortIdentifier.SourceKey, PersonMatcher.SourceType(plan), this.sourceKey),
        ];
        for (var at = 0; at < cohort.Count; at++)
        {
            foreach (var identifier in cohort.Persons[at])
            {
                foreach (var type in TypesOf(identifier, plan))
                {
                    Note(this.wanted, new PersonIdentifier(services.Identity.Canonical(type), PersonMatcher.Normal(type, identifier.Value)), at);
                }
            }
        }

        var types = this.fields.Select(field => field.Type).ToHashSet(StringComparer.Ordinal);
        this.Unknown = [.. cohort.Persons.SelectMany(person => person).Select(one => one.Type).OfType<string>().Distinct().Where(type => !TypesOf(new CohortIdentifier(type, string.Empty), plan).Any(one => types.Contains(services.Identity.Canonical(one))))];
    }

    /// <summary>How many of the persons the source had a record of.</summary>
    public int Met => this.met.Count(one => one);

    /// <summary>Types of the list that no record of the stream has: their persons are found only where the ledger knows them.</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <summary>Says of each record whether it is a listed person's.</summary>
    public async Task<bool[]> FindAsync(IReadOnlyList<SourceRecord> records, string runId, CancellationToken cancellationToken)
    {
        if (!this.isLookedUp)
        {
            await this.LookUpAsync(runId, cancellationToken);
            this.isLookedUp = true;
        }

        var listed = new bool[records.Count];
        for (var at = 0; at < records.Count; at++)
        {
            listed[at] = this.HasWanted(records[at]);
        }

        if (this.wantedPersons.Count > 0)
        {
            var asked = records.SelectMany(this.matcher.Identifiers).Distinct().ToArray();
            var known = (await this.persons.FindAsync(runId, asked, cancellationToken)).ToDictionary(pair => pair.Identifier, pair => pair.PersonId);
            for (var at = 0; at < records.Count; at++)
            {
                foreach (var identifier in this.matcher.Identifiers(records[at]))
                {
                    listed[at] |= known.TryGetValue(identifier, out var person) && this.Meet(this.wantedPersons, person);
                }
            }
        }

        // Whoever was found once is found by the source's own key from then on: not every row has every identifier.
        this.found.UnionWith(records.Where((_, at) => listed[at]).Select(this.KeyOf).OfType<string>());
        for (var at = 0; at < records.Count; at++)
        {
            listed[at] |= this.KeyOf(records[at]) is { } key && this.found.Contains(key);
        }

        return listed;
    }

    /// <summary>The source's own key of a record's person.</summary>
    public string? KeyOf(SourceRecord record) => record[this.sourceKey].IsMissing ? null : RecordCodec.TextOf(record[this.sourceKey]);

    private static IEnumerable<string> TypesOf(CohortIdentifier identifier, MappingPlan plan) => identifier.Type switch
    {
        null => [.. plan.Person.Match, PersonMatcher.SourceType(plan)],
        CohortIdentifier.Email => [CohortIdentifier.Email, "verified_email"],
        CohortIdentifier.SourceKey => [PersonMatcher.SourceType(plan)],
        var type => [type],
    };

    private static void Note<T>(Dictionary<T, List<int>> places, T key, int at)
        where T : notnull
    {
        if (!places.TryGetValue(key, out var all))
        {
            places[key] = all = [];
        }

        all.Add(at);
    }

    private bool HasWanted(SourceRecord record)
    {
        var any = false;
        foreach (var (written, type, slot) in this.fields)
        {
            any |= !record[slot].IsMissing && this.Meet(this.wanted, new PersonIdentifier(type, PersonMatcher.Normal(written, RecordCodec.TextOf(record[slot]))));
        }

        return any;
    }

    private bool Meet<T>(Dictionary<T, List<int>> places, T key)
        where T : notnull
    {
        if (!places.TryGetValue(key, out var all))
        {
            return false;
        }

        foreach (var at in all)
        {
            this.met[at] = true;
        }

        return true;
    }

    private async Task LookUpAsync(string runId, CancellationToken cancellationToken)
    {
        foreach (var chunk in this.wanted.Keys.Where(identifier => identifier.Type != CohortIdentifier.Email).Chunk(Chunk))
        {
            foreach (var (identifier, person) in await this.persons.FindAsync(runId, chunk, cancellationToken))
            {
                foreach (var at in this.wanted[identifier])
                {
                    Note(this.wantedPersons, person, at);
                }
            }
        }
    }
}
