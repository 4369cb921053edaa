using LerBridge.Core.Installation;
using LerBridge.Core.Ledger;
using LerBridge.Core.People;

namespace LerBridge.Tests.Contracts;

/// <summary>An engine under test: an empty ledger of its own, which may be opened several times, as by several processes.</summary>
internal interface ILedgerHarness : IAsyncDisposable
{
    /// <summary>Opens the ledger, making it the first time.</summary>
    Task<LedgerStores> OpenAsync();
}

/// <summary>The stores of an opened ledger.</summary>
internal sealed record LedgerStores(
    IRunLedger Runs,
    ISeenRecords Seen,
    IPersonStore Persons,
    ICredentialRegister Register,
    IOutbox Outbox,
    IDeliveryLedger Deliveries,
    IHistoryLedger History,
    IStatusStore Status,
    IInstallationStore Installation,
    IScheduleLedger Schedules,
    INoticeBoard Notices,
    IManifestLedger Manifests,
    IPersonDirectory Directory,
    IPlanLedger Plans,
    ISettledLedger Settled,
    IHoldLedger Holds,
    IAsyncDisposable Owner);
