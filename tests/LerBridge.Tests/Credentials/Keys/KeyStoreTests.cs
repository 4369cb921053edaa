using LerBridge.Credentials.Keys;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Keys;

internal sealed class KeyStoreTests
{
    private static readonly Passphrase Right = Passphrase.From("correct horse battery staple");

    private readonly TempFolder folder = new();

    private string Keys => this.folder.File("keys");

    [TearDown]
    public void Remove() => this.folder.Dispose();

    [Test]
    public async Task The_first_use_makes_one_active_key_and_the_next_one_finds_it()
    {
        var first = await this.Open();
        var second = await this.Open();

        Assert.That(first.Ring.Keys, Has.Count.EqualTo(1));
        Assert.That(first.Ring.Active.Algorithm, Is.EqualTo(KeyAlgorithm.Ed25519));
        Assert.That(second.Ring.Active, Is.EqualTo(first.Ring.Active));
        Assert.That(second.Active.Public.Multibase, Is.EqualTo(first.Ring.Active.Id));
        Assert.That(second.Active.Sign("x"u8), Is.EqualTo(first.Active.Sign("x"u8)));
    }

    [Test]
    public async Task Many_first_uses_at_once_agree_on_one_key()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => this.Open())));

        Assert.That(opened.Select(store => store.Ring.Active.Id).Distinct().ToArray(), Has.Length.EqualTo(1));
        Assert.That(Directory.GetFiles(this.Keys, "*.pem*"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_wrong_passphrase_says_which_file_and_what_to_check()
    {
        await this.Open();
        var store = await KeyStore.OpenAsync(this.Keys, Passphrase.From("wrong"), TimeProvider.System, CancellationToken.None);

        Assert.That(() => store.Active, Throws.TypeOf<KeyFolderException>()
            .With.Property(nameof(KeyFolderException.Code)).EqualTo("LB6101")
            .And.Property(nameof(KeyFolderException.Trouble)).EqualTo(KeyTrouble.Credentials)
            .And.Message.Contains(".pem").And.Message.Contains("KeyPassphraseFile"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Only_the_owner_may_read_what_is_written()
    {
        await this.Open();

        Assert.That(
            Directory.GetFiles(this.Keys).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(file => File.GetUnixFileMode(file)),
            Is.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(File.GetUnixFileMode(this.Keys), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [Test]
    public async Task No_file_holds_the_key_in_the_clear()
    {
        var store = await this.Open();
        var seed = store.Active.ExportPkcs8().AsSpan(16).ToArray();

        foreach (var file in Directory.GetFiles(this.Keys))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            var text = System.Text.Encoding.Latin1.GetString(bytes);
            Assert.That(bytes.AsSpan().IndexOf(seed), Is.EqualTo(-1), file);
            Assert.That(text, Does.Not.Contain(Convert.ToBase64String(seed)).And.Not.Contain("BEGIN PRIVATE KEY"), file);
        }
    }

    [Test]
    public async Task Rotation_keeps_the_old_key_for_verification_and_another_open_store_follows()
    {
        var clock = new SteppedClock();
        var store = await this.Open(clock);
        var watching = await this.Open(clock);
        var old = store.Ring.Active.Id;
        var next = await store.AddNextAsync(KeyAlgorithm.P256, CancellationToken.None);

        await store.RotateAsync(CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.That(watching.Ring.Active.Id, Is.EqualTo(next.Id));
        Assert.That(watching.Active.Algorithm, Is.EqualTo(KeyAlgorithm.P256));
        Assert.That(watching.Ring.Keys.Single(key => key.Id == old).State, Is.EqualTo(KeyState.VerifyOnly));
        Assert.That(watching.Ring.NextFor(KeyUse.Proof), Is.Null);
    }

    [Test]
    public async Task Rotation_without_a_next_key_a_second_next_key_and_revoking_the_active_key_are_refused()
    {
        var store = await this.Open();

        Assert.That(() => store.RotateAsync(CancellationToken.None), ThrowsCode("LB6108"));
        Assert.That(() => store.RevokeAsync(store.Ring.Active.Id, CancellationToken.None), ThrowsCode("LB6108"));
        Assert.That(() => store.RevokeAsync("z6Mk", CancellationToken.None), ThrowsCode("LB6108"));
        await store.AddNextAsync(null, CancellationToken.None);
        Assert.That(() => store.AddNextAsync(null, CancellationToken.None), ThrowsCode("LB6108"));
    }

    [Test]
    public async Task A_revoked_key_stays_known_as_revoked()
    {
        var store = await this.Open();
        var old = store.Ring.Active.Id;
        await store.AddNextAsync(null, CancellationToken.None);
        await store.RotateAsync(CancellationToken.None);

        await store.RevokeAsync(old, CancellationToken.None);

        Assert.That((await this.Open()).Ring.Keys.Single(key => key.Id == old).State, Is.EqualTo(KeyState.Revoked));
    }

    [Test]
    public async Task Key_files_without_their_index_are_never_replaced_by_a_new_key()
    {
        await this.Open();
        File.Delete(Path.Combine(this.Keys, "keys.json"));

        Assert.That(() => this.Open(), ThrowsCode("LB6103"));
    }

    [Test]
    public async Task A_first_use_killed_before_the_index_was_written_is_begun_again()
    {
        Directory.CreateDirectory(this.Keys);
        await File.WriteAllTextAsync(Path.Combine(this.Keys, "z6MkLost.pem.new"), "unfinished");

        Assert.That((await this.Open()).Active.Sign("x"u8), Has.Length.EqualTo(64));
    }

    [Test]
    public async Task A_change_killed_after_the_index_was_written_still_finds_its_key()
    {
        var store = await this.Open();
        var path = Path.Combine(this.Keys, store.Ring.Active.Id + ".pem");
        File.Move(path, path + ".new");

        Assert.That((await this.Open()).Active.Public.Multibase, Is.EqualTo(store.Ring.Active.Id));
    }

    [TestCase("{}")]
    [TestCase("null")]
    [TestCase("no json")]
    [TestCase("""{"schema":"lerbridge/keys/v2","keys":[]}""")]
    [TestCase("""{"schema":"lerbridge/keys/v1","keys":[]}""")]
    [TestCase("""{"schema":"lerbridge/keys/v1","keys":[{"id":"../../etc","algorithm":"Ed25519","state":"active","created":"2026-01-01T00:00:00Z","changed":"2026-01-01T00:00:00Z"}]}""")]
    public async Task A_damaged_index_is_said_to_be_damaged(string text)
    {
        Directory.CreateDirectory(this.Keys);
        await File.WriteAllTextAsync(Path.Combine(this.Keys, "keys.json"), text);

        Assert.That(() => this.Open(), ThrowsCode("LB6103"));
    }

    [Test]
    public async Task A_missing_a_foreign_and_a_swapped_key_file_are_said_so()
    {
        var store = await this.Open();
        var path = Path.Combine(this.Keys, store.Ring.Active.Id + ".pem");
        using var other = SigningKey.Generate(KeyAlgorithm.Ed25519);

        File.Delete(path);
        var missing = await this.Open();
        Assert.That(() => missing.Active, ThrowsCode("LB6104"));

        await File.WriteAllTextAsync(path, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Assert.That(() => missing.Active, ThrowsCode("LB6104"));

        File.Delete(path);
        KeyFile.Write(path, other, Right);
        Assert.That(() => missing.Active, ThrowsCode("LB6104"));
    }

    [Test]
    public void A_folder_that_cannot_be_made_is_said_so()
    {
        File.WriteAllText(this.folder.File("keys"), "a file");

        Assert.That(() => this.Open(), ThrowsCode("LB6106"));
    }

    [Test]
    public void An_empty_or_missing_passphrase_is_said_so()
    {
        File.WriteAllText(this.folder.File("empty"), "\nsecond line");
        File.WriteAllText(this.folder.File("pass"), "the passphrase\r\nsecond line");

        Assert.That(() => Passphrase.From(""), ThrowsCode("LB6102"));
        Assert.That(() => Passphrase.FromFile(this.folder.File("none")), ThrowsCode("LB6102"));
        Assert.That(() => Passphrase.FromFile(this.folder.File("empty")), ThrowsCode("LB6102"));
        Assert.That(Passphrase.FromFile(this.folder.File("pass")).Reveal.ToString(), Is.EqualTo("the passphrase"));
    }

    private static NUnit.Framework.Constraints.EqualStringConstraint ThrowsCode(string code) =>
        Throws.TypeOf<KeyFolderException>().With.Property(nameof(KeyFolderException.Code)).EqualTo(code);

    [Test]
    public async Task A_key_that_only_waits_is_retired_and_the_one_that_signs_is_not()
    {
        var store = await this.Open();
        var active = store.Ring.Active.Id;
        var next = await store.AddNextAsync(null, CancellationToken.None);

        var retired = await store.RetireAsync(next.Id, CancellationToken.None);
        var again = await store.RetireAsync(next.Id, CancellationToken.None);

        Assert.That(retired.State, Is.EqualTo(KeyState.VerifyOnly));
        Assert.That(again, Is.EqualTo(retired));
        Assert.That(store.Ring.NextFor(KeyUse.Proof), Is.Null);
        await Assert.ThatAsync(() => store.RetireAsync(active, CancellationToken.None), Throws.TypeOf<KeyFolderException>().With.Property(nameof(KeyFolderException.Code)).EqualTo("LB6108"));
    }

    [Test]
    public async Task An_issuer_may_be_without_a_key_for_JWTs_so_the_active_one_can_be_retired()
    {
        var store = await this.Open();
        var jwt = await store.AddNextAsync(KeyAlgorithm.P256, CancellationToken.None, KeyUse.Jwt);
        await store.RotateAsync(CancellationToken.None, KeyUse.Jwt);

        await store.RetireAsync(jwt.Id, CancellationToken.None);

        Assert.That(store.ActiveFor(KeyUse.Jwt), Is.Null);
        Assert.That(store.Ring.Keys.Single(key => key.Id == jwt.Id).State, Is.EqualTo(KeyState.VerifyOnly));
    }

    [Test]
    public async Task A_key_that_cannot_be_opened_does_not_become_the_one_that_signs()
    {
        var store = await this.Open();
        var active = store.Ring.Active.Id;
        var next = await store.AddNextAsync(null, CancellationToken.None);
        File.Delete(Path.Combine(this.Keys, next.Id + ".pem"));

        await Assert.ThatAsync(() => store.RotateAsync(CancellationToken.None), Throws.TypeOf<KeyFolderException>().With.Property(nameof(KeyFolderException.Code)).EqualTo("LB6104"));

        Assert.That(store.Ring.Active.Id, Is.EqualTo(active));
    }

    private Task<KeyStore> Open(TimeProvider? clock = null) => KeyStore.OpenAsync(this.Keys, Right, clock ?? TimeProvider.System, CancellationToken.None);

    /// <summary>A clock that moves when told.</summary>
    private sealed class SteppedClock : TimeProvider
    {
        private long ticks = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero).Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => this.ticks;

        public override DateTimeOffset GetUtcNow() => new(this.ticks, TimeSpan.Zero);

        public void Advance(TimeSpan by) => this.ticks += by.Ticks;
    }
}
