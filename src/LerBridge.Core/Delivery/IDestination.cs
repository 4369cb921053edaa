using LerBridge.Core.Sources;

namespace LerBridge.Core.Delivery;

/// <summary>One configured place that credentials go to. It keeps no state of its own: what was sent is known to the outbox.</summary>
public interface IDestination
{
    /// <summary>The name it has in settings.</summary>
    string Name { get; }

    /// <summary>Its kind, as in <c>Http</c>.</summary>
    string Kind { get; }

    /// <summary>True where what is delivered leaves the institution: unknown privacy then holds the delivery (streams, <c>person.*</c>).</summary>
    bool IsThirdParty { get; }

    /// <summary>True where the destination wants to be told of an operation.</summary>
    bool Takes(DeliveryOperation operation);

    /// <summary>
    /// True where the same request twice has the effect of one. Where it is not, a request that may have arrived is an <see cref="DeliveryOutcome.Unanswered"/>, and is sent again
    /// only where <see cref="AskAsync"/> says that it did not.
    /// </summary>
    bool HonoursIdempotencyKey => true;

    /// <summary>True where the destination can be asked whether it has something.</summary>
    bool CanBeAsked => false;

    /// <summary>Asks whether the destination has what a request told it. Expected failures are an answer, <see cref="Presence.Unknown"/>, never exceptions.</summary>
    Task<Presence> AskAsync(DeliveryRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<Presence>(new Presence.Unknown("It cannot be asked whether it has it.", Raw: null));

    /// <summary>Reaches the destination without delivering anything.</summary>
    Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken);

    /// <summary>Delivers a batch; one outcome per request, in order. Expected failures are outcomes, never exceptions.</summary>
    Task<IReadOnlyList<DeliveryOutcome>> DeliverAsync(IReadOnlyList<DeliveryRequest> batch, CancellationToken cancellationToken);
}
