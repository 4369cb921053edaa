using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.People;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// Records to which the source has given a new key, in mappings where every record stands for itself: the credential goes on with the new key, and nobody is told, since nothing changed for the learner. That is so
/// where a complete extract lacks exactly one record whose credential says of the same person what exactly one new record would say. Where the extract cannot show that the other record is gone, the new one
/// is held; where several would fit, each is what it would be anyway: new, and gone.
/// </summary>
internal sealed class KeyStage
{
    private const int Chunk = 512;

    private readonly BridgeServices services;
    private readonly RunEntry run;
    private readonly RecordEvaluator evaluator;
    private readonly ChangePolicy policy;
    private readonly HashSet<string> kept = new(StringComparer.Ordinal);
    private bool any;

    public KeyStage(BridgeServices services, RunEntry run, RecordEvaluator evaluator, ChangePolicy policy)
    {
        this.services = services;
        this.run = run;
        this.evaluator = evaluator;
        this.policy = policy;
    }

    /// <summary>The keys of records that wait until all others are decided, since each may be a known one under another key.</summary>
    /// <param name="records">Some records.</param>
    /// <param name="keep">True to keep them for <see cref="DecideAsync"/>; false where another process decides them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlySet<string>> SetAsideAsync(IReadOnlyList<EvaluatedRecord> records, bool keep, CancellationToken cancellationToken)
    {
        var fresh = records.Where(record => record is { IsLater: false, Claimed: not null, Staged.Known: null or { Credential: null } }).ToArray();
        if (fresh.Length == 0)
        {
            return new HashSet<string>();
        }

        KeyCandidate[] candidates = [.. fresh.Select(record => new KeyCandidate(record.Staged.Key, record.Claimed?.PersonId ?? string.Empty, record.Claimed?.Hash ?? string.Empty))];
        var meets = await this.services.Runs.MeetKnownAsync(this.run.Id, candidates, cancellationToken);
        KeyCandidate[] aside = [.. candidates.Where((_, at) => meets[at])];
        if (keep && aside.Length > 0)
        {
            await this.services.Runs.AddKeyCandidatesAsync(this.run.Id, aside, cancellationToken);
            this.any = true;
        }

        return aside.Select(candidate => candidate.RecordKey).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Decides what was set aside, once all other records are.</summary>
    /// <param name="unreadable">Where rows could not be read.</param>
    /// <param name="settle">The last word on a row.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task DecideAsync(UnreadableRows unreadable, Func<Decision, EvaluatedRecord, KnownCredential?, Decision> settle, CancellationToken cancellationToken)
    {
        if (!this.any)
        {
            return;
        }

        await this.services.Runs.ChooseKeysAsync(this.run.Id, cancellationToken);
        var chunk = new List<KeyMatch>(Chunk);
        await foreach (var match in this.services.Runs.ReadKeyMatchesAsync(this.run.Id, cancellationToken))
        {
            chunk.Add(match);
            if (chunk.Count == Chunk)
            {
                await this.DecideAsync(chunk, unreadable, settle, cancellationToken);
                chunk.Clear();
            }
        }

        await this.DecideAsync(chunk, unreadable, settle, cancellationToken);
    }

    /// <summary>True where the credential of an absent record goes on with another key, so that it is not absent.</summary>
    public bool GoesOn(KnownRecord absent) => absent is { MayGoOn: true, Credential: { } credential } && !this.kept.Contains(credential.Id);

    private async Task DecideAsync(List<KeyMatch> chunk, UnreadableRows unreadable, Func<Decision, EvaluatedRecord, KnownCredential?, Decision> settle, CancellationToken cancellationToken)
    {
        if (chunk.Count == 0)
        {
            return;
        }

        var persons = new List<PlannedPerson>();
        var records = await this.evaluator.EvaluateAsync([.. chunk.Select(match => match.Staged)], persons, cancellationToken);
        var decisions = new List<Decision>(chunk.Count);
        for (var at = 0; at < chunk.Count; at++)
        {
            var goesOn = Takes(records[at], chunk[at]) && chunk[at].IsGone && !unreadable.MayHold(chunk[at].Partition);
            var decision = settle(this.Decide(records[at], chunk[at], goesOn), records[at], goesOn ? chunk[at].Credential : null);
            if (chunk[at].Credential is { } credential && decision is not { Kind: DecisionKind.Unchanged, Change: SourceChange.KeyChange })
            {
                this.kept.Add(credential.Id);
            }

            decisions.Add(decision);
        }

        await this.services.Runs.AddDecisionsAsync(this.run.Id, decisions, persons, cancellationToken);
    }

    // A key that passed on credentials before takes none that is older than those: an id that is made of its key would be made twice.
    private static bool Takes(EvaluatedRecord record, KeyMatch match) =>
        record.Claimed is { } claimed && match.Credential is { } credential
        && credential.PersonId == claimed.PersonId && credential.ClaimsHash == claimed.Hash
        && !(record.Staged.Known?.PassedOn > credential.Generation);

    private Decision Decide(EvaluatedRecord record, KeyMatch match, bool goesOn)
    {
        if (record.Claimed is not { } claimed)
        {
            return this.policy.WithoutClaims(record.Staged, record.Result);
        }

        if (!Takes(record, match))
        {
            return this.policy.WithClaims(record.Staged, claimed);
        }

        return goesOn
            ? this.policy.WithClaims(record.Staged, claimed, new Standpoint(match.Credential, record.Staged.Key, Passes: true), before: null)
            : this.policy.PerhapsKnown(record.Staged, claimed);
    }
}
