using LerBridge.Worker;
using LerBridge.Worker.Cli;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>A ledger that was put back is older than what verifiers have seen, and lets nothing pass again because of that.</summary>
internal sealed class RestoredLedgerTests
{
    [Test]
    public async Task What_was_revoked_since_the_backup_stays_revoked_and_is_told_until_the_ledger_has_it_too()
    {
        using var desk = new GradesDesk();
        var (known, _) = await RevokedSinceAsync(desk);

        await desk.RunAsync(0, "restore", "b.zip", "--yes");
        var told = desk.Errors;
        var set = await SetAsync(desk);
        await desk.RunAsync(1, "doctor");
        var doctor = desk.Output;
        await desk.RunAsync(1, "runs", "verify");
        var verified = desk.Output;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(told, Does.Contain($"Revoked in the public status lists and not in the backup: 1 credential ({known})").And.Contain("issued after the backup: 1 place"));
            Assert.That(told, Does.Contain($"lerbridge credential revoke {known} --reason"));
            Assert.That(set, Has.Length.EqualTo(2), "the one that the ledger knows, and the one that it does not");
            Assert.That(doctor, Does.Contain("1 credential has been revoked in public since before the ledger was put back").And.Contain(known));
            Assert.That(verified, Does.Contain("1 credential has been revoked in public").And.Contain("The public folder names manifest 4 as the newest, and the ledger does not have it"));
        }

        await desk.RunAsync(0, "credential", "revoke", known, "--reason", "as before", "--yes");
        await desk.RunAsync(0, "run", "grades");
        await desk.RunAsync(0, "doctor");
        await desk.RunAsync(0, "runs", "verify");
        Assert.That(await SetAsync(desk), Is.EqualTo(set));
    }

    [Test]
    public async Task No_place_of_a_list_from_before_is_handed_out_again_and_new_lists_have_numbers_that_no_ledger_had()
    {
        using var desk = new GradesDesk();
        await RevokedSinceAsync(desk);
        await desk.RunAsync(0, "restore", "b.zip", "--yes");

        await desk.RunAsync(0, "run", "grades");

        var lists = Query(desk, "select i.list from status_index i join credential c on c.number = i.credential order by c.number");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lists.Take(3), Is.EqualTo(new[] { 1L, 1L, 1L }));
            Assert.That(lists.Skip(3).Single(), Is.GreaterThan(1_000_000), "the one that was issued after the backup and is issued again");
            Assert.That(File.Exists(Path.Combine(desk.Cli.Folder, "data", "public", "status", $"{lists[3]}.json")), Is.True);
        }

        await desk.RunAsync(0, "backup", "--out", "c.zip");
        await desk.RunAsync(0, "restore", "c.zip", "--yes");
        Assert.That(Query(desk, "select number from status_list order by number"), Is.Unique.And.Count.EqualTo(3));
        Assert.That(Query(desk, "select count(*) from status_list where allotted < length"), Is.EqualTo(new[] { 1L }));
    }

    [Test]
    public async Task What_was_suspended_since_the_backup_is_told_with_what_suspends_it_again()
    {
        using var desk = new GradesDesk(suspendable: true);
        desk.Grades(GradesDesk.Rows(2));
        await desk.RunAsync(0, "run", "grades");
        await desk.RunAsync(0, "backup", "--out", "b.zip");
        var id = await NewestAsync(desk);
        await desk.RunAsync(0, "credential", "suspend", id, "--reason", "by hand", "--yes");

        var answer = await desk.JsonAsync(0, "restore", "b.zip", "--check");
        Assert.That(desk.Errors, Does.Contain($"Suspended in the public status lists and not in the backup: 1 credential ({id})"));
        await desk.RunAsync(0, "restore", "b.zip", "--yes");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("since").GetProperty("suspended")[0].GetString(), Is.EqualTo(id));
            Assert.That(desk.Errors, Does.Contain($"lerbridge credential suspend {id} --reason"));
        }

        await desk.RunAsync(1, "runs", "verify");
        await desk.RunAsync(0, "doctor");
    }

    [Test]
    public async Task A_list_in_the_folder_that_no_key_of_the_issuer_signed_is_not_believed()
    {
        using var desk = new GradesDesk();
        var (known, _) = await RevokedSinceAsync(desk);
        var list = Path.Combine(desk.Cli.Folder, "data", "public", "status", "1.json");
        await File.WriteAllTextAsync(list, (await File.ReadAllTextAsync(list)).Replace("revocation", "suspension", StringComparison.Ordinal));

        await desk.RunAsync(0, "restore", "b.zip", "--yes");

        Assert.That(desk.Errors, Does.Not.Contain(known));
        Assert.That(Query(desk, "select count(*) from status_kept"), Is.EqualTo(new[] { 0L }));
    }

    // Three credentials and a backup; then one of them is revoked by hand, and one more is issued and revoked.
    private static async Task<(string Known, string Later)> RevokedSinceAsync(GradesDesk desk)
    {
        desk.Grades(GradesDesk.Rows(3));
        await desk.RunAsync(0, "run", "grades");
        await desk.RunAsync(0, "backup", "--out", "b.zip");
        var known = await NewestAsync(desk);
        await desk.RunAsync(0, "credential", "revoke", known, "--reason", "by hand", "--yes");
        desk.Grades(GradesDesk.Rows(4));
        await desk.RunAsync(0, "run", "grades");
        var later = await NewestAsync(desk);
        await desk.RunAsync(0, "credential", "revoke", later, "--reason", "by hand", "--yes");
        Assert.That(later, Is.Not.EqualTo(known));
        return (known, later);
    }

    private static async Task<string> NewestAsync(GradesDesk desk) =>
        (await desk.JsonAsync(0, "credential", "find")).GetProperty("credentials")[0].GetProperty("id").GetString() ?? string.Empty;

    private static async Task<int[]> SetAsync(GradesDesk desk)
    {
        var terminal = new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null, outputIsTerminal: false, errorIsTerminal: false, colour: false);
        await using var bridge = await Composition.OpenAsync(new Surroundings(terminal, desk.Cli.Environment, desk.Cli.Folder, desk.Cli.Time), null, CancellationToken.None);
        return [.. bridge.Services.Documents.OpenStatusList(await File.ReadAllBytesAsync(Path.Combine(bridge.Options.PublicFolder, "status", "1.json")))?.SetBits ?? []];
    }

    private static List<long> Query(GradesDesk desk, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(desk.Cli.Folder, "data", "lerbridge.db"), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<long>();
        while (reader.Read())
        {
            rows.Add(reader.GetInt64(0));
        }

        return rows;
    }
}
