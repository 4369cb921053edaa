using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.People;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// Deciding where one record of several is kept (<c>repeat</c>): what is new goes to the ledger as candidates, the rest of their groups follows, the ledger keeps one of each group,
/// and every candidate is decided. Groups without anything new are never looked at, and nothing is remembered here.
/// </summary>
internal sealed class GroupStage
{
    private const int Chunk = 512;

    private readonly BridgeServices services;
    private readonly MappingPlan plan;
    private readonly RunEntry run;
    private readonly RecordEvaluator evaluator;
    private readonly RunTally tally;
    private readonly UnreadGuard unread;
    private readonly GroupPolicy policy;
    private readonly Func<Decision, bool, Decision> keep;

    public GroupStage(BridgeServices services, MappingPlan plan, RunEntry run, RecordEvaluator evaluator, ChangePolicy policy, RunTally tally, Func<Decision, bool, Decision> keep, UnreadGuard unread)
    {
        this.services = services;
        this.plan = plan;
        this.run = run;
        this.evaluator = evaluator;
        this.tally = tally;
        this.keep = keep;
        this.unread = unread;
        this.policy = new GroupPolicy(plan, policy);
    }

    /// <summary>Records that are new or changed.</summary>
    public async Task AddAsync(IReadOnlyList<StagedRecord> chunk, CancellationToken cancellationToken)
    {
        var persons = new List<PlannedPerson>();
        var evaluated = await this.evaluator.EvaluateAsync(chunk, persons, cancellationToken);
        await this.services.Runs.AddCandidatesAsync(this.run.Id, [.. evaluated.Select(this.CandidateOf)], persons, cancellationToken);
    }

    /// <summary>A record that is gone past its grace.</summary>
    public Task AddAbsentAsync(Decision absent, CancellationToken cancellationToken) => this.services.Runs.AddCandidatesAsync(
        this.run.Id,
        [
            new Candidate
            {
                RecordKey = absent.RecordKey,
                Partition = absent.Partition,
                Fingerprint = absent.Fingerprint,
                Standing = Standing.Absent,
                AbsentSince = absent.AbsentSince,
                AbsentRuns = absent.AbsentRuns,
            },
        ],
        [],
        cancellationToken);

    /// <summary>Keeps one of each group that has something new, and decides its records.</summary>
    public async Task DecideAsync(CancellationToken cancellationToken)
    {
        await this.services.Runs.NoteGroupsAsync(this.run.Id, cancellationToken);
        await this.AddRestAsync(cancellationToken);
        await this.services.Runs.ChooseAsync(this.run.Id, this.plan.Repeat.Keep, ChangeReasons.Superseded, cancellationToken);
        var chunk = new List<GroupMember>(Chunk);
        await foreach (var member in this.services.Runs.ReadMembersAsync(this.run.Id, cancellationToken))
        {
            chunk.Add(member);
            if (chunk.Count == Chunk)
            {
                await this.DecideAsync(chunk, cancellationToken);
                chunk.Clear();
            }
        }

        await this.DecideAsync(chunk, cancellationToken);
    }

    private Candidate CandidateOf(EvaluatedRecord record)
    {
        var (standing, reason) = record switch
        {
            { Claimed: not null } when record.Group is not null => (Standing.Qualifies, null),
            { Claimed: not null } => (Standing.Failed, new MapReason("LB3101", "A field of the record's group has no value.", this.plan.Repeat.Where)),
            { Result: MapResult.Skip skip } => (Standing.Skipped, skip.Reason),
            { Result: MapResult.Hold hold } => (Standing.Held, hold.Reason),
            { Result: MapResult.Fail fail } => (Standing.Failed, fail.Reason),
            _ => throw new InvalidOperationException($"A {record.Result.GetType().Name} has claims or ends the run."),
        };
        return new Candidate
        {
            RecordKey = record.Staged.Key,
            Partition = record.Staged.Partition,
            Fingerprint = record.Staged.Fingerprint,
            Standing = standing,
            Group = record.Group,
            Dated = record.Dated,
            Rank = record.Claimed?.Rank,
            PersonId = record.Claimed?.PersonId,
            Claims = standing == Standing.Qualifies ? record.Claimed?.Claims ?? default : default,
            PrivacyUnknown = record.PrivacyUnknown,
            Code = reason?.Code,
            Reason = reason?.Text,
            Where = reason?.Where,
            Rejected = record.Staged.RejectCode is not null,
        };
    }

    // They were counted as they stood; now they are compared again.
    private async Task AddRestAsync(CancellationToken cancellationToken)
    {
        var chunk = new List<StagedRecord>(Chunk);
        await foreach (var staged in this.services.Runs.ReadSettledMembersAsync(this.run.Id, cancellationToken))
        {
            if (staged.Known is { } known)
            {
                this.tally.Remove(known, staged.RejectCode is not null);
            }

            chunk.Add(staged);
            if (chunk.Count == Chunk)
            {
                await this.AddAsync(chunk, cancellationToken);
                chunk.Clear();
            }
        }

        if (chunk.Count > 0)
        {
            await this.AddAsync(chunk, cancellationToken);
        }
    }

    private async Task DecideAsync(List<GroupMember> chunk, CancellationToken cancellationToken)
    {
        if (chunk.Count == 0)
        {
            return;
        }

        var claimed = new ClaimedRecord?[chunk.Count];
        Parallel.For(0, chunk.Count, new ParallelOptions { CancellationToken = cancellationToken }, i => claimed[i] = GroupPolicy.Claimed(chunk[i]));
        var outlines = await Outlines.ReadAsync(this.services.Runs, chunk.Select((member, i) => (claimed[i], GroupPolicy.Target(member))), cancellationToken);
        var decisions = new List<Decision>(chunk.Count);
        for (var i = 0; i < chunk.Count; i++)
        {
            var target = GroupPolicy.Target(chunk[i]);
            var decision = this.unread.Check(this.policy.Decide(chunk[i], claimed[i], Outlines.Of(outlines, target)), target ?? chunk[i].Known?.Credential, chunk[i].Known?.Pending);
            decisions.Add(this.keep(decision, chunk[i].Candidate.Rejected));
        }

        await this.services.Runs.AddDecisionsAsync(this.run.Id, decisions, [], cancellationToken);
    }
}
