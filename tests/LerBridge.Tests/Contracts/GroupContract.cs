using System.Text;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Sources;
using NUnit.Framework;
using static LerBridge.Tests.Contracts.LedgerDriver;

namespace LerBridge.Tests.Contracts;

/// <summary>The ledger keeps one record of each group that has something new.</summary>
internal abstract class GroupContract<THarness> : LedgerContract<THarness>
    where THarness : ILedgerHarness, new()
{
    private const string Superseded = "LB4012";

    private IRunLedger Runs => this.Ledger.Runs;

    [TestCase(Keep.Best, "k2")]
    [TestCase(Keep.Latest, "k3")]
    [TestCase(Keep.First, "k1")]
    public async Task One_candidate_of_a_group_is_kept(Keep keep, string expected)
    {
        await this.PullAsync("r1", "k1", "k2", "k3");
        await this.Runs.AddCandidatesAsync("r1", [Of("k3", "g", "m:1", "2026-03-01"), Of("k1", "g", "m:2", "2026-01-01"), Of("k2", "g", "m:3", "2026-02-01")], [], CancellationToken.None);

        var members = await this.ChooseAsync("r1", keep);

        Assert.That(members.Where(member => member.Kept).Select(member => member.Candidate.RecordKey), Is.EqualTo(new[] { expected }));
    }

    [TestCase(Keep.Best)]
    [TestCase(Keep.Latest)]
    [TestCase(Keep.First)]
    public async Task Among_equals_the_lowest_key_is_kept_and_what_has_no_date_or_rank_comes_last(Keep keep)
    {
        await this.PullAsync("r1", "k1", "k2", "k3");
        await this.Runs.AddCandidatesAsync("r1", [Of("k3", "g", "m:1", "2026-01-01"), Of("k2", "g", "m:1", "2026-01-01"), Of("k1", "g", null, null)], [], CancellationToken.None);

        var members = await this.ChooseAsync("r1", keep);

        Assert.That(members.Single(member => member.Kept).Candidate.RecordKey, Is.EqualTo("k2"));
    }

    [Test]
    public async Task Groups_are_apart_and_what_does_not_qualify_is_never_kept()
    {
        await this.PullAsync("r1", "k1", "k2", "k3");
        await this.Runs.AddCandidatesAsync("r1", [Of("k1", "g", "m:1"), Of("k2", "h", "m:2"), Of("k3", "h", "m:9") with { Standing = Standing.Skipped, Code = "LB3001" }], [], CancellationToken.None);

        var members = await this.ChooseAsync("r1", Keep.Best);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(members.Where(member => member.Kept).Select(member => member.Candidate.RecordKey), Is.EquivalentTo(new[] { "k1", "k2" }));
            Assert.That(members.Single(member => member.Candidate.RecordKey == "k3").KeptStanding, Is.EqualTo(Standing.Qualifies));
            Assert.That(members.Single(member => member.Candidate.RecordKey == "k1").Candidate.Claims.ToArray(), Is.EqualTo("claims"u8.ToArray()));
        }
    }

    [Test]
    public async Task The_rest_of_a_group_with_something_new_is_read_again_and_other_groups_are_not()
    {
        await this.IssueAsync("r1", ("k1", "g"), ("k2", "h"));
        await this.PullAsync("r2", "k1", "k2", "k3");
        await this.Runs.AddCandidatesAsync("r2", [Of("k3", "g", "m:2")], [], CancellationToken.None);
        await this.Runs.NoteGroupsAsync("r2", CancellationToken.None);

        var rest = await ListAsync(this.Runs.ReadSettledMembersAsync("r2", CancellationToken.None));

        Assert.That(rest.Select(staged => (staged.Key, staged.Known?.Credential?.Id)), Is.EqualTo(new[] { ("k1", (string?)CredentialId("k1")) }));
    }

    [Test]
    public async Task The_credential_of_a_group_comes_with_its_members_and_is_said_to_pass_where_it_stood_for_another()
    {
        await this.IssueAsync("r1", ("k1", "g"));
        await this.PullAsync("r2", "k1", "k2");
        await this.Runs.AddCandidatesAsync("r2", [Of("k1", "g", "m:1"), Of("k2", "g", "m:2")], [], CancellationToken.None);

        var members = (await this.ChooseAsync("r2", Keep.Best)).ToDictionary(member => member.Candidate.RecordKey);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((members["k2"].Kept, members["k2"].OfGroup?.Id, members["k2"].Passes), Is.EqualTo((true, CredentialId("k1"), true)));
            Assert.That((members["k1"].Kept, members["k1"].Passes, members["k1"].OwnIsOfGroup, members["k1"].OwnKeptStanding), Is.EqualTo((false, false, true, (Standing?)Standing.Qualifies)));
        }
    }

    [Test]
    public async Task What_is_held_goes_on_standing_for_its_credential()
    {
        await this.IssueAsync("r1", ("k1", "g"));
        await this.PullAsync("r2", "k1", "k2");
        await this.Runs.AddCandidatesAsync("r2", [Of("k1", null, null) with { Standing = Standing.Held, Claims = default }, Of("k2", "g", "m:3")], [], CancellationToken.None);

        var members = await this.ChooseAsync("r2", Keep.Best);

        Assert.That(members.Single(member => member.Kept).Candidate.RecordKey, Is.EqualTo("k1"), "it was issued with rank m:5");
    }

    [TestCase(true, null)]
    [TestCase(false, Standing.Possible)]
    public async Task A_record_that_was_not_read_counts_where_the_extract_is_incomplete(bool complete, Standing? kept)
    {
        await this.Driver.StartAsync("r1");
        await this.Driver.PullAsync("r1", "k1", "k2");
        await this.Driver.FinishAsync(
            "r1",
            Decide("k1", DecisionKind.New) with { Group = "g", Rank = "m:5" },
            Decide("k2", DecisionKind.Skipped) with { Code = Superseded, Group = "g", Rank = "m:4" });
        await this.Driver.StartAsync("r2");
        await this.Runs.StageAsync("r2", Batch("all", [Row("k1")], end: complete ? new PartitionEnd.Complete() : new PartitionEnd.Partial("page 2")), CancellationToken.None);
        await this.Runs.EndPullAsync("r2", numbered: false, CancellationToken.None);
        await this.Runs.AddCandidatesAsync("r2", [Of("k1", "g", null) with { Standing = Standing.Skipped, Code = "LB3001", Claims = default }], [], CancellationToken.None);

        var member = (await this.ChooseAsync("r2", Keep.Best)).Single();

        Assert.That(member.OwnKeptStanding, Is.EqualTo(kept));
    }

    [Test]
    public async Task Deciding_anew_forgets_the_candidates_of_the_attempt_before()
    {
        await this.PullAsync("r1", "k1");
        await this.Runs.AddCandidatesAsync("r1", [Of("k1", "g", "m:1")], [], CancellationToken.None);

        await this.Runs.EndPullAsync("r1", numbered: false, CancellationToken.None);

        Assert.That(await ListAsync(this.Runs.ReadMembersAsync("r1", CancellationToken.None)), Is.Empty);
    }

    private static Candidate Of(string key, string? group, string? rank, string? dated = null) => new()
    {
        RecordKey = key,
        Partition = "all",
        Fingerprint = Hash("v1"),
        Standing = Standing.Qualifies,
        Group = group,
        Rank = rank,
        Dated = dated,
        PersonId = "p-" + key,
        Claims = Encoding.UTF8.GetBytes("claims"),
    };

    private async Task PullAsync(string run, params string[] keys)
    {
        await this.Driver.StartAsync(run);
        await this.Driver.PullAsync(run, keys);
    }

    private async Task IssueAsync(string run, params (string Key, string Group)[] records)
    {
        await this.PullAsync(run, [.. records.Select(record => record.Key)]);
        await this.Driver.FinishAsync(run, [.. records.Select(record => Decide(record.Key, DecisionKind.New) with { Group = record.Group, Rank = "m:5" })]);
    }

    private async Task<List<GroupMember>> ChooseAsync(string run, Keep keep)
    {
        await this.Runs.NoteGroupsAsync(run, CancellationToken.None);
        await this.Runs.ChooseAsync(run, keep, Superseded, CancellationToken.None);
        return await ListAsync(this.Runs.ReadMembersAsync(run, CancellationToken.None));
    }
}
