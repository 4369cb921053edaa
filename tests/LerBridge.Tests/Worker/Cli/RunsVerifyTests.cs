using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>An auditor's question: was anything issued outside a run, and is everything of the runs still there?</summary>
internal sealed class RunsVerifyTests
{
    private const string Forged =
        """
        insert into credential (id, mapping, record_key, person_id, person, generation, version, document_version, state, state_since, valid_from, changed_at, claims_hash, run)
            select 'urn:uuid:11111111-1111-8111-8111-111111111111', mapping, 'x', person_id, person, generation, 1, 1, state, state_since, valid_from, changed_at, claims_hash, run from credential limit 1
        """;

    private static readonly (string Tampering, string Told)[] Beside =
    [
        ("update run set issued = 2, skipped = 1 where number = 1", "Its counts are not those that were signed"),
        ("update run set outcome = 'Failed' where number = 1", "did not end as it was signed (Succeeded then, Failed now)"),
        ("update run set outcome = 'Failed' where by_hand = 1", "did not end as it was signed"),
        ("update run set by_hand = 1 where number = 1", "did not end as it was signed"),
        ("update credential_version set by_whom = 'somebody' where by_whom is not null", "What it issued"),
        ("update credential_version set reason = 'other' where by_whom is not null", "What it issued"),
        ("update decision set person_id = 'x' where number = 1", "Its decisions"),
        ("update credential set state = 'Valid' where state = 'Revoked'", "its state, content or person in the register is not that of its newest version"),
        ("update credential set version = 9", "a version that no run and no act wrote"),
        ("insert into credential_version (credential, version, document_version, state, state_since, operation, at, run, valid_from, person) select number, 9, 9, 'Revoked', 0, 'Withdraw', 0, 1, 0, 'x' from credential where number = 3", "more or fewer versions"),
        ("delete from status_index where credential = 1", "its places in status lists are not those in its signed document"),
        ("update status_index set credential = 3 where credential = 2", "its places in status lists are not those in its signed document"),
        ("update status_index set position = position + 1", "its places in status lists are not those in its signed document"),
        ("insert into status_index (list, position, credential) values (1, 1, 99)", "1 place in status lists belongs to a credential that is not in the register"),
        (Forged, "the register has it in a version that no run and no act wrote"),
        ("insert into run (id, mapping, connector, stream, state, outcome, started_at, record_date, mapping_hash, by_hand) values ('forged', 'grades', '', '', 'Ended', 'Succeeded', 0, '2026-01-01', '', 1)", "1 have no manifest, and 0 had none"),
        ("delete from run_manifest where number = (select max(number) from run_manifest)", "the last ones were dropped"),
        ("delete from run_manifest", "the last ones were dropped"),
        ("update manifest_end set statement = replace(statement, '.', '.x')", "What names the newest manifest is not signed"),
        ("delete from manifest_end", "Nothing names the newest manifest"),
    ];

    [Test]
    public async Task Runs_rests_and_acts_by_hand_stand_as_they_were_signed()
    {
        using var desk = new GradesDesk(allow: "{ new: true, withdraw: ask }");
        await NightsAsync(desk);

        var answer = await desk.JsonAsync(0, "runs", "verify");
        await desk.RunAsync(0, "runs", "verify");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("stands").GetString()), Is.EqualTo(new[] { "yes", "yes", "yes", "yes" }));
            Assert.That(answer.GetProperty("findings").GetArrayLength(), Is.Zero);
            Assert.That((answer.GetProperty("versionsOutsideRuns").GetInt64(), answer.GetProperty("versionsByHand").GetInt64()), Is.EqualTo((0L, 1L)));
            Assert.That(desk.Output, Does.Contain("4 runs stand as signed").And.Contain("Nothing was issued outside a run").And.Contain("by hand"));
        }
    }

    [Test]
    public async Task What_is_believed_without_a_signature_is_remarked_and_changes_no_exit_code()
    {
        using var desk = new GradesDesk();
        desk.Settings(settings => settings["TimeZone"] = "America/Chicago");
        desk.Grades(GradesDesk.Rows(2));
        await desk.RunAsync(0, "run", "grades");
        Tamper(
            desk,
            $"""
            insert into hold_verdict (mapping, record_key, code, fingerprint, verdict, mapping_hash, reason, by_whom, at, places, unsigned)
                values ('grades', 'x', 'LB4010', 'f', 'Reject', 'h', 'looked at', 'J. Doe', {new DateTimeOffset(2026, 9, 2, 1, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds()}, '', 1)
            """);

        var answer = await desk.JsonAsync(0, "runs", "verify");
        await desk.RunAsync(0, "runs", "verify");

        const string Remark = "1 decision about held records is from before decisions were signed, and is believed without: 1 of 2026-09-01.";
        Assert.That((answer.GetProperty("remarks").EnumerateArray().Single().GetString(), answer.GetProperty("findings").GetArrayLength()), Is.EqualTo((Remark, 0)));
        Assert.That(desk.Output, Does.Contain(Remark).And.Contain("1 run stands as signed"));
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

    // On one site, since nights take longer than looking at them.
    [Test]
    public async Task What_does_not_follow_from_what_was_signed_is_told()
    {
        using var desk = new GradesDesk(allow: "{ new: true, withdraw: ask }");
        await NightsAsync(desk);
        Tamper(desk, "pragma wal_checkpoint(truncate)");
        var ledger = Path.Combine(desk.Cli.Folder, "data", "lerbridge.db");
        var before = await File.ReadAllBytesAsync(ledger);
        using (Assert.EnterMultipleScope())
        {
            foreach (var (tampering, told) in Beside)
            {
                File.Delete($"{ledger}-wal");
                File.Delete($"{ledger}-shm");
                await File.WriteAllBytesAsync(ledger, before);
                Tamper(desk, tampering);

                await desk.RunAsync(1, "runs", "verify");

                Assert.That(desk.Output, Does.Contain(told), tampering);
            }
        }
    }

    [Test]
    public async Task The_last_act_that_was_dropped_with_its_manifest_is_told_by_the_end_of_the_chain_and_by_the_public_folder()
    {
        using var desk = new GradesDesk(allow: "{ new: true, withdraw: ask }");
        await NightsAsync(desk);
        Tamper(
            desk,
            """
            update credential set state = 'Valid', stopped_by = null, version = 1, run = 1, changed_at = (select at from credential_version v where v.credential = credential.number and v.version = 1),
                state_since = (select state_since from credential_version v where v.credential = credential.number and v.version = 1)
            where number = (select credential from credential_version where run = (select number from run where by_hand = 1));
            delete from outbox_attempt where message in (select number from outbox where run = (select number from run where by_hand = 1));
            delete from outbox where run = (select number from run where by_hand = 1);
            delete from credential_version where run = (select number from run where by_hand = 1);
            delete from run_manifest where run = (select number from run where by_hand = 1);
            delete from run where by_hand = 1
            """);

        var findings = (await desk.JsonAsync(1, "runs", "verify")).GetProperty("findings").EnumerateArray().Select(finding => finding.GetString()).ToArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(findings, Has.Length.EqualTo(2));
            Assert.That(findings[0], Does.StartWith("The newest manifest is not the one that was signed as the newest (number 4)"));
            Assert.That(findings[1], Does.StartWith("The public folder names manifest 4 as the newest"));
        }
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
