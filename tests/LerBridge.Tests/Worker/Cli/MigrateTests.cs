using System.Text.Json.Nodes;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

/// <summary><c>migrate</c>, and what the verbs for backups say of a ledger that they do not copy.</summary>
internal sealed class MigrateTests : IDisposable
{
    private const string Server = """ "Storage": { "Provider": "PostgreSql", "ConnectionString": "Host=127.0.0.1;Port=1;Database=ler;Username=ler;Password=s3cret" }, """;

    private readonly CommandLineDriver cli = new();

    public void Dispose() => this.cli.Dispose();

    [Test]
    public async Task A_dry_run_prints_the_scripts_and_makes_nothing()
    {
        this.Settings(string.Empty);

        var exit = await this.cli.RunAsync("migrate", "--dry-run");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exit, Is.Zero, this.cli.Error);
            Assert.That(this.cli.Out, Does.Contain("-- 0001_initial.sql, SHA-256 ").And.Contain("create table run ("));
            Assert.That(this.cli.Error, Does.Contain("Nothing was."));
            Assert.That(Path.Exists(Path.Combine(this.cli.Folder, "data")), Is.False);
        }
    }

    [Test]
    public async Task Once_migrated_nothing_would_be_run()
    {
        this.Settings(string.Empty);
        Assert.That(await this.cli.RunAsync("migrate"), Is.Zero, () => this.cli.Error);

        var exit = await this.cli.RunAsync("migrate", "--dry-run", "--output", "json");

        Assert.That((exit, JsonNode.Parse(this.cli.Out)?["pending"]?.AsArray().Count), Is.EqualTo((0, (int?)0)));
    }

    [Test]
    public async Task A_server_that_does_not_answer_is_told_with_its_place_and_without_its_password()
    {
        this.Settings(Server);

        var exit = await this.cli.RunAsync("migrate");

        Assert.That(exit, Is.EqualTo(1));
        Assert.That(this.cli.Out + this.cli.Error, Does.Contain("LB8008").And.Contain("ler on 127.0.0.1:1").And.Not.Contain("s3cret"));
    }

    [TestCase("backup")]
    [TestCase("restore", "b.zip")]
    public async Task A_ledger_on_a_server_is_left_to_the_means_of_the_server(params string[] arguments)
    {
        this.Settings(Server);

        var exit = await this.cli.RunAsync(arguments);

        Assert.That(exit, Is.EqualTo(2));
        Assert.That(this.cli.Error, Does.Contain("LB8024").And.Contain("pg_dump"));
    }

    private void Settings(string storage) =>
        this.cli.Write("appsettings.json", $$"""{ "LerBridge": { {{storage}} "Issuer": { "Did": "did:web:ler.college.example", "Name": "Example College", "KeyPassphrase": "the passphrase of this test" } } }""");
}
