using System.IO.Compression;
using System.Text.Json.Nodes;
using LerBridge.Worker;
using LerBridge.Worker.Cli;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>The state of an installation, taken away and put back.</summary>
internal sealed class BackupTests : IDisposable
{
    private const string Issuer = "did:web:ler.college.example";

    private readonly CommandLineDriver cli = new();

    public BackupTests() => this.Settings(Issuer);

    private string Backup => Path.Combine(this.cli.Folder, "b.zip");

    private string Data => Path.Combine(this.cli.Folder, "data");

    public void Dispose() => this.cli.Dispose();

    [Test]
    public async Task What_was_backed_up_comes_back_and_what_was_there_meanwhile_is_put_aside()
    {
        var before = await this.KeysAsync("key", "list");
        await this.RunAsync(0, "status", "publish");
        await this.RunAsync(0, "backup", "--out", "b.zip");
        var meanwhile = await this.KeysAsync("key", "new");

        await this.RunAsync(0, "restore", "b.zip", "--yes");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(meanwhile, Has.Length.EqualTo(2));
            Assert.That(await this.KeysAsync("key", "list"), Is.EqualTo(before));
            var aside = Directory.GetDirectories(this.Data, "before-restore-*").Single();
            Assert.That(File.Exists(Path.Combine(aside, "ledger.db")), Is.True);
            Assert.That(Directory.GetFiles(Path.Combine(aside, "keys"), "*.pem"), Has.Length.EqualTo(2));
            Assert.That(File.Exists(Path.Combine(this.Data, "public", ".well-known", "did.json")), Is.True);
            Assert.That(Directory.GetDirectories(this.Data, "restoring-*"), Is.Empty);
        }
    }

    [Test]
    public async Task A_backup_belongs_to_its_maker_alone_and_holds_no_secret_of_the_settings()
    {
        await this.RunAsync(0, "key", "list");
        await this.RunAsync(0, "backup", "--out", "b.zip");

        await using var archive = await ZipFile.OpenReadAsync(this.Backup);
        Assert.That(archive.Entries.Select(entry => entry.FullName), Has.All.Match("^(manifest.json|ledger.db|keys/.*|public/.*)$"));
        Assert.That(OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(this.Backup) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead), Is.EqualTo(UnixFileMode.None));
        Assert.That(Directory.GetFiles(this.cli.Folder, "b.zip*").Select(Path.GetFileName), Is.EqualTo(new[] { "b.zip" }));
    }

    [Test]
    public async Task A_backup_is_made_while_the_ledger_is_in_use_and_not_put_back_then()
    {
        await this.RunAsync(0, "key", "list");
        await using (await this.OpenAsync())
        {
            await this.RunAsync(0, "backup", "--out", "b.zip");
            await this.RunAsync(8, "restore", "b.zip", "--yes");
            Assert.That(this.cli.Error, Does.Contain("LB8023").And.Contain("Stop the service"));
        }

        await this.RunAsync(0, "restore", "b.zip", "--yes");
    }

    [Test]
    public async Task Without_a_yes_nothing_is_changed()
    {
        await this.RunAsync(0, "key", "list");
        await this.RunAsync(0, "backup", "--out", "b.zip");
        this.cli.Input = "no\n";

        await this.RunAsync(2, "restore", "b.zip");

        Assert.That(this.cli.Error, Does.Contain("Type yes").And.Contain("Nothing was changed."));
        Assert.That(Directory.GetDirectories(this.Data, "before-restore-*"), Is.Empty);
    }

    [Test]
    public async Task A_check_tells_what_is_in_it_and_changes_nothing()
    {
        await this.RunAsync(0, "key", "list");
        await this.RunAsync(0, "backup", "--out", "b.zip");
        var before = File.GetLastWriteTimeUtc(Path.Combine(this.Data, "keys", "keys.json"));

        await this.RunAsync(0, "restore", "b.zip", "--check", "--output", "json");

        var told = JsonNode.Parse(this.cli.Out);
        Assert.That((string?)told?["schema"], Is.EqualTo("lerbridge/backup-result/v1"));
        Assert.That((string?)told?["done"], Is.EqualTo("sound"));
        Assert.That((string?)told?["manifest"]?["issuer"], Is.EqualTo(Issuer));
        Assert.That(File.GetLastWriteTimeUtc(Path.Combine(this.Data, "keys", "keys.json")), Is.EqualTo(before));
    }

    [Test]
    public async Task A_file_that_is_there_is_never_written_over()
    {
        await this.RunAsync(0, "key", "list");
        this.cli.Write("b.zip", "something else");

        await this.RunAsync(2, "backup", "--out", "b.zip");

        Assert.That(await File.ReadAllTextAsync(this.Backup), Is.EqualTo("something else"));
    }

    [Test]
    public async Task Where_nothing_has_run_there_is_nothing_to_back_up()
    {
        await this.RunAsync(2, "backup", "--out", "b.zip");

        Assert.That(this.cli.Error, Does.Contain("LB8020"));
        Assert.That(File.Exists(this.Backup), Is.False);
    }

    [TestCase("another passphrase", "LB6202")]
    [TestCase("another issuer", "LB8021")]
    [TestCase("cut off", "LB8021")]
    [TestCase("no zip", "LB8021")]
    [TestCase("not there", "LB8021")]
    [TestCase("a key changed", "LB8021")]
    [TestCase("a ledger left out", "LB8021")]
    [TestCase("a path that leads out", "LB8021")]
    [TestCase("another form", "LB8021")]
    [TestCase("a bomb", "LB8021")]
    [TestCase("an entry more", "LB8021")]
    [TestCase("an entry more that leads out", "LB8021")]
    [TestCase("an entry twice", "LB8021")]
    public async Task What_is_no_backup_of_this_installation_is_refused_and_leaves_no_trace(string what, string code)
    {
        await this.RunAsync(0, "key", "list");
        await this.RunAsync(0, "backup", "--out", "b.zip");
        await this.SpoilAsync(what);

        await this.RunAsync(2, "restore", "b.zip", "--check");
        await this.RunAsync(2, "restore", "b.zip", "--yes");

        Assert.That(this.cli.Error, Does.Contain(code));
        Assert.That(Directory.GetDirectories(this.Data).Select(Path.GetFileName), Is.EquivalentTo(new[] { "keys", "locks" }).Or.EquivalentTo(new[] { "keys", "locks", "public" }));
        Assert.That(Directory.GetFiles(this.cli.Folder, "evil*", SearchOption.AllDirectories), Is.Empty);
    }

    private async Task SpoilAsync(string what)
    {
        switch (what)
        {
            case "another passphrase":
                this.Settings(Issuer, "quite another passphrase");
                break;
            case "another issuer":
                this.Settings("did:web:other.example");
                break;
            case "cut off":
                await using (var file = File.OpenWrite(this.Backup))
                {
                    file.SetLength(file.Length / 2);
                }

                break;
            case "no zip":
                await File.WriteAllTextAsync(this.Backup, "PK but no zip");
                break;
            case "not there":
                File.Delete(this.Backup);
                break;
            case "a key changed":
                await this.ReplaceAsync(name => name.EndsWith(".pem", StringComparison.Ordinal), content => [.. content[..^5], (byte)'x', .. content[^4..]]);
                break;
            case "an entry more":
                await this.AddAsync("public/extra.html");
                break;
            case "an entry more that leads out":
                await this.AddAsync("../../evil.txt");
                break;
            case "an entry twice":
                await this.AddAsync("ledger.db");
                break;
            case "a ledger left out":
                await using (var archive = await ZipFile.OpenAsync(this.Backup, ZipArchiveMode.Update))
                {
                    archive.GetEntry("ledger.db")?.Delete();
                }

                break;
            case "a path that leads out":
                await this.ReplaceManifestAsync(text => text.Replace("keys/keys.json", "keys/../../evil.json", StringComparison.Ordinal));
                break;
            case "another form":
                await this.ReplaceManifestAsync(text => text.Replace("backup/v1", "backup/v9", StringComparison.Ordinal));
                break;
            case "a bomb":
                await this.ReplaceAsync(name => name == "ledger.db", content => [.. content, .. new byte[64 * 1024 * 1024]]);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(what));
        }
    }

    private Task ReplaceManifestAsync(Func<string, string> change) =>
        this.ReplaceAsync(name => name == "manifest.json", content => System.Text.Encoding.UTF8.GetBytes(change(System.Text.Encoding.UTF8.GetString(content))));

    private async Task ReplaceAsync(Func<string, bool> which, Func<byte[], byte[]> change)
    {
        await using var archive = await ZipFile.OpenAsync(this.Backup, ZipArchiveMode.Update);
        var entry = archive.Entries.First(candidate => which(candidate.FullName));
        var name = entry.FullName;
        using var old = new MemoryStream();
        await using (var content = await entry.OpenAsync())
        {
            await content.CopyToAsync(old);
        }

        var changed = change(old.ToArray());
        Assert.That(changed, Is.Not.EqualTo(old.ToArray()));
        entry.Delete();
        await using var made = await archive.CreateEntry(name).OpenAsync();
        await made.WriteAsync(changed);
    }

    private async Task AddAsync(string name)
    {
        await using var archive = await ZipFile.OpenAsync(this.Backup, ZipArchiveMode.Update);
        await using var made = await archive.CreateEntry(name).OpenAsync();
        await made.WriteAsync("evil"u8.ToArray());
    }

    private void Settings(string issuer, string passphrase = "the passphrase of this test") =>
        this.cli.Write("appsettings.json", $$"""{ "LerBridge": { "Issuer": { "Did": "{{issuer}}", "Name": "Example College", "KeyPassphrase": "{{passphrase}}" } } }""");

    private Task<Bridge> OpenAsync()
    {
        var terminal = new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null, outputIsTerminal: false, errorIsTerminal: false, colour: false);
        return Composition.OpenAsync(new Surroundings(terminal, this.cli.Environment, this.cli.Folder, this.cli.Time), null, CancellationToken.None);
    }

    private async Task<string[]> KeysAsync(params string[] arguments)
    {
        await this.RunAsync(0, [.. arguments, "--output", "json"]);
        return [.. JsonNode.Parse(this.cli.Out)?["keys"]?.AsArray().Select(key => (string?)key?["id"] ?? string.Empty) ?? []];
    }

    private async Task RunAsync(int expected, params string[] arguments) =>
        Assert.That(await this.cli.RunAsync(arguments), Is.EqualTo(expected), () => $"{string.Join(' ', arguments)}\n{this.cli.Out}{this.cli.Error}");
}
