using NUnit.Framework;

namespace LerBridge.Tests.Contracts;

/// <summary>The sealed secret is written once.</summary>
internal abstract class InstallationStoreContract<THarness> : LedgerContract<THarness>
    where THarness : ILedgerHarness, new()
{
    [Test]
    public async Task There_is_no_secret_before_first_use()
    {
        Assert.That(await this.Ledger.Installation.ReadSecretAsync(CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task The_first_secret_stays_and_is_what_a_second_one_gets_back()
    {
        var other = await this.OpenAgainAsync();

        var first = await this.Ledger.Installation.AddSecretAsync([1, 2, 3], CancellationToken.None);
        var second = await other.Installation.AddSecretAsync([4, 5, 6], CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.EqualTo(new byte[] { 1, 2, 3 }));
            Assert.That(second, Is.EqualTo(first));
            Assert.That(await this.Ledger.Installation.ReadSecretAsync(CancellationToken.None), Is.EqualTo(first));
        }
    }
}
