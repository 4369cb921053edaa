using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>An auditor's question: was anything issued outside a run, and is everything of the runs still there?</summary>
internal sealed class RunsVerifyTests
{
    [Test]
    public async Task Runs_rests_and_acts_by_hand_stand_as_they_were_signed()
    {
        using var desk = new GradesDesk(allow: "{ new: true, withdraw: ask }");
        await NightsAsync(desk);

        var answer = await desk.JsonAsync(0, "runs", "verify");
        await desk.RunAsync(0, "runs", "verify");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("stands").GetString()), Is.EqualTo(new[] { "yes", "yes", "yes" }));
            Assert.That((answer.GetProperty("versionsOutsideRuns").GetInt64(), answer.GetProperty("versionsByHand").GetInt64()), Is.EqualTo((0L, 1L)));
            Assert.That(desk.Output, Does.Contain("3 runs stand as signed").And.Contain("Nothing was issued outside a run").And.Contain("by hand"));
        }
    }

    [TestCase("update credential_version set document = cast(replace(cast(document as text), 'Clinical', 'Surgical') as blob) where number = 1", "What it issued")]
    [TestCase("delete from decision where number = 1", "Its decisions")]
    [TestCase("update decision set kind = 'Skipped' where number = 1", "Its decisions")]
    [TestCase("update run set mapping_hash = 'x' where number = 1", "not as it was signed")]
    [TestCase("update run_manifest set statement = replace(statement, '.', '.x')", "not signed by a key")]
    [TestCase("delete from run_manifest where number = 1", "manifest before it")]
    [TestCase("update run set approved_by = 'somebody' where plan_kind = 'Rest'", "approval")]
    public async Task What_was_changed_dropped_or_put_in_is_told(string tampering, string told)
    {
        using var desk = new GradesDesk(allow: "{ new: true, withdraw: ask }");
        await NightsAsync(desk);
        Tamper(desk, tampering);

        await desk.RunAsync(1, "runs", "verify");

        Assert.That(desk.Output, Does.Contain(told));
    }

    [Test]
    public async Task A_credential_that_belongs_to_no_signed_run_is_told()
    {
        using var desk = new GradesDesk(allow: "{ new: true, withdraw: ask }");
        await NightsAsync(desk);
        Tamper(
            desk,
            """
            insert into run (id, mapping, connector, stream, state, outcome, started_at, record_date, mapping_hash) values ('forged', 'grades', '', '', 'Ended', 'Failed', 0, '2026-01-01', '');
            insert into credential_version (credential, version, document_version, state, state_since, operation, at, run, valid_from, person)
                select number, 99, 99, 'Valid', 0, 'Issue', 0, (select number from run where id = 'forged'), 0, 'x' from credential limit 1
            """);

        await desk.RunAsync(1, "runs", "verify");

        Assert.That(desk.Output, Does.Contain("1 version of credentials belongs to no run with a manifest"));
    }

    // a night, one with a withdrawal that is asked for, the rest of it, and an act by hand
    private static async Task NightsAsync(GradesDesk desk)
    {
        desk.Grades(GradesDesk.Rows(3));
        await desk.RunAsync(0, "run", "grades");
        desk.Grades([.. GradesDesk.Rows(1, "F"), .. GradesDesk.Rows(2, from: 1)]);
        var rest = (await desk.JsonAsync(4, "run", "grades")).GetProperty("runs")[0].GetProperty("rest").GetProperty("id").GetString() ?? string.Empty;
        await desk.RunAsync(0, "apply", rest);
        var standing = (await desk.JsonAsync(0, "credential", "find")).GetProperty("credentials").EnumerateArray().First(one => one.GetProperty("state").GetString() == "valid");
        await desk.RunAsync(0, "credential", "revoke", standing.GetProperty("id").GetString() ?? string.Empty, "--reason", "by hand", "--yes");
    }

    private static void Tamper(GradesDesk desk, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(desk.Cli.Folder, "data", "lerbridge.db"), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
