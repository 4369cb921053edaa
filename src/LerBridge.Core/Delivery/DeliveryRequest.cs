using LerBridge.Core.Credentials;

namespace LerBridge.Core.Delivery;

/// <summary>One thing to tell one destination.</summary>
public sealed record DeliveryRequest
{
    /// <summary>The credential's id.</summary>
    public required string CredentialId { get; init; }

    /// <summary>The register version that is told: raised by every issue, correction and status change.</summary>
    public required int Version { get; init; }

    /// <summary>What happened.</summary>
    public required DeliveryOperation Operation { get; init; }

    /// <summary>Hex SHA-256 of <c>destination|credential id|version|operation</c>; the same on every retry.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The signed credential as it is in this version.</summary>
    public required ReadOnlyMemory<byte> Document { get; init; }

    /// <summary>The media type of <see cref="Document"/>.</summary>
    public required string MediaType { get; init; }

    /// <summary>The mapping that issued it.</summary>
    public required string Mapping { get; init; }

    /// <summary>The person as a keyed hash.</summary>
    public required string Person { get; init; }

    /// <summary>The credential's <c>validFrom</c>.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>What the credential is worth in this version.</summary>
    public required CredentialState State { get; init; }

    /// <summary>Since when it is in that state.</summary>
    public required DateTimeOffset Since { get; init; }
}
