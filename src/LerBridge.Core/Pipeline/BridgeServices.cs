using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Installation;
using LerBridge.Core.Ledger;
using LerBridge.Core.People;
using Microsoft.Extensions.Logging;

namespace LerBridge.Core.Pipeline;

/// <summary>Everything a run stands on. Made once by the composition.</summary>
public sealed record BridgeServices
{
    /// <summary>The ledger of runs.</summary>
    public required IRunLedger Runs { get; init; }

    /// <summary>The parts of plans that are divided among processes; null where none is.</summary>
    public IPartLedger? Parts { get; init; }

    /// <summary>The parts where several processes can work at them; null where one process does everything.</summary>
    internal IPartLedger? SharedParts => this.Parts is { IsShared: true } parts ? parts : null;

    /// <summary>What need not be decided again; null where every row is staged and compared.</summary>
    public ISettledLedger? Settled { get; init; }

    /// <summary>How many records, or parts of a plan, are worked at side by side.</summary>
    public int Parallel { get; init; } = Environment.ProcessorCount;

    /// <summary>How many rows a part of a large run has: a second or a few of work. What has less than two parts is not divided.</summary>
    public int PartRows { get; init; } = 2048;

    /// <summary>The plans that wait for a person.</summary>
    public required IPlanLedger Plans { get; init; }

    /// <summary>The records that the last extracts held.</summary>
    public required ISeenRecords Seen { get; init; }

    /// <summary>What persons decide about held records.</summary>
    public required IHoldLedger Holds { get; init; }

    /// <summary>The signed manifests of runs.</summary>
    public required IManifestLedger Manifests { get; init; }

    /// <summary>When a run as a whole looks wrong.</summary>
    public BrakeLimits Brakes { get; init; } = new();

    /// <summary>For how long a plan can be applied.</summary>
    public TimeSpan PlansExpireAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The persons.</summary>
    public required IPersonStore Persons { get; init; }

    /// <summary>The persons, for those who say who is who.</summary>
    public required IPersonDirectory Directory { get; init; }

    /// <summary>The outbox.</summary>
    public required IOutbox Outbox { get; init; }

    /// <summary>The status lists.</summary>
    public required IStatusStore Status { get; init; }

    /// <summary>The issuer.</summary>
    public required ICredentialIssuer Issuer { get; init; }

    /// <summary>The issuer's public documents.</summary>
    public required IIssuerDocuments Documents { get; init; }

    /// <summary>Signs what the issuer says about its own work.</summary>
    public required IStatementSigner Statements { get; init; }

    /// <summary>Where public documents are written.</summary>
    public required IPublicFolder Public { get; init; }

    /// <summary>The installation secret.</summary>
    public required InstallationSecret Secret { get; init; }

    /// <summary>The destinations, by their names in settings.</summary>
    public required IReadOnlyDictionary<string, IDestination> Destinations { get; init; }

    /// <summary>Which identifier types hold the same value at this site.</summary>
    public required IdentityRules Identity { get; init; }

    /// <summary>True where every credential gets a place in a suspension list, so that it can be suspended by hand; else only those whose mapping can suspend.</summary>
    public bool Suspendable { get; init; }

    /// <summary>The zone of <c>record_date</c> where the source does not say.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Where set, the day of <c>record_date</c> in place of today: the demo, whose sources always show the same day.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Where the pipeline logs.</summary>
    public required ILoggerFactory Logs { get; init; }
}
