using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.People;
using LerBridge.Core.Records;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// Staged records to a sealed plan: records that cannot have changed are a count, the others are mapped (on all cores), matched and decided.
/// No side effects outside the plan.
/// </summary>
internal sealed class DecideStage
{
    private const int Chunk = 512;
    private const string UnknownSpell = "LB3106";

    private readonly BridgeServices services;
    private readonly MappingPlan plan;
    private readonly RunEntry run;
    private readonly RecordCodec codec;
    private readonly PersonMatcher matcher;
    private readonly ChangePolicy policy;
    private readonly RunTally tally;
    private readonly int number;
    private readonly int confidential;
    private readonly UnreadableRows unreadable = new();

    public DecideStage(BridgeServices services, MappingPlan plan, RunEntry run)
    {
        this.services = services;
        this.plan = plan;
        this.run = run;
        this.codec = new RecordCodec(plan.Schema);
        this.matcher = new PersonMatcher(plan, services.Identity, services.Secret);
        this.policy = new ChangePolicy(plan, run, services.Secret, services.Suspendable);
        this.tally = new RunTally(services.Secret);
        this.number = plan.Schema.Sequence is { } sequence ? plan.Schema.Slot(sequence.Field) : -1;
        this.confidential = plan.Schema.TryGetSlot("person.confidential", out var slot) ? slot : -1;
    }

    public async Task<RunEntry> RunAsync(IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        var unread = new UnreadGuard(this.plan, await this.services.Runs.UnreadAsync(this.run.Id, cancellationToken));
        var chunk = new List<StagedRecord>(Chunk);
        var done = 0L;
        await foreach (var staged in this.services.Runs.ReadStagedAsync(this.run.Id, cancellationToken))
        {
            done++;
            this.unreadable.See(staged);
            if (this.IsSettled(staged))
            {
                continue;
            }

            chunk.Add(staged);
            if (chunk.Count == Chunk)
            {
                await this.DecideAsync(chunk, unread, cancellationToken);
                chunk.Clear();
                progress?.Report(new RunProgress(this.plan.Id, RunStage.Decide, done, Total: null));
            }
        }

        await this.DecideAsync(chunk, unread, cancellationToken);
        await this.DecideAbsentAsync(cancellationToken);
        var hash = await PlanHash.ComputeAsync(this.services.Runs, this.run, this.plan, cancellationToken);
        await this.services.Runs.SealAsync(this.run.Id, hash, this.tally.Counts(this.run.Counts.Duplicates), this.tally.Problems(), cancellationToken);
        return await this.services.Runs.FindAsync(this.run.Id, cancellationToken) ?? throw new InvalidOperationException("The run vanished from the ledger.");
    }

    /// <summary>
    /// True, and counted, where nothing that decides has changed: the last outcome stands again. What was held by a match, for an incomplete extract or for
    /// fields that could not be read is evaluated each time, since a person may have become known, the extract complete and the fields readable.
    /// </summary>
    private bool IsSettled(StagedRecord staged)
    {
        if (staged.Known is not { } known
            || !string.Equals(known.Fingerprint, staged.Fingerprint, StringComparison.Ordinal)
            || !string.Equals(known.MappingHash, this.plan.Hash, StringComparison.Ordinal)
            || (this.plan.ReadsRecordDate && known.DecidedOn != this.run.RecordDate)
            || known.Code == UnknownSpell
            || known.Code == UnreadGuard.Code
            || known.Code == ChangeReasons.Grace
            || known.Code?.StartsWith("LB35", StringComparison.Ordinal) == true
            || known.AbsentSince is not null)
        {
            return false;
        }

        var waits = known.Outcome == DecisionKind.Held && known.Code == ChangePolicy.WaitsCode;
        this.tally.Add(known.Outcome, staged.Key, known.Code, known.Reason, known.Where, waits, row: staged.RejectCode is not null);
        return true;
    }

    private async Task DecideAsync(List<StagedRecord> chunk, UnreadGuard unread, CancellationToken cancellationToken)
    {
        if (chunk.Count == 0)
        {
            return;
        }

        var mapped = new MappedRecord[chunk.Count];
        Parallel.For(0, chunk.Count, new ParallelOptions { CancellationToken = cancellationToken }, i => mapped[i] = this.Map(chunk[i]));
        if (Array.Find(mapped, record => record.Result is MapResult.Stop) is { Result: MapResult.Stop stop })
        {
            throw new MappingStopException(stop.Reason);
        }

        var asked = mapped.SelectMany(record => record.Identifiers).Distinct().ToArray();
        var known = (await this.services.Persons.FindAsync(this.run.Id, asked, cancellationToken)).ToDictionary(pair => pair.Identifier, pair => pair.PersonId);
        var outlines = await this.OutlinesAsync(mapped, cancellationToken);
        var persons = new List<PlannedPerson>();
        var decisions = new List<Decision>(chunk.Count);
        foreach (var record in mapped)
        {
            var decision = unread.Check(record.Staged, this.Decide(record, known, outlines, persons));
            this.tally.Add(decision, row: record.Staged.RejectCode is not null);
            decisions.Add(decision);
        }

        await this.services.Runs.AddDecisionsAsync(this.run.Id, decisions, persons, cancellationToken);
    }

    private MappedRecord Map(StagedRecord staged)
    {
        if (staged.RejectCode is { } code)
        {
            return new MappedRecord(staged, new MapResult.Fail(new MapReason(code, staged.RejectReason ?? string.Empty, staged.Place ?? this.plan.File)), [], PrivacyUnknown: false);
        }

        if (this.number >= 0 && staged.Number is not null && this.run.ExtractComplete != true)
        {
            var reason = new MapReason(UnknownSpell, "The extract is incomplete, so it cannot be told which spell of the position this is.", this.plan.File);
            return new MappedRecord(staged, new MapResult.Hold(reason), [], PrivacyUnknown: false);
        }

        var record = this.codec.Decode(staged.Content.Span);
        record[this.plan.Schema.RecordDateSlot] = Value.Of((DateOnly?)this.run.RecordDate);
        if (staged.Number is { } spell)
        {
            record[this.number] = Value.Of((decimal?)spell);
        }

        var result = this.plan.Mapper.Map(record);
        if (result is not MapResult.Issue issue)
        {
            return new MappedRecord(staged, result, [], PrivacyUnknown: false);
        }

        var privacyUnknown = this.confidential >= 0 && record[this.confidential].IsMissing;
        var problems = this.services.Issuer.Check(this.plan.Profile, issue.Claims);
        if (problems.Count > 0)
        {
            var first = problems[0];
            result = new MapResult.Hold(new MapReason(first.Code, $"{first.Message} ({first.Pointer})", this.plan.File));
        }

        var claimed = result is MapResult.Issue sound ? new ClaimedRecord(sound.Claims, string.Empty) { Rank = sound.Rank } : null;
        return new MappedRecord(staged, result, this.matcher.Identifiers(record), privacyUnknown) { Claimed = claimed };
    }

    /// <summary>What the credentials of records that changed say now.</summary>
    private async Task<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> OutlinesAsync(MappedRecord[] mapped, CancellationToken cancellationToken)
    {
        var changed = mapped
            .Where(record => record.Claimed is { } claimed && record.Staged.Known?.Credential is { } credential && credential.ClaimsHash != claimed.Hash)
            .Select(record => record.Staged.Known?.Credential?.Id ?? string.Empty)
            .ToArray();
        return changed.Length == 0 ? new Dictionary<string, ReadOnlyMemory<byte>>() : await this.services.Runs.OutlinesAsync(changed, cancellationToken);
    }

    private Decision Decide(
        MappedRecord mapped, Dictionary<PersonIdentifier, string> known, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> outlines, List<PlannedPerson> persons)
    {
        if (mapped.Claimed is not { } claimed)
        {
            return this.policy.WithoutClaims(mapped.Staged, mapped.Result);
        }

        switch (this.matcher.Match(mapped.Identifiers, known))
        {
            case MatchResult.Person person:
                if (person.New.Count > 0)
                {
                    persons.Add(new PlannedPerson(person.Id, person.New));
                    foreach (var identifier in person.New)
                    {
                        known[identifier] = person.Id;
                    }
                }

                var before = mapped.Staged.Known?.Credential is { } credential && outlines.TryGetValue(credential.Id, out var packed) ? ClaimsOutline.Read(packed.Span) : null;
                return this.policy.WithClaims(mapped.Staged, claimed with { PersonId = person.Id }, before) with { PrivacyUnknown = mapped.PrivacyUnknown };
            case MatchResult.Hold hold:
                return this.policy.WithoutClaims(mapped.Staged, new MapResult.Hold(hold.Reason));
            default:
                throw new InvalidOperationException("A match is a person or a hold.");
        }
    }

    private async Task DecideAbsentAsync(CancellationToken cancellationToken)
    {
        var decisions = new List<Decision>();
        await foreach (var known in this.services.Runs.ReadAbsentAsync(this.run.Id, cancellationToken))
        {
            var decision = this.policy.Absent(known, this.unreadable.MayHold(known.Partition));
            this.tally.Add(decision);
            decisions.Add(decision);
            if (decisions.Count == Chunk)
            {
                await this.services.Runs.AddDecisionsAsync(this.run.Id, decisions, [], cancellationToken);
                decisions.Clear();
            }
        }

        if (decisions.Count > 0)
        {
            await this.services.Runs.AddDecisionsAsync(this.run.Id, decisions, [], cancellationToken);
        }
    }

    private sealed record MappedRecord(StagedRecord Staged, MapResult Result, IReadOnlyList<PersonIdentifier> Identifiers, bool PrivacyUnknown)
    {
        /// <summary>What is to be said, where the record qualifies; its person is found afterwards.</summary>
        public ClaimedRecord? Claimed { get; init; }
    }
}
