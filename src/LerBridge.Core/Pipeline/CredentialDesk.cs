using System.Globalization;
using System.Security.Cryptography;
using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;

namespace LerBridge.Core.Pipeline;

/// <summary>Where persons act on single credentials. It says what follows before anything is done, and leaves who did what and why in the register.</summary>
public sealed class CredentialDesk
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);
    private const int MostTurns = 20;

    private readonly BridgeServices services;
    private readonly ICredentialRegister register;

    /// <summary>Makes the desk.</summary>
    public CredentialDesk(BridgeServices services, ICredentialRegister register)
    {
        this.services = services;
        this.register = register;
    }

    /// <summary>What an act would come to. Nothing is done.</summary>
    public async Task<HandProposal> ConsiderAsync(RegisterEntry entry, HandVerb verb, CancellationToken cancellationToken)
    {
        if (Refusal(entry, verb) is { } refusal)
        {
            return new HandProposal(verb, entry, [], [], refusal);
        }

        var told = ChangesStatus(entry, verb)
            ? (await this.register.DestinationsAsync(entry.Id, cancellationToken)).Where(name => this.services.Destinations.TryGetValue(name, out var destination) && destination.Takes(OperationOf(verb))).ToArray()
            : [];
        return new HandProposal(verb, entry, told, [.. Consequences(entry, verb, told)], Refusal: null);
    }

    /// <summary>Does it: register, status bits and messages at once, then the signed lists, then the first attempts to deliver.</summary>
    /// <param name="proposal">What was shown, without a refusal.</param>
    /// <param name="reason">Why, in the person's words.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait; what is committed stays.</param>
    /// <returns>What it came to; null where the credential has changed since it was shown, and nothing was done.</returns>
    public async Task<HandOutcome?> ActAsync(HandProposal proposal, string reason, string by, CancellationToken cancellationToken)
    {
        var (entry, verb) = (proposal.Entry, proposal.Verb);
        var manifests = new ManifestDesk(this.services);
        var operation = OperationOf(verb);
        var now = this.services.Time.GetUtcNow();
        var act = new HandAct
        {
            CredentialId = entry.Id,
            BaseVersion = entry.Version,
            State = StateOf(verb),
            Operation = operation,
            Cause = verb == HandVerb.Release ? StopCause.Withdrawal : StopCause.Hand,
            Id = string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd'T'HHmmssfff}-hand-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}"),
            At = now,
            Day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, this.services.Zone).DateTime),
            Reason = reason,
            By = by,
            Messages = [.. proposal.Told.Select(name => new NewMessage(name, IdempotencyKey.Of(name, entry.Id, entry.Version + 1, operation), operation, HeldCode: null))],
        };
        if (await this.register.ActAsync(act, manifests.Seal, cancellationToken) is not { } changed)
        {
            return null;
        }

        await manifests.PublishEndAsync(cancellationToken);
        var published = await this.PublishAsync(changed, cancellationToken);
        if (act.Messages.Count > 0)
        {
            await new OutboxPump(this.services).PumpAsync(ask: false, progress: null, cancellationToken);
        }

        return new HandOutcome(changed, act.Id, published, await this.services.Outbox.CountAsync(act.Id, cancellationToken));
    }

    private static DeliveryOperation OperationOf(HandVerb verb) => verb switch
    {
        HandVerb.Suspend => DeliveryOperation.Suspend,
        HandVerb.Reinstate => DeliveryOperation.Reinstate,
        _ => DeliveryOperation.Withdraw,
    };

    private static CredentialState StateOf(HandVerb verb) => verb switch
    {
        HandVerb.Suspend => CredentialState.Suspended,
        HandVerb.Reinstate => CredentialState.Valid,
        _ => CredentialState.Revoked,
    };

    private static bool ChangesStatus(RegisterEntry entry, HandVerb verb) => entry.State != StateOf(verb);

    private static HandRefusal? Refusal(RegisterEntry entry, HandVerb verb) => (verb, entry.State) switch
    {
        (HandVerb.Revoke, CredentialState.Revoked) when entry.StoppedBy == StopCause.Hand =>
            new HandRefusal("LB4040", "It is revoked already, and by hand."),
        (HandVerb.Suspend, CredentialState.Revoked) =>
            new HandRefusal("LB4041", "It is revoked, and a revocation is final: there is nothing left to suspend."),
        (HandVerb.Suspend, CredentialState.Suspended) when entry.StoppedBy == StopCause.Hand =>
            new HandRefusal("LB4040", "It is suspended already, and by hand."),
        (HandVerb.Suspend, CredentialState.Valid) when entry.Status.All(place => place.Purpose != StatusPurpose.Suspension) =>
            new HandRefusal("LB4042", "It was issued without a place in a suspension list, so no verifier would see a suspension. Revoke it, which is final; or write true for LerBridge:Issuer:Suspendable and let it be corrected, which gives it a place."),
        (HandVerb.Reinstate, CredentialState.Revoked) =>
            new HandRefusal("LB4041", entry.StoppedBy == StopCause.Hand
                ? "It is revoked, and a revocation is final. With --anew the next run may issue a new credential, with an id of its own, for the same record."
                : "It is revoked, and a revocation is final. A run revoked it, and a run issues a new one by itself once its record qualifies again (on_change.returned)."),
        (HandVerb.Reinstate, CredentialState.Valid) =>
            new HandRefusal("LB4040", "It stands already."),
        (HandVerb.Release, not CredentialState.Revoked) =>
            new HandRefusal("LB4040", "It is not revoked. Without --anew, what is suspended stands again."),
        (HandVerb.Release, _) when entry.StoppedBy != StopCause.Hand =>
            new HandRefusal("LB4040", "No person revoked it, so nothing keeps runs from issuing a new one: that happens once its record qualifies again (on_change.returned)."),
        _ => null,
    };

    private static IEnumerable<string> Consequences(RegisterEntry entry, HandVerb verb, IReadOnlyList<string> told)
    {
        switch (verb)
        {
            case HandVerb.Revoke:
                yield return entry.State == CredentialState.Revoked
                    ? "A run has revoked it already; from now on no run issues a new one for its record either."
                    : "It is withdrawn for good: nobody and nothing can make it stand again.";
                yield return "No run issues a new one for its record, whatever the record becomes, until a person says so.";
                break;
            case HandVerb.Suspend:
                yield return entry.State == CredentialState.Suspended
                    ? "A run has suspended it already; from now on its record's return does not end that."
                    : "It is not to be relied on until a person reinstates it.";
                yield return "Runs go on correcting it, and revoke it where its mapping says so; none reinstates it.";
                break;
            case HandVerb.Reinstate:
                yield return "It stands again, as it was signed last.";
                yield return entry.StoppedBy == StopCause.Hand
                    ? "Runs treat it as any other from now on, and hold it for a person where its record no longer qualifies."
                    : "A run suspended it because of its record. Runs leave it so, and hold it for a person, until the record agrees with it again.";
                break;
            case HandVerb.Release:
                yield return "It stays revoked. Runs may issue a new credential, with an id of its own, for its record again.";
                break;
        }

        if (ChangesStatus(entry, verb))
        {
            yield return $"The signed status list{(entry.Status.Count > 1 ? "s say" : " says")} so at once; a verifier that keeps a copy sees it when that has run out.";
            yield return told.Count > 0 ? $"Told: {string.Join(", ", told)}." : "No destination is told: none that has it takes changes of status.";
        }
    }

    /// <returns>True where the lists that the credential stands in are public in their newest form.</returns>
    private async Task<bool> PublishAsync(RegisterEntry entry, CancellationToken cancellationToken)
    {
        var publisher = new StatusPublisher(this.services);
        var own = entry.Status.Select(place => place.List).ToHashSet();
        for (var turn = 0; turn < MostTurns; turn++)
        {
            await publisher.PublishAsync(force: false, cancellationToken);
            if ((await this.services.Status.ListsAsync(cancellationToken)).All(list => !own.Contains(list.Number) || list.PublishedRevision == list.Revision))
            {
                return true;
            }

            // Another process is at it, and may have read the list before this act.
            await Task.Delay(Turn, this.services.Time, cancellationToken);
        }

        return false;
    }
}
