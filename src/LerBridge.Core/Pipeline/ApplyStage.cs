using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// A sealed plan to the register: signs in parallel, then credential, register row, status index, outbox messages and record state in one transaction per part.
/// </summary>
internal sealed class ApplyStage
{
    private const int PartSize = 512;

    private readonly BridgeServices services;
    private readonly MappingPlan plan;
    private readonly RunEntry run;
    private readonly CancellationToken cancellationToken;
    private readonly int width;

    /// <param name="services">What it stands on.</param>
    /// <param name="plan">The mapping.</param>
    /// <param name="run">The run.</param>
    /// <param name="width">How many credentials are signed side by side.</param>
    /// <param name="cancellationToken">Ends it at the next safe point.</param>
    public ApplyStage(BridgeServices services, MappingPlan plan, RunEntry run, int width, CancellationToken cancellationToken)
    {
        this.width = width;
        this.services = services;
        this.plan = plan;
        this.run = run;
        this.cancellationToken = cancellationToken;
    }

    public async Task RunAsync(IProgress<RunProgress>? progress)
    {
        var done = 0L;
        int taken;
        do
        {
            this.cancellationToken.ThrowIfCancellationRequested();
            var part = await this.services.Runs.ApplyPartAsync(this.run.Id, PartSize, this.Sign, this.cancellationToken);
            taken = part.Taken;
            done += taken;
            progress?.Report(new RunProgress(this.plan.Id, RunStage.Apply, done, this.run.Counts.Read + this.run.Counts.Absent));
        }
        while (taken > 0);
    }

    /// <summary>Makes of rows of the plan what is written.</summary>
    public IReadOnlyList<AppliedChange> Sign(IReadOnlyList<PlannedChange> part)
    {
        var now = this.services.Time.GetUtcNow();
        var applied = new AppliedChange[part.Count];
        Parallel.For(0, part.Count, new ParallelOptions { CancellationToken = this.cancellationToken, MaxDegreeOfParallelism = this.width }, i => applied[i] = this.Apply(part[i], now));
        return applied;
    }

    private AppliedChange Apply(PlannedChange change, DateTimeOffset now)
    {
        var decision = change.Decision;
        if (!SealedClaims.AreThoseOf(decision))
        {
            return new AppliedChange { Decision = SealedClaims.Hold(decision) };
        }

        var applied = decision.Action switch
        {
            CredentialAction.Issue => this.Ending(decision, this.Signed(change, now, DeliveryOperation.Issue, CredentialState.Valid)),
            CredentialAction.Correct => this.Ending(decision, this.Signed(change, now, DeliveryOperation.Correct, change.State ?? CredentialState.Valid)),
            CredentialAction.Reissue => this.Ending(decision, this.Signed(change, now, DeliveryOperation.Issue, CredentialState.Valid)),
            CredentialAction.Reinstate => this.Reinstate(change, now),
            CredentialAction.Suspend => this.Ending(decision, this.Status(decision, now, DeliveryOperation.Suspend, CredentialState.Suspended)),
            CredentialAction.Revoke => this.Ending(decision, this.Status(decision, now, DeliveryOperation.Withdraw, CredentialState.Revoked)),
            _ when decision.Kind == DecisionKind.Unchanged => new AppliedChange { Decision = decision, At = now, Released = this.Released(decision.PrivacyUnknown) },
            _ => new AppliedChange { Decision = decision },
        };
        return decision.Replaces is { } replaced && applied.Version is not null ? applied with { Earlier = [this.Replaced(decision, replaced, now), .. applied.Earlier] } : applied;
    }

    private AppliedChange Ending(Decision decision, CredentialVersion version) =>
        new() { Decision = decision, Version = version, Messages = this.MessagesOf(decision, version) };

    // What became public by an earlier delivery must be withdrawn whatever the privacy flag says now.
    private IReadOnlyList<NewMessage> MessagesOf(Decision decision, CredentialVersion version) => this.Messages(version, version.Issued is not null && decision.PrivacyUnknown);

    private AppliedChange Reinstate(PlannedChange change, DateTimeOffset now)
    {
        var decision = change.Decision;
        if (decision.Claims.IsEmpty)
        {
            return this.Ending(decision, this.Status(decision, now, DeliveryOperation.Reinstate, CredentialState.Valid));
        }

        // Two versions, since a destination is told of content and of status each in its own way.
        var corrected = this.Signed(change, now, DeliveryOperation.Correct, change.State ?? CredentialState.Suspended);
        var standing = this.Status(decision, now, DeliveryOperation.Reinstate, CredentialState.Valid) with { Version = corrected.Version + 1 };
        return this.Ending(decision, standing) with { Earlier = [new EarlierVersion(corrected, this.MessagesOf(decision, corrected))] };
    }

    private EarlierVersion Replaced(Decision decision, ReplacedCredential replaced, DateTimeOffset now)
    {
        var version = new CredentialVersion
        {
            CredentialId = replaced.Id,
            Version = replaced.Version + 1,
            State = CredentialState.Revoked,
            At = now,
            Operation = DeliveryOperation.Withdraw,
            Person = this.services.Secret.Redact(replaced.PersonId),
            Change = decision.Change,
            Cause = decision.Cause,
            Code = decision.Code,
            Reason = decision.Reason,
        };
        return new EarlierVersion(version, this.Messages(version, privacyUnknown: false));
    }

    private CredentialVersion Signed(PlannedChange change, DateTimeOffset now, DeliveryOperation operation, CredentialState state)
    {
        var decision = change.Decision;
        var id = decision.CredentialId ?? throw new InvalidOperationException("A decision to issue names its credential.");
        var person = decision.PersonId ?? throw new InvalidOperationException("A decision to issue names its person.");
        var draft = new CredentialDraft
        {
            Id = id,
            Profile = this.plan.Profile,
            Claims = decision.Claims,
            SubjectId = this.services.Secret.SubjectId(person, this.services.Issuer.Did),
            ValidFrom = ValidFrom(now, change.PreviousValidFrom),
            Status = change.Status,
        };
        return new CredentialVersion
        {
            CredentialId = id,
            Version = decision.BaseVersion + 1,
            State = state,
            At = now,
            Operation = operation,
            Issued = this.services.Issuer.Issue(draft),
            ValidFrom = draft.ValidFrom,
            SubjectId = draft.SubjectId,
            Person = this.services.Secret.Redact(person),
            Change = decision.Change,
        };
    }

    private CredentialVersion Status(Decision decision, DateTimeOffset now, DeliveryOperation operation, CredentialState state) => new()
    {
        CredentialId = decision.CredentialId ?? throw new InvalidOperationException("A change of status names its credential."),
        Version = decision.BaseVersion + 1,
        State = state,
        At = now,
        Operation = operation,
        Person = this.services.Secret.Redact(decision.PersonId ?? throw new InvalidOperationException("A change of status names its person.")),
        Change = decision.Change,
        Cause = state == CredentialState.Valid ? null : decision.Cause,
        Code = decision.Code,
        Reason = decision.Reason,
    };

    private IReadOnlyList<NewMessage> Messages(CredentialVersion version, bool privacyUnknown)
    {
        var messages = new List<NewMessage>(this.plan.Deliver.Count);
        foreach (var rule in this.plan.Deliver)
        {
            var destination = this.services.Destinations[rule.To];
            if (destination.Takes(version.Operation))
            {
                var held = IsKept(rule, destination, privacyUnknown) ? "LB7101" : null;
                var key = IdempotencyKey.Of(rule.To, version.CredentialId, version.Version, version.Operation);
                messages.Add(new NewMessage(rule.To, key, version.Operation, held));
            }
        }

        return messages;
    }

    // What was held for unknown privacy goes out once the source says, or the mapping changes its mind, though nothing in the credential changed.
    private IReadOnlyList<string> Released(bool privacyUnknown) =>
        [.. this.plan.Deliver.Where(rule => !IsKept(rule, this.services.Destinations[rule.To], privacyUnknown)).Select(rule => rule.To)];

    private static bool IsKept(DeliveryRule rule, IDestination destination, bool privacyUnknown) =>
        privacyUnknown && destination.IsThirdParty && !rule.DeliverPrivacyUnknown;

    // OB 3.0 compares versions of a credential by validFrom, in whole seconds: a correction must be newer.
    private static DateTimeOffset ValidFrom(DateTimeOffset now, DateTimeOffset? previous)
    {
        var second = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        return previous is { } before && second <= before ? before.AddSeconds(1) : second;
    }
}
