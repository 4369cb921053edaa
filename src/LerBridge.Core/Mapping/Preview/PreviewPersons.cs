using LerBridge.Core.Installation;
using LerBridge.Core.People;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Preview;

/// <summary>The persons that a ledger knows, to say which records would be held for their match. Nobody is added.</summary>
/// <param name="store">The persons.</param>
/// <param name="rules">Which identifiers stand for each other.</param>
/// <param name="secret">The installation secret.</param>
/// <param name="runId">A run whose planned persons count as well.</param>
public sealed class PreviewPersons(IPersonStore store, IdentityRules rules, InstallationSecret secret, string runId)
{
    /// <summary>What tells the identifiers of a mapping's records, as they are matched.</summary>
    public Func<SourceRecord, IReadOnlyList<PersonIdentifier>> IdentifiersOf(MappingPlan plan) => new PersonMatcher(plan, rules, secret).Identifiers;

    /// <summary>Turns what would be issued into a hold where the match would say so.</summary>
    internal async Task MatchAsync(MappingPlan plan, (MapResult Result, SourceRecord? Record)[] results, CancellationToken cancellationToken)
    {
        var matcher = new PersonMatcher(plan, rules, secret);
        var identifiers = Array.ConvertAll(results, pair => pair is { Result: MapResult.Issue, Record: { } record } ? matcher.Identifiers(record) : []);
        var asked = identifiers.SelectMany(one => one).Distinct().ToArray();
        var known = (await store.FindAsync(runId, asked, cancellationToken)).ToDictionary(pair => pair.Identifier, pair => pair.PersonId);
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i].Result is MapResult.Issue && matcher.Match(identifiers[i], known) is MatchResult.Hold hold)
            {
                results[i].Result = new MapResult.Hold(hold.Reason);
            }
        }
    }
}
