using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Keys.Tokens;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Keys.Tokens;

[Category(SoftHsm.Category)]
internal sealed class TokenStoreTests
{
    private static readonly Passphrase Right = Passphrase.From("correct horse battery staple");

    private readonly TempFolder folder = new();

    private string Keys => this.folder.File("keys");

    [TearDown]
    public void Remove() => this.folder.Dispose();

    [Test]
    public async Task The_first_use_takes_the_key_of_the_token_and_writes_no_key_file()
    {
        var store = await this.Open(SoftHsm.Options("ed"));
        var again = await this.Open(SoftHsm.Options("ed"));

        Assert.That(store.Ring.Active, Is.EqualTo(again.Ring.Active));
        Assert.That((store.Ring.Active.TokenLabel, store.Ring.Active.Algorithm), Is.EqualTo(("ed", KeyAlgorithm.Ed25519)));
        Assert.That(again.Active, Is.TypeOf<TokenKey>());
        Assert.That(again.Active.Public.Id, Is.EqualTo(store.Ring.Active.Id));
        Assert.That(Directory.GetFiles(this.Keys, "*.pem*"), Is.Empty);
    }

    [Test]
    public async Task Rotation_goes_from_label_to_label_and_from_files_to_the_token()
    {
        var inFiles = await this.Open(token: null);
        var first = inFiles.Ring.Active.Id;
        var store = await this.Open(SoftHsm.Options("ed"));

        await store.AddNextAsync(null, CancellationToken.None, tokenLabel: "ed");
        Assert.That(store.Active, Is.TypeOf<Ed25519Key>());
        await store.RotateAsync(CancellationToken.None);
        Assert.That(store.Active, Is.TypeOf<TokenKey>());
        await store.AddNextAsync(null, CancellationToken.None, tokenLabel: "p256");
        await store.RotateAsync(CancellationToken.None);

        Assert.That(store.Ring.Active.TokenLabel, Is.EqualTo("p256"));
        Assert.That(store.Active.Public.Verify("x"u8, store.Active.Sign("x"u8)), Is.True);
        Assert.That(store.Ring.Keys.Single(key => key.Id == first).State, Is.EqualTo(KeyState.VerifyOnly));
        Assert.That(store.Ring.Keys.Select(key => key.State), Is.EquivalentTo(new[] { KeyState.VerifyOnly, KeyState.VerifyOnly, KeyState.Active }));
    }

    [Test]
    public async Task The_same_key_is_not_taken_twice_nor_one_of_another_algorithm_than_asked()
    {
        var store = await this.Open(SoftHsm.Options("ed"));

        await Assert.ThatAsync(
            () => store.AddNextAsync(null, CancellationToken.None, tokenLabel: "ed"), Throws.TypeOf<KeyFolderException>().With.Property(nameof(KeyFolderException.Code)).EqualTo("LB6108").And.Message.Contains("ours already"));
        await Assert.ThatAsync(
            () => store.AddNextAsync(KeyAlgorithm.Ed25519, CancellationToken.None, tokenLabel: "p256"), Throws.TypeOf<KeyFolderException>().With.Message.Contains("P256, and Ed25519 is needed"));
    }

    [Test]
    public async Task A_key_on_a_token_signs_JWTs_too()
    {
        var store = await this.Open(SoftHsm.Options("ed"));
        await store.AddNextAsync(null, CancellationToken.None, KeyUse.Jwt, "p256");
        await store.RotateAsync(CancellationToken.None, KeyUse.Jwt);

        Assert.That(store.ActiveFor(KeyUse.Jwt), Is.TypeOf<TokenKey>().With.Property(nameof(SigningKey.Algorithm)).EqualTo(KeyAlgorithm.P256));
    }

    [Test]
    public async Task Without_the_token_in_the_settings_its_key_is_not_to_be_had()
    {
        await this.Open(SoftHsm.Options("ed"));

        var store = await this.Open(token: null);

        Assert.That(() => store.Active, Throws.TypeOf<KeyFolderException>().With.Property(nameof(KeyFolderException.Code)).EqualTo("LB6126").And.Message.Contains("Issuer:Token"));
    }

    [Test]
    public async Task A_key_that_was_exchanged_under_its_label_is_not_taken_for_the_one_that_is_known()
    {
        await this.Open(SoftHsm.Options("ed"));
        var index = Path.Combine(this.Keys, "keys.json");
        await File.WriteAllTextAsync(index, (await File.ReadAllTextAsync(index)).Replace("\"tokenLabel\": \"ed\"", "\"tokenLabel\": \"ed-next\"", StringComparison.Ordinal));

        var store = await this.Open(SoftHsm.Options("ed-next"));

        Assert.That(() => store.Active, Throws.TypeOf<KeyFolderException>().With.Property(nameof(KeyFolderException.Code)).EqualTo("LB6124").And.Message.Contains("keys.json knows it as"));
    }

    [TestCase("ed")]
    [TestCase("p256")]
    public async Task What_a_token_signs_verifies_as_any_credential(string label)
    {
        var store = await this.Open(SoftHsm.Options(label));
        var issuer = new LerBridge.Credentials.CredentialIssuer(Issuing.Options with { OlderWallets = label == "ed" }, store, TimeProvider.System);

        using var json = System.Text.Json.JsonDocument.Parse(issuer.Issue(Issuing.Draft(Issuing.BadgeClaims)).Document);
        var reports = new LerBridge.Credentials.Proofs.ProofVerifier(LerBridge.Credentials.Canonicalizers.Shared, TimeProvider.System).Verify(json.RootElement, LerBridge.Credentials.Proofs.MethodKeys.OfUrl);

        Assert.That(reports, Has.Count.EqualTo(label == "ed" ? 2 : 1));
        Assert.That(reports, Has.All.Property("Verdict").EqualTo(LerBridge.Credentials.Proofs.Verdict.Yes));
    }

    private Task<KeyStore> Open(TokenOptions? token) => KeyStore.OpenAsync(this.Keys, Right, TimeProvider.System, CancellationToken.None, token: token);
}
