using LerBridge.Connectors.Delimited;
using LerBridge.Core.Sources;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Delimited;

/// <summary>Which of the files that match one pattern are read.</summary>
[TestFixture]
internal sealed class DatedFilesTests
{
    private readonly DropFolder folder = new();

    [TearDown]
    public void RemoveFolder() => this.folder.Dispose();

    [TestCase("positions_20261120.csv", "20261120")]
    [TestCase("positions-2026-11-20.csv", "20261120")]
    [TestCase("2026.11.20 positions.csv", "20261120")]
    [TestCase("positions_20261120T0215.csv", "202611200215")]
    [TestCase("positions_2026-11-20_02-15-59.csv", "20261120021559")]
    [TestCase("positions_202611201.csv", null)]
    [TestCase("positions_20261399.csv", null)]
    [TestCase("term202610_positions.csv", null)]
    [TestCase("positions.csv", null)]
    public void A_date_stamp_is_a_day_with_or_without_a_time(string name, string? stamp) => Assert.That(DatedFiles.Stamp(name), Is.EqualTo(stamp));

    [Test]
    public async Task The_newest_by_date_stamp_is_read_whenever_it_was_written_and_the_run_says_so()
    {
        this.With("positions_20261118.csv", "E1", "E2").With("positions_20261120.csv", "E1").With("positions_20261119.csv", "E1", "E3");
        File.SetLastWriteTimeUtc(Path.Combine(this.folder.Path, "positions_20261118.csv"), new DateTime(2026, 11, 21, 0, 0, 0, DateTimeKind.Utc));

        var pulled = await Pulled.AllAsync(this.folder.Connector());

        Assert.That(pulled.Records.Select(record => record["person.id"].Text), Is.EqualTo(new[] { "E1" }));
        Assert.That((pulled.Ends.Keys.Single(), pulled.Records.First().Place), Is.EqualTo(("positions.csv", "positions_20261120.csv row 2")));
        Assert.That(pulled.Notices.Single(notice => notice.Code == "LB5504").Message, Does.StartWith("positions_20261120.csv is read; 2 older"));
    }

    [Test]
    public async Task With_the_same_date_the_one_written_last_is_read()
    {
        this.With("positions_20261120.csv", "E1").With("positions_2026-11-20.csv", "E2");
        File.SetLastWriteTimeUtc(Path.Combine(this.folder.Path, "positions_20261120.csv"), new DateTime(2026, 11, 20, 3, 0, 0, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(Path.Combine(this.folder.Path, "positions_2026-11-20.csv"), new DateTime(2026, 11, 20, 2, 0, 0, DateTimeKind.Utc));

        Assert.That((await Pulled.AllAsync(this.folder.Connector())).Records.Single()["person.id"].Text, Is.EqualTo("E1"));
    }

    [TestCase("positions_20261120.csv", "positions_20261120 (1).csv")]
    [TestCase("positions_20261119.csv", "positions_20261120(2).csv")]
    public async Task A_copy_is_a_version_of_the_file_and_the_one_written_last_is_read(string one, string copy)
    {
        this.With(one, "E1").With(copy, "E2");
        File.SetLastWriteTimeUtc(Path.Combine(this.folder.Path, one), new DateTime(2026, 11, 20, 2, 0, 0, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(Path.Combine(this.folder.Path, copy), new DateTime(2026, 11, 20, 3, 0, 0, DateTimeKind.Utc));

        var pulled = await Pulled.AllAsync(this.folder.Connector());

        Assert.That((pulled.Records.Single()["person.id"].Text, pulled.Ends.Keys.Single()), Is.EqualTo(("E2", "positions.csv")));
    }

    [Test]
    public async Task Files_that_differ_in_more_than_a_date_are_all_read_in_their_newest_version()
    {
        this.With("north_20261119.csv", "E1").With("north_20261120.csv", "E2").With("south_20261119.csv", "E3");

        var pulled = await Pulled.AllAsync(this.folder.Connector());

        Assert.That(pulled.Records.Select(record => record["person.id"].Text), Is.EqualTo(new[] { "E2", "E3" }));
    }

    [Test]
    public async Task Take_all_reads_every_file_and_passes_over_none()
    {
        this.With("positions_20261119.csv", "E1").With("positions_20261120.csv", "E2");

        var pulled = await Pulled.AllAsync(this.folder.Connector("\"Take\": \"all\""));

        Assert.That(pulled.Records.Select(record => record["person.id"].Text), Is.EqualTo(new[] { "E1", "E2" }));
        Assert.That(pulled.Notices.Select(notice => notice.Code), Has.None.EqualTo("LB5504"));
    }

    [Test]
    public void Another_word_than_newest_or_all_is_refused()
    {
        var (_, problems) = SettingsOf.Connector($$"""{ "Kind": "Delimited", "Directory": "{{this.folder.Path}}", "Streams": { "position_history": { "Files": "*.csv", "Take": "latest" } } }""");

        Assert.That(problems.Single().Message, Does.Contain("Take"));
    }

    [Test]
    public async Task A_killed_pull_goes_on_with_the_version_that_it_had_begun()
    {
        this.With("positions_20261119.csv", "E1", "E2", "E3");
        var connector = this.folder.Connector();
        var killed = new Pulled();
        await killed.GoOnAsync(connector, Pulled.Request(connector, batchSize: 2), 1, CancellationToken.None);
        this.With("positions_20261120.csv", "E4");

        await killed.GoOnAsync(connector, Pulled.Request(connector, killed.Cursor), int.MaxValue, CancellationToken.None);

        Assert.That(killed.Ends.Keys, Is.EqualTo(new[] { "positions.csv" }));
        Assert.That(killed.Staged, Has.Count.EqualTo(3));
    }

    [TestCase("positions_20261120.csv")]
    [TestCase("positions_20261118.csv")]
    public async Task A_killed_pull_whose_version_is_gone_forgets_it_and_reads_the_one_that_is_there(string other)
    {
        this.With("positions_20261119.csv", "E1", "E2", "E3");
        var connector = this.folder.Connector();
        var killed = new Pulled();
        await killed.GoOnAsync(connector, Pulled.Request(connector, batchSize: 2), 1, CancellationToken.None);
        File.Delete(Path.Combine(this.folder.Path, "positions_20261119.csv"));
        this.With(other, "E4");

        await killed.GoOnAsync(connector, Pulled.Request(connector, killed.Cursor), int.MaxValue, CancellationToken.None);

        Assert.That(killed.Staged, Has.Count.EqualTo(1));
        Assert.That(killed.IsComplete, Is.True);
        Assert.That(killed.Ends.Keys, Is.EqualTo(new[] { "positions.csv" }));
    }

    [Test]
    public async Task A_killed_pull_of_a_file_that_nothing_follows_forgets_it()
    {
        this.With("north_20261119.csv", "E1", "E2", "E3");
        this.With("south_20261119.csv", "E4");
        var connector = this.folder.Connector();
        var killed = new Pulled();
        await killed.GoOnAsync(connector, Pulled.Request(connector, batchSize: 2), 1, CancellationToken.None);
        File.Delete(Path.Combine(this.folder.Path, "north_20261119.csv"));

        await killed.GoOnAsync(connector, Pulled.Request(connector, killed.Cursor), int.MaxValue, CancellationToken.None);

        Assert.That(killed.Staged, Has.Count.EqualTo(1));
        Assert.That(killed.IsComplete, Is.True);
    }

    [TestCase("positions_20261119.csv", "positions_20261120.csv", "positions.csv")]
    [TestCase("positions 20261119.csv", "positions_2026-11-20.csv", "positions.csv")]
    [TestCase("20261119", "20261120", "*")]
    public async Task Files_that_follow_each_other_under_new_dates_are_one_part_of_the_extract(string yesterday, string today, string part)
    {
        var connector = this.folder.Connector(files: "*");
        this.With(yesterday, "E1");
        var before = await Pulled.AllAsync(connector);
        this.With(today, "E1");

        var after = await Pulled.AllAsync(connector);

        Assert.That((before.Ends.Keys.Single(), after.Ends.Keys.Single()), Is.EqualTo((part, part)));
        Assert.That(after.Records.Single().Place, Does.StartWith(today));
    }

    [Test]
    public async Task A_file_of_a_day_to_come_is_told_since_it_goes_before_all_others()
    {
        this.With("positions_20261120.csv", "E1").With("positions_20621120.csv", "E2");

        var pulled = await Pulled.AllAsync(this.folder.Connector());

        Assert.That(pulled.Records.Single()["person.id"].Text, Is.EqualTo("E2"));
        Assert.That(pulled.Notices.Single(notice => notice.Code == "LB5511").Message, Does.StartWith("positions_20621120.csv is read before all others"));
    }

    [Test]
    public async Task Files_that_are_all_read_are_each_a_part_of_the_extract()
    {
        this.With("positions_20261119.csv", "E1");
        this.With("positions_20261120.csv", "E2");

        var pulled = await Pulled.AllAsync(this.folder.Connector("\"Take\": \"all\""));

        Assert.That(pulled.Ends.Keys, Is.EquivalentTo(new[] { "positions_20261119.csv", "positions_20261120.csv" }));
    }

    [Test]
    public async Task A_column_that_an_earlier_file_had_is_lost_and_one_that_never_was_is_only_absent()
    {
        var connector = this.folder.With("a.csv", $"{DropFolder.Header}\nE1,Employee,P1,2020-01-01,,Nurse,1,\n").Connector();
        var before = await Pulled.AllAsync(connector);
        this.folder.With("a.csv", "Employee_ID,Worker_Type,Position_ID,Start_Date\nE1,Employee,P1,2020-01-01\n");
        var read = new Dictionary<string, string> { ["position.business_title"] = "m.yaml:1:1", ["job.family"] = "m.yaml:2:1" };

        var after = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = before.Cursor, ReadFields = read });
        var still = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = after.Cursor, ReadFields = read });

        Assert.That(after.Batches[^1].Unread.Select(field => field.Field), Is.EquivalentTo(new[] { "position.end", "position.business_title", "position.fte", "end_reason" }));
        Assert.That(after.Batches[^1].Unread.All(field => field.HoldsNew), Is.True);
        Assert.That(still.Batches[^1].Unread, Is.EqualTo(after.Batches[^1].Unread));
        Assert.That(after.Notices.Where(notice => notice.Code == "LB5607").Select(notice => notice.Message), Is.EquivalentTo(new[]
        {
            "The file a.csv no longer has \"Business_Title\", which m.yaml:1:1 reads as position.business_title.",
            "The file a.csv has no \"Job_Family\", which m.yaml:2:1 reads as job.family.",
        }));
    }

    private DatedFilesTests With(string name, params string[] workers)
    {
        this.folder.With(name, $"{DropFolder.Header}\n{string.Concat(workers.Select(worker => $"{worker},Employee,P1,2020-01-01,,Nurse,1,\n"))}");
        return this;
    }
}
