using LerBridge.Core.Credentials;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;

namespace LerBridge.Core.People;

/// <summary>What a person's credentials have for records, as the last extracts had them, to tell whose each would be were some identifiers somebody else's. Asks no source.</summary>
internal sealed class SplitLook
{
    private readonly IReadOnlyList<Seen> credentials;
    private readonly IReadOnlyList<PersonIdentifier> all;

    private SplitLook(IReadOnlyList<Seen> credentials, IReadOnlyList<PersonIdentifier> all)
    {
        this.credentials = credentials;
        this.all = all;
    }

    /// <summary>Looks at the records of a person's credentials that are not revoked.</summary>
    public static async Task<SplitLook> AtAsync(BridgeServices services, KnownPerson person, IReadOnlyList<MappingPlan> mappings, CancellationToken cancellationToken)
    {
        var seen = new List<Seen>();
        foreach (var group in person.Credentials.Where(credential => credential.State != CredentialState.Revoked).GroupBy(credential => credential.Mapping, StringComparer.Ordinal))
        {
            var plan = mappings.FirstOrDefault(one => one.Id == group.Key);
            var extract = plan is null ? null : await services.Seen.FindAsync(plan.Id, plan.Connector, plan.Schema.Stream, cancellationToken);
            foreach (var credential in group)
            {
                var record = extract is null ? null : await services.Seen.FindRecordAsync(extract, credential.RecordKey, cancellationToken);
                var identifiers = plan is not null && extract is not null && record is { RejectCode: null }
                    ? new PersonMatcher(plan, services.Identity, services.Secret).Identifiers(new CheckedMapper(plan, extract.RecordDate, services.Issuer.Check).Read(record.Content.Span, record.Number))
                    : null;
                seen.Add(new Seen(credential, identifiers));
            }
        }

        return new SplitLook(seen, person.Identifiers);
    }

    /// <summary>Whose each credential would be.</summary>
    /// <param name="moved">What would be somebody else's.</param>
    public IReadOnlyList<(PersonCredential Credential, SplitFate Fate)> Fates(IReadOnlyList<PersonIdentifier> moved) =>
        [.. this.credentials.Select(one => (one.Credential, one.Identifiers is null ? SplitFate.Unseen : this.FateOf(one.Identifiers, moved)))];

    /// <summary>The sources' own keys among them.</summary>
    public IReadOnlyList<PersonIdentifier> KeysBeside(IReadOnlyList<PersonIdentifier> moved) => [.. this.Beside(moved).Where(identifier => identifier.Type.StartsWith(PersonMatcher.SourceTypePrefix, StringComparison.Ordinal))];

    /// <summary>What stands in records beside what would be somebody else's, and would stay.</summary>
    public IReadOnlyList<PersonIdentifier> Beside(IReadOnlyList<PersonIdentifier> moved) =>
    [
        .. this.credentials
            .Where(one => one.Identifiers?.Any(moved.Contains) == true)
            .SelectMany(one => one.Identifiers ?? [])
            .Where(identifier => this.all.Contains(identifier) && !moved.Contains(identifier))
            .Distinct(),
    ];

    private SplitFate FateOf(IReadOnlyList<PersonIdentifier> identifiers, IReadOnlyList<PersonIdentifier> moved)
    {
        if (!identifiers.Any(moved.Contains))
        {
            return SplitFate.Stays;
        }

        var rest = identifiers.Where(identifier => !moved.Contains(identifier) && this.all.Contains(identifier)).ToArray();
        return rest.Length == 0 ? SplitFate.Moves : SplitFate.Contested;
    }

    private sealed record Seen(PersonCredential Credential, IReadOnlyList<PersonIdentifier>? Identifiers);
}

/// <summary>Whose a credential's record would be after a split.</summary>
internal enum SplitFate
{
    /// <summary>The other person's.</summary>
    Moves,

    /// <summary>The person's, as before.</summary>
    Stays,

    /// <summary>It has identifiers of both.</summary>
    Contested,

    /// <summary>It is not in the last extract.</summary>
    Unseen,
}
