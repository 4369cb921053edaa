using NUnit.Framework;

namespace LerBridge.Tests.Contracts;

/// <summary>What every contract of the ledger begins and ends with.</summary>
/// <typeparam name="THarness">The engine.</typeparam>
internal abstract class LedgerContract<THarness>
    where THarness : ILedgerHarness, new()
{
    private readonly List<LedgerStores> opened = [];
    private ILedgerHarness? harness;

    protected LedgerStores Ledger => this.opened[0];

    protected LedgerDriver Driver => new(this.Ledger);

    [SetUp]
    public async Task OpenLedger()
    {
        this.harness = new THarness();
        await this.OpenAgainAsync();
    }

    [TearDown]
    public async Task CloseLedger()
    {
        foreach (var stores in this.opened)
        {
            await stores.Owner.DisposeAsync();
        }

        if (this.harness is not null)
        {
            await this.harness.DisposeAsync();
        }
    }

    /// <summary>Opens the same ledger once more, as another process would.</summary>
    protected async Task<LedgerStores> OpenAgainAsync()
    {
        var stores = await (this.harness ?? throw new InvalidOperationException("The ledger was not opened.")).OpenAsync();
        this.opened.Add(stores);
        return stores;
    }

    protected static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> stream)
    {
        var all = new List<T>();
        await foreach (var item in stream)
        {
            all.Add(item);
        }

        return all;
    }
}
