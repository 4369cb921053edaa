using LerBridge.Core.Installation;
using LerBridge.Core.Mapping;
using LerBridge.Core.Records;

namespace LerBridge.Core.People;

/// <summary>
/// Finds the person a record is about, by the mapping's identifiers in order and the source's own key last. Ambiguity and conflict are held for a human;
/// nothing is guessed and no identifier moves from one person to another.
/// </summary>
internal sealed class PersonMatcher
{
    /// <summary>How the types of the sources' own keys begin.</summary>
    public const string SourceTypePrefix = "connector:";

    /// <summary>The code of records whose identifiers nobody has.</summary>
    public const string Nobody = "LB3501";

    /// <summary>The code of records without an identifier by which a person could be made.</summary>
    public const string NoIdentifier = "LB3505";

    /// <summary>The field of the source's own key. The mapping compiler sees to it that the stream has it.</summary>
    public const string SourceKeyField = "person.id";

    private readonly MappingPlan plan;
    private readonly IdentityRules rules;
    private readonly InstallationSecret secret;
    private readonly (string Type, int Slot)[] listed;
    private readonly int sourceKeySlot;
    private readonly string sourceType;

    public PersonMatcher(MappingPlan plan, IdentityRules rules, InstallationSecret secret)
    {
        this.plan = plan;
        this.rules = rules;
        this.secret = secret;
        this.sourceKeySlot = plan.Schema.Slot(SourceKeyField);
        this.sourceType = SourceType(plan);
        this.listed = [.. plan.Person.Match
            .Select(type => (type, found: plan.Schema.TryGetSlot("person." + type, out var slot), slot))
            .Where(found => found.found)
            .Select(found => (found.type, found.slot))];
    }

    /// <summary>The identifiers of a record that a match may use: the listed ones that have a value, then the source's own key.</summary>
    public IReadOnlyList<PersonIdentifier> Identifiers(SourceRecord record)
    {
        var identifiers = new List<PersonIdentifier>(this.listed.Length + 1);
        foreach (var (type, slot) in this.listed)
        {
            if (!record[slot].IsMissing && Normal(type, RecordCodec.TextOf(record[slot])) is { Length: > 0 } value)
            {
                identifiers.Add(new PersonIdentifier(this.rules.Canonical(type), value));
            }
        }

        if (!record[this.sourceKeySlot].IsMissing)
        {
            identifiers.Add(new PersonIdentifier(this.sourceType, RecordCodec.TextOf(record[this.sourceKeySlot])));
        }

        return identifiers;
    }

    /// <summary>Decides from what is known of the identifiers.</summary>
    public MatchResult Match(IReadOnlyList<PersonIdentifier> identifiers, IReadOnlyDictionary<PersonIdentifier, string> known)
    {
        string? listedPerson = null;
        string? sourcePerson = null;
        var several = false;
        foreach (var identifier in identifiers)
        {
            if (!known.TryGetValue(identifier, out var person))
            {
                continue;
            }

            if (identifier.Type == this.sourceType)
            {
                sourcePerson = person;
            }
            else if (listedPerson is null)
            {
                listedPerson = person;
            }
            else if (!string.Equals(listedPerson, person, StringComparison.Ordinal))
            {
                several = true;
            }
        }

        var where = this.plan.Person.Where;
        if (several)
        {
            return new MatchResult.Hold(new MapReason("LB3502", "The identifiers belong to more than one person.", where));
        }

        if (listedPerson is not null && sourcePerson is not null && !string.Equals(listedPerson, sourcePerson, StringComparison.Ordinal))
        {
            return new MatchResult.Hold(new MapReason("LB3503", "The source's own key belongs to another person than the record's identifiers.", where));
        }

        var found = listedPerson ?? sourcePerson;
        if (found is null && this.plan.Person.HoldIfNone)
        {
            return new MatchResult.Hold(new MapReason(Nobody, "No person has one of the record's identifiers.", where));
        }

        var source = identifiers.Count > 0 && identifiers[^1].Type == this.sourceType ? identifiers[^1].Value : null;
        if (found is null && source is null)
        {
            return new MatchResult.Hold(new MapReason(NoIdentifier, "The record has no identifier of a person.", where));
        }

        found ??= this.secret.PersonId(this.plan.Connector, source ?? string.Empty);
        return new MatchResult.Person(found, [.. identifiers.Where(identifier => !known.ContainsKey(identifier))]);
    }

    /// <summary>The type of the source's own key.</summary>
    internal static string SourceType(MappingPlan plan) => SourceTypePrefix + plan.Connector;

    /// <summary>A value as it is compared.</summary>
    internal static string Normal(string type, string value) =>
        type is "verified_email" or CohortIdentifier.Email ? value.Trim().ToLowerInvariant() : value.Trim();
}
