using System.Security.Cryptography;
using System.Text;
using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using LerBridge.Core.People;
using LerBridge.Core.Sources;
using LerBridge.Tests.Builders;

namespace LerBridge.Tests.Contracts;

/// <summary>Brings a ledger into situations, by the calls that the pipeline makes.</summary>
internal sealed class LedgerDriver
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    public LedgerDriver(LedgerStores stores) => this.Stores = stores;

    public LedgerStores Stores { get; }

    public IReadOnlyList<string> Destinations { get; init; } = [];

    public DateTimeOffset Now { get; init; } = Start;

    /// <summary>A row with a key; other content gives another fingerprint.</summary>
    public static StagedRow Row(string key, string content = "v1", string? group = null, string? order = null) => new()
    {
        Key = key,
        Fingerprint = Hash(content),
        Content = Encoding.UTF8.GetBytes(content),
        Group = group,
        Order = order,
        Place = "file row 1",
    };

    public static StagedBatch Batch(string partition, IReadOnlyList<StagedRow> rows, int cursor = 1, PartitionEnd? end = null, bool restarts = false) => new()
    {
        Partition = partition,
        Rows = rows,
        Cursor = new SourceCursor(1, $"c{cursor}"),
        End = end,
        Restarts = restarts,
    };

    /// <summary>Seals an act by writing down what it was given.</summary>
    public static SignedManifest Sealed(HandRecord act) =>
        new($"{act.Run.Id} by hand {act.Run.ByHand}, {act.Versions.Count} versions, {act.Acts.Count} acts, {act.Unsealed} unsealed, after {act.Before ?? "nothing"}", $"end {act.Run.Id}");

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string CredentialId(string key) => $"urn:uuid:{new Guid(FirstBytes(key)):D}";

    public async Task<RunEntry> StartAsync(string id, DateOnly? day = null, string mapping = "courses")
    {
        var run = Runs.Make(day, id, mapping) with { StartedAt = this.Now, Settles = true };
        await this.Stores.Runs.StartAsync(run, CancellationToken.None);
        return run;
    }

    /// <summary>Stages keys in one complete partition and ends the pull.</summary>
    public async Task<RunEntry> PullAsync(string runId, params string[] keys)
    {
        await this.Stores.Runs.StageAsync(runId, Batch("all", [.. keys.Select(key => Row(key))], end: new PartitionEnd.Complete()), CancellationToken.None);
        return await this.Stores.Runs.EndPullAsync(runId, numbered: false, CancellationToken.None);
    }

    public static Decision Decide(string key, DecisionKind kind, int baseVersion = 0, string claims = "claims") => new()
    {
        RecordKey = key,
        Partition = "all",
        Fingerprint = Hash("v1"),
        Kind = kind,
        CredentialId = kind is DecisionKind.Skipped or DecisionKind.Failed ? null : CredentialId(key),
        PersonId = "p-" + key,
        BaseVersion = baseVersion,
        Claims = kind is DecisionKind.New or DecisionKind.Corrected ? Encoding.UTF8.GetBytes(claims) : default,
        ClaimsHash = Hash(claims),
    };

    /// <summary>Decides, seals, applies and completes.</summary>
    public async Task<RunEntry> FinishAsync(string runId, params Decision[] decisions)
    {
        await this.SealAsync(runId, decisions);
        await this.ApplyAsync(runId);
        return await this.Stores.Runs.CompleteAsync(runId, this.Now, RunOutcome.Succeeded, CancellationToken.None);
    }

    public async Task SealAsync(string runId, IReadOnlyList<Decision> decisions, IReadOnlyList<PlannedPerson>? persons = null)
    {
        await this.Stores.Runs.AddDecisionsAsync(runId, decisions, persons ?? [], CancellationToken.None);
        long Of(DecisionKind kind) => decisions.Count(decision => decision.Kind == kind);
        var counts = new RunCounts
        {
            Unchanged = Of(DecisionKind.Unchanged),
            New = Of(DecisionKind.New),
            Corrected = Of(DecisionKind.Corrected),
            Withdrawn = Of(DecisionKind.Withdrawn),
            Skipped = Of(DecisionKind.Skipped),
            Held = Of(DecisionKind.Held),
            Failed = Of(DecisionKind.Failed),
            AbsentKept = Of(DecisionKind.AbsentKept),
            AbsentHeld = Of(DecisionKind.AbsentHeld),
            AbsentWithdrawn = Of(DecisionKind.AbsentWithdrawn),
        };
        await this.Stores.Runs.SealAsync(runId, "plan-hash", counts, [], CancellationToken.None);
    }

    public async Task<IReadOnlyList<ApplyResult>> ApplyAsync(string runId, int limit = 100)
    {
        var parts = new List<ApplyResult>();
        do
        {
            parts.Add(await this.Stores.Runs.ApplyPartAsync(runId, limit, this.Sign, CancellationToken.None));
        }
        while (parts[^1].Taken > 0);
        return parts;
    }

    /// <summary>A run from start to end that issues a credential for each key.</summary>
    public async Task<RunEntry> IssueAsync(string runId, params string[] keys)
    {
        await this.StartAsync(runId);
        await this.PullAsync(runId, keys);
        return await this.FinishAsync(runId, [.. keys.Select(key => Decide(key, DecisionKind.New))]);
    }

    /// <summary>Signs without a key: the document says which version it is.</summary>
    public IReadOnlyList<AppliedChange> Sign(IReadOnlyList<PlannedChange> part) => [.. part.Select(this.Sign)];

    private AppliedChange Sign(PlannedChange change)
    {
        var decision = change.Decision;
        var (operation, state) = decision.Kind switch
        {
            DecisionKind.Withdrawn when decision.Action == CredentialAction.Suspend => (DeliveryOperation.Suspend, CredentialState.Suspended),
            DecisionKind.New => (DeliveryOperation.Issue, CredentialState.Valid),
            DecisionKind.Corrected => (DeliveryOperation.Correct, CredentialState.Valid),
            _ => (DeliveryOperation.Withdraw, CredentialState.Revoked),
        };
        if (decision.Kind is not (DecisionKind.New or DecisionKind.Corrected or DecisionKind.Withdrawn or DecisionKind.AbsentWithdrawn) || decision.CredentialId is not { } id)
        {
            return new AppliedChange { Decision = decision, At = this.Now };
        }

        var number = decision.BaseVersion + 1;
        var version = new CredentialVersion
        {
            CredentialId = id,
            Version = number,
            State = state,
            At = this.Now,
            Operation = operation,
            Issued = state == CredentialState.Valid ? new IssuedCredential(id, "application/vc", Encoding.UTF8.GetBytes($"{id} version {number}"), "did:web:x#1") : null,
            ValidFrom = state == CredentialState.Valid ? (change.PreviousValidFrom ?? this.Now.AddSeconds(-1)).AddSeconds(1) : null,
            SubjectId = "urn:uuid:subject",
            Person = "hash-of-person",
        };
        return new AppliedChange
        {
            Decision = decision,
            Version = version,
            Messages = [.. this.Destinations.Select(name => new NewMessage(name.TrimEnd('!'), IdempotencyKey.Of(name, id, number, operation), operation, name.EndsWith('!') ? "LB7101" : null))],
        };
    }

    private static byte[] FirstBytes(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key))[..16];
}
