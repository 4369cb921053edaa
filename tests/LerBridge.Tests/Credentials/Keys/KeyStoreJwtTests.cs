using LerBridge.Credentials.Keys;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Keys;

/// <summary>Keys for JWTs beside the one for embedded proofs.</summary>
internal sealed class KeyStoreJwtTests : IDisposable
{
    private static readonly Passphrase Right = Passphrase.From("correct horse battery staple");

    private readonly TempFolder folder = new();

    private string Keys => this.folder.File("keys");

    public void Dispose() => this.folder.Dispose();

    [Test]
    public async Task A_store_has_no_key_for_JWTs_until_one_is_made_and_rotated_to()
    {
        var store = await this.Open();
        Assert.That(store.ActiveFor(KeyUse.Jwt), Is.Null);

        var next = await store.AddNextAsync(null, CancellationToken.None, KeyUse.Jwt);
        Assert.That(store.ActiveFor(KeyUse.Jwt), Is.Null);
        await store.RotateAsync(CancellationToken.None, KeyUse.Jwt);

        Assert.That(next.Algorithm, Is.EqualTo(KeyAlgorithm.Rsa));
        Assert.That(store.ActiveFor(KeyUse.Jwt)?.Public.Id, Is.EqualTo(next.Id));
        Assert.That(store.Active.Algorithm, Is.EqualTo(KeyAlgorithm.Ed25519));
    }

    [TestCase(KeyAlgorithm.Rsa)]
    [TestCase(KeyAlgorithm.P256)]
    [TestCase(KeyAlgorithm.P384)]
    public async Task What_was_made_is_there_after_a_restart_encrypted_and_signs(object algorithm)
    {
        var store = await this.Open();
        await store.AddNextAsync((KeyAlgorithm)algorithm, CancellationToken.None, KeyUse.Jwt);
        var entry = await store.RotateAsync(CancellationToken.None, KeyUse.Jwt);

        var again = await this.Open();
        using var publicKey = PublicKey.FromMultibase(entry.Multibase);

        Assert.That(again.Ring.ActiveFor(KeyUse.Jwt), Is.EqualTo(entry));
        Assert.That(publicKey?.Verify("x"u8, again.ActiveFor(KeyUse.Jwt)?.Sign("x"u8)), Is.True);
        Assert.That(await File.ReadAllTextAsync(Path.Combine(this.Keys, entry.Id + ".pem")), Does.StartWith("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    }

    [Test]
    public async Task Rotating_and_revoking_one_kind_leaves_the_other_alone()
    {
        var store = await this.Open();
        var proof = store.Ring.Active;
        await store.AddNextAsync(KeyAlgorithm.P256, CancellationToken.None, KeyUse.Jwt);
        var first = await store.RotateAsync(CancellationToken.None, KeyUse.Jwt);
        await store.AddNextAsync(null, CancellationToken.None, KeyUse.Jwt);
        await store.AddNextAsync(null, CancellationToken.None);

        var second = await store.RotateAsync(CancellationToken.None, KeyUse.Jwt);
        await store.RevokeAsync(first.Id, CancellationToken.None);

        Assert.That(second.Algorithm, Is.EqualTo(KeyAlgorithm.P256));
        Assert.That(store.Ring.Active, Is.EqualTo(proof));
        Assert.That(store.Ring.NextFor(KeyUse.Proof), Is.Not.Null);
        Assert.That(store.Ring.Keys.Single(key => key.Id == first.Id).State, Is.EqualTo(KeyState.Revoked));
        Assert.That(store.ActiveFor(KeyUse.Jwt)?.Public.Id, Is.EqualTo(second.Id));
    }

    [Test]
    public async Task An_RSA_key_never_becomes_one_for_embedded_proofs()
    {
        var store = await this.Open();

        Assert.That(() => store.AddNextAsync(KeyAlgorithm.Rsa, CancellationToken.None), Throws.TypeOf<KeyFolderException>().With.Property(nameof(KeyFolderException.Code)).EqualTo("LB6108"));
        Assert.That(
            () => KeyStore.OpenAsync(this.folder.File("other"), Right, TimeProvider.System, CancellationToken.None, KeyAlgorithm.Rsa), Throws.ArgumentException);
        Assert.That(store.Ring.Keys, Has.Count.EqualTo(1));
    }

    [TestCase("\"use\": \"jwt\"", "\"use\": \"proof\"")]
    [TestCase("\"publicKeyMultibase\": \"z4", "\"publicKeyMultibase\": \"z5")]
    [TestCase("\"id\": \"z6Mk", "\"id\": \"../6Mk")]
    public async Task An_index_that_was_edited_is_said_to_be_damaged(string from, string to)
    {
        // the length of a key shows in the first letters of its Multikey: 2,048 bits begin z4
        using var rsa = RsaKey.Create(2048);
        var store = await this.Open();
        var index = new KeyIndex(Path.Combine(this.Keys, "keys.json"));
        index.Write(KeyRing.Of([store.Ring.Active, KeyEntry.Of(rsa.Public, KeyState.Active, KeyUse.Jwt, DateTimeOffset.UnixEpoch)])
            ?? throw new InvalidOperationException("a ring expected"));
        var text = await File.ReadAllTextAsync(Path.Combine(this.Keys, "keys.json"));
        Assert.That(text, Does.Contain(from));
        Assert.That((await this.Open()).Ring.Keys, Has.Count.EqualTo(2));

        await File.WriteAllTextAsync(Path.Combine(this.Keys, "keys.json"), text.Replace(from, to, StringComparison.Ordinal));

        Assert.That(() => this.Open(), Throws.TypeOf<KeyFolderException>().With.Property(nameof(KeyFolderException.Code)).EqualTo("LB6103"));
    }

    [Test]
    public async Task An_index_from_before_keys_had_a_use_is_read()
    {
        var store = await this.Open();
        var path = Path.Combine(this.Keys, "keys.json");
        var text = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, text.Replace(",\n      \"use\": \"proof\"", string.Empty, StringComparison.Ordinal));
        Assert.That(await File.ReadAllTextAsync(path), Does.Not.Contain("\"use\""));

        Assert.That((await this.Open()).Ring.Active, Is.EqualTo(store.Ring.Active));
    }

    private Task<KeyStore> Open() => KeyStore.OpenAsync(this.Keys, Right, TimeProvider.System, CancellationToken.None);
}
