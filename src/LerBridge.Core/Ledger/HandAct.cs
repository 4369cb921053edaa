using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;

namespace LerBridge.Core.Ledger;

/// <summary>What a person does to a credential, on the way into the register.</summary>
public sealed record HandAct
{
    /// <summary>The credential.</summary>
    public required string CredentialId { get; init; }

    /// <summary>The register version that the person looked at; another one by now is not acted on.</summary>
    public required int BaseVersion { get; init; }

    /// <summary>What it is worth from now on.</summary>
    public required CredentialState State { get; init; }

    /// <summary>What happened, as destinations are told.</summary>
    public required DeliveryOperation Operation { get; init; }

    /// <summary>Who ends it: a person, or a run again.</summary>
    public required StopCause Cause { get; init; }

    /// <summary>The id of the act, which stands where the id of a run would; sorts by time.</summary>
    public required string Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The day of the act at the site.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Why, in the person's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Who did it.</summary>
    public required string By { get; init; }

    /// <summary>What destinations are to be told.</summary>
    public required IReadOnlyList<NewMessage> Messages { get; init; }
}

/// <summary>One version of a credential, for whoever asks what became of it.</summary>
public sealed record CredentialHistory
{
    /// <summary>The register version.</summary>
    public required int Version { get; init; }

    /// <summary>When it came to be.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened.</summary>
    public required DeliveryOperation Operation { get; init; }

    /// <summary>What the credential was worth from then on.</summary>
    public required CredentialState State { get; init; }

    /// <summary>What had happened at the source; null where a person acted, and for what was written before this was kept.</summary>
    public SourceChange? Change { get; init; }

    /// <summary>Who could end it, where it was suspended or revoked.</summary>
    public StopCause? Cause { get; init; }

    /// <summary>Why, as a code.</summary>
    public string? Code { get; init; }

    /// <summary>Why, in words: the mapping's, or the person's.</summary>
    public string? Reason { get; init; }

    /// <summary>Who did it by hand; null for a run.</summary>
    public string? By { get; init; }

    /// <summary>The run, or the act by hand.</summary>
    public required string RunId { get; init; }
}
