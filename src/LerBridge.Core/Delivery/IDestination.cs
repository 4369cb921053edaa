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

    /// <summary>Reaches the destination without delivering anything.</summary>
    Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken);

    /// <summary>Delivers a batch; one outcome per request, in order. Expected failures are outcomes, never exceptions.</summary>
    Task<IReadOnlyList<DeliveryOutcome>> DeliverAsync(IReadOnlyList<DeliveryRequest> batch, CancellationToken cancellationToken);
}
