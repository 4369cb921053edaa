using System.Globalization;
using LerBridge.Core.Credentials;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;

namespace LerBridge.Core.People;

/// <summary>Where persons say who is who. What follows is said before anything is done; nothing that was issued changes until the next runs have decided.</summary>
public sealed class PersonDesk
{
    private const int MostNamed = 10;
    private const string NoneStands = "No credential that stands is concerned.";

    private readonly BridgeServices services;

    /// <summary>Makes the desk.</summary>
    public PersonDesk(BridgeServices services) => this.services = services;

    /// <summary>The persons by an identifier's value, or an id.</summary>
    public Task<IReadOnlyList<KnownPerson>> FindAsync(string value, CancellationToken cancellationToken) => this.services.Directory.FindAsync(value, cancellationToken);

    /// <summary>What it would come to if two persons were one. Nothing is done.</summary>
    /// <param name="kept">Who stays.</param>
    /// <param name="merged">Who becomes part of the first.</param>
    /// <param name="mappings">The mappings of the site.</param>
    public static PersonProposal Link(KnownPerson kept, KnownPerson merged, IReadOnlyList<MappingPlan> mappings) => kept.Id == merged.Id
        ? new PersonProposal(kept.Id, kept.Id, [], [], new HandRefusal("LB4080", "They are one person already."))
        : new PersonProposal(merged.Id, kept.Id, merged.Identifiers, [.. Consequences(merged.Identifiers, merged.Credentials, mappings)], Refusal: null);

    /// <summary>What it would come to if some identifiers were another person's. Nothing is done.</summary>
    /// <param name="person">Whose they are now.</param>
    /// <param name="moved">Those that are somebody else's.</param>
    /// <param name="withSourceKeys">True to move with them the sources' own keys that stand beside them in records that the last extracts had.</param>
    /// <param name="mappings">The mappings of the site.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<PersonProposal> SplitAsync(
        KnownPerson person, IReadOnlyList<PersonIdentifier> moved, bool withSourceKeys, IReadOnlyList<MappingPlan> mappings, CancellationToken cancellationToken)
    {
        moved = [.. moved.Distinct()];
        if (moved.Count == 0 || moved.Any(identifier => !person.Identifiers.Contains(identifier)))
        {
            return new PersonProposal(person.Id, person.Id, [], [], new HandRefusal("LB4081", "That is no identifier of this person. Name those that are somebody else's, as in sis_id=S1234567."));
        }

        var look = await SplitLook.AtAsync(this.services, person, mappings, cancellationToken);
        moved = withSourceKeys ? [.. moved, .. look.KeysBeside(moved)] : moved;
        if (moved.Count == person.Identifiers.Count)
        {
            return new PersonProposal(person.Id, person.Id, [], [], new HandRefusal("LB4081", "These are all identifiers of the person, so nobody would be left. Name those that are somebody else's."));
        }

        // Of this moment, so that a person who is split twice becomes two new ones.
        var at = this.services.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var other = this.services.Secret.PersonId("split", $"{person.Id} {moved[0].Type}={moved[0].Value} {at}");
        return new PersonProposal(person.Id, other, moved, [WhoseIs(moved), .. Fates(look, moved, mappings)], Refusal: null);
    }

    /// <summary>Does it.</summary>
    /// <returns>False where the persons have changed since they were shown.</returns>
    public async Task<bool> ActAsync(PersonProposal proposal, string by, string reason, CancellationToken cancellationToken)
    {
        var manifests = new ManifestDesk(this.services);
        var move = new PersonMove(proposal.From, proposal.To, proposal.Moved, by, reason, this.services.Time.GetUtcNow());
        if (!await this.services.Directory.MoveAsync(move, manifests.Seal, cancellationToken))
        {
            return false;
        }

        await manifests.PublishEndAsync(cancellationToken);
        return true;
    }

    private static IEnumerable<string> Consequences(IReadOnlyList<PersonIdentifier> moved, IReadOnlyList<PersonCredential> credentials, IReadOnlyList<MappingPlan> mappings)
    {
        yield return WhoseIs(moved);
        var standing = credentials.Where(credential => credential.State != CredentialState.Revoked).GroupBy(credential => credential.Mapping, StringComparer.Ordinal).ToArray();
        if (standing.Length == 0)
        {
            yield return NoneStands;
        }

        foreach (var group in standing)
        {
            var rule = mappings.FirstOrDefault(plan => plan.Id == group.Key)?.OnChange.PersonChanged;
            yield return $"{group.Key}: the next run decides anew about {Counted.Of(group.Count(), "credential")}. Where its record is the other person's then, {Does(rule)}.";
        }
    }

    private static string WhoseIs(IReadOnlyList<PersonIdentifier> moved) =>
        $"{Counted.Of(moved.Count, "identifier")} ({string.Join(", ", moved.Select(identifier => identifier.Type).Distinct())}) will be the other person's.";

    private static IEnumerable<string> Fates(SplitLook look, IReadOnlyList<PersonIdentifier> moved, IReadOnlyList<MappingPlan> mappings)
    {
        var fates = look.Fates(moved);
        if (fates.Count == 0)
        {
            yield return NoneStands;
        }

        foreach (var group in fates.GroupBy(one => (one.Credential.Mapping, one.Fate)))
        {
            var which = $"{group.Key.Mapping}: {Counted.Of(group.Count(), "credential")}";
            var ids = Named([.. group.Select(one => one.Credential.Id)]);
            yield return group.Key.Fate switch
            {
                SplitFate.Moves => $"{which} of records that are the other person's then: with the next run, {Does(mappings.FirstOrDefault(plan => plan.Id == group.Key.Mapping)?.OnChange.PersonChanged)}. {ids}",
                SplitFate.Stays => $"{which} of records that stay this person's. {ids}",
                SplitFate.Unseen => $"{which} of records that are not in the last extract: whose they are shows when they come again, and until then nothing happens. {ids}",
                _ => $"{which} of records with identifiers of both: the next run holds them (LB3502, LB3503), since {string.Join(", ", look.Beside(moved).Select(identifier => identifier.Type).Distinct())} would stay. {ids}",
            };
        }

        if (look.KeysBeside(moved) is { Count: > 0 } keys)
        {
            yield return $"{string.Join(", ", keys.Select(key => key.Type).Distinct())}: the source's own key of such records stays this person's. Name it too, or say --with-source-keys, where the whole record is the other person's.";
        }
    }

    private static string Named(IReadOnlyList<string> ids) => string.Join(", ", ids.Take(MostNamed)) + (ids.Count > MostNamed ? $" and {ids.Count - MostNamed} more" : string.Empty);

    private static string Does(OnChangeRule? rule) => rule?.Action switch
    {
        null => "nothing happens, since the site no longer has the mapping",
        ChangeAction.Correct => "it is corrected: the same credential, about the other person",
        ChangeAction.Reissue => "it is revoked, and a new one about the other person takes its place",
        ChangeAction.Suspend => "it is suspended",
        ChangeAction.Revoke => "it is revoked",
        ChangeAction.Ignore => "it stays as it is",
        _ => "it is held",
    } + (rule is null ? string.Empty : $" (on_change.person_changed, {rule.Where})");
}

/// <summary>A decision about who is who, as it would be.</summary>
/// <param name="From">Whose the identifiers are.</param>
/// <param name="To">Whose they would be.</param>
/// <param name="Moved">Which.</param>
/// <param name="Consequences">What follows, a sentence each.</param>
/// <param name="Refusal">Why it cannot be; null where it can.</param>
public sealed record PersonProposal(string From, string To, IReadOnlyList<PersonIdentifier> Moved, IReadOnlyList<string> Consequences, HandRefusal? Refusal);
