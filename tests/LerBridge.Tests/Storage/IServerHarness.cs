using LerBridge.Storage;
using LerBridge.Tests.Contracts;

namespace LerBridge.Tests.Storage;

/// <summary>A database server under test, with an empty database for each test.</summary>
internal interface IServerHarness : ILedgerHarness
{
    /// <summary>Makes the empty database; done by the first that opens a ledger, where nobody asked before.</summary>
    Task MakeAsync();

    /// <summary>Opens the ledger, as one more node.</summary>
    Task<Ledger> OpenLedgerAsync();

    /// <summary>Asks the database for a number.</summary>
    Task<long> ScalarAsync(string query);
}
