using LerBridge.Core.Diagnostics;
using LerBridge.Core.Installation;
using LerBridge.Core.Settings;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Installation;

internal sealed class SecretBoxTests
{
    private static readonly Secret Passphrase = new("correct horse");

    [Test]
    public async Task The_secret_that_was_made_first_is_the_one_that_stays()
    {
        var store = new Drawer();

        var first = await SecretBox.OpenOrCreateAsync(store, Passphrase, CancellationToken.None);
        var again = await SecretBox.OpenOrCreateAsync(store, Passphrase, CancellationToken.None);

        Assert.That(again.PersonId("canvas", "88"), Is.EqualTo(first.PersonId("canvas", "88")));
    }

    [Test]
    public async Task A_wrong_passphrase_never_makes_a_new_secret()
    {
        var store = new Drawer();
        _ = await SecretBox.OpenOrCreateAsync(store, Passphrase, CancellationToken.None);
        var kept = store.Kept;

        var refused = await Assert.ThrowsAsync<KeyException>(() => SecretBox.OpenOrCreateAsync(store, new Secret("wrong"), CancellationToken.None));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused?.Code, Is.EqualTo("LB6202"));
            Assert.That(store.Kept, Is.SameAs(kept));
        }
    }

    [Test]
    public void A_damaged_box_is_refused_whatever_byte_is_damaged([Range(0, 80, 8)] int at)
    {
        var box = SecretBox.Seal(new byte[InstallationSecret.Length], Passphrase);
        box[at] ^= 0x40;

        Assert.That(() => SecretBox.Open(box, Passphrase), Throws.TypeOf<KeyException>());
    }

    [Test]
    public void Ids_are_version_8_uuids_and_differ_by_every_part()
    {
        var secret = new InstallationSecret(new byte[32]);

        var ids = new[]
        {
            secret.CredentialId("m", "p", "g", 0), secret.CredentialId("m2", "p", "g", 0), secret.CredentialId("m", "p2", "g", 0),
            secret.CredentialId("m", "p", "g2", 0), secret.CredentialId("m", "p", "g", 1), secret.CredentialId("mp", "", "g", 0), secret.SubjectId("p", "m"),
        };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ids, Is.Unique);
            Assert.That(ids, Has.All.Matches("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"));
        }
    }

    private sealed class Drawer : IInstallationStore
    {
        public byte[]? Kept { get; private set; }

        public Task<byte[]?> ReadSecretAsync(CancellationToken cancellationToken) => Task.FromResult(this.Kept);

        public Task<byte[]> AddSecretAsync(byte[] sealedSecret, CancellationToken cancellationToken) => Task.FromResult(this.Kept ??= sealedSecret);
    }
}
