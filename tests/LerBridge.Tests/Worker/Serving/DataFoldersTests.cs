using LerBridge.Tests.Drivers;
using LerBridge.Tests.Worker.Settings;
using LerBridge.Worker.Serving;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Serving;

internal sealed class DataFoldersTests : IDisposable
{
    private readonly SettingsFile file = new();
    private readonly ManualTime time = new(new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero));

    public void Dispose() => this.file.Dispose();

    [Test]
    public void A_new_site_can_make_all_of_its_folders_and_looking_leaves_nothing_behind()
    {
        var found = new DataFolders(this.file.Read(), this.time).Look();

        Assert.That(found.Select(folder => (Path.GetRelativePath(this.file.Folder, folder.Folder), folder.Trouble)), Is.EqualTo(new[] { ("data", (string?)null), (Path.Combine("data", "locks"), null), (Path.Combine("data", "public"), null) }));
        Assert.That(Directory.EnumerateFileSystemEntries(this.file.Folder).Select(Path.GetFileName), Is.EqualTo(new[] { "appsettings.json" }));
    }

    [Test]
    public void What_is_in_the_way_of_the_locks_or_of_a_public_document_is_named_with_what_to_do()
    {
        var options = this.file.Read();
        Directory.CreateDirectory(options.PublicFolder);
        File.WriteAllText(Path.Combine(options.DataDirectory, "locks"), "in the way");
        File.WriteAllText(Path.Combine(options.PublicFolder, "status"), "in the way");

        var troubles = new DataFolders(options, this.time).Look().Where(folder => folder.Trouble is not null).ToArray();

        Assert.That(troubles.Select(folder => Path.GetFileName(folder.Folder)), Is.EqualTo(new[] { "locks", "status" }));
        Assert.That(troubles.Select(folder => folder.Trouble), Has.All.Contain("Check that it is a folder").And.Some.StartsWith("LB8004: ").And.Some.StartsWith("LB6401: "));
    }

    [Test]
    public void What_was_found_out_holds_for_half_a_minute_and_is_then_looked_at_again()
    {
        var options = this.file.Read();
        var folders = new DataFolders(options, this.time);
        folders.Look();
        Directory.CreateDirectory(options.DataDirectory);
        File.WriteAllText(Path.Combine(options.DataDirectory, "locks"), "in the way");

        this.time.Advance(DataFolders.Fresh - TimeSpan.FromSeconds(1));
        var before = folders.Look();
        this.time.Advance(TimeSpan.FromSeconds(1));
        var after = folders.Look();

        Assert.That(before.Count(folder => folder.Trouble is not null), Is.Zero);
        Assert.That(after.Count(folder => folder.Trouble is not null), Is.EqualTo(1));
    }

    [Test]
    public void A_ledger_on_a_server_has_no_folders_here_but_its_public_documents_have()
    {
        this.file["Storage"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "Provider": "PostgreSql", "ConnectionString": "Host=127.0.0.1;Database=ler;Username=ler" }""");

        var found = new DataFolders(this.file.Read(), this.time).Look();

        Assert.That(found.Select(folder => Path.GetFileName(folder.Folder)), Is.EqualTo(new[] { "public" }));
    }
}
