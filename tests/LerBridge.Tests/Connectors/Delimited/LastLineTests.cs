using LerBridge.Core.Sources;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Delimited;

[TestFixture]
internal sealed class LastLineTests : IDisposable
{
    private const string Whole = $"{DropFolder.Header}\nE1,Employee,P1,2020-01-01,,Nurse,1,\nE2,Employee,P2,2020-01-01,,Nurse,1,\nE3,Employee,P3,2020-01-01,,Nurse,1,Left early\n";

    private readonly DropFolder folder = new();

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(500)]
    public async Task A_row_that_breaks_off_where_files_end_in_line_ends_is_rejected_and_the_file_is_partial(int batchSize)
    {
        var before = await this.PullAsync("a_20261119.csv", Whole, live: null);

        var cut = await this.PullAsync("a_20261120.csv", Whole[..^7], before.Cursor, batchSize);

        Assert.That(cut.Records.Select(record => record["person.id"].Text), Is.EqualTo(new[] { "E1", "E2" }));
        Assert.That(cut.Rejected.Select(row => (row.Code, row.Place)), Is.EqualTo(new[] { ("LB5512", "a_20261120.csv row 4") }));
        Assert.That(((PartitionEnd.Partial)cut.Ends.Values.Single()).Reason, Does.Contain("seems cut off"));
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task A_pull_of_a_cut_file_that_is_killed_counts_as_one_that_was_not(int batches)
    {
        var before = await this.PullAsync("a_20261119.csv", Whole, live: null);
        this.folder.With("a_20261120.csv", Whole[..^7]);
        var connector = this.folder.Connector();
        var killed = new Pulled();
        await killed.GoOnAsync(connector, Pulled.Request(connector, batchSize: 1) with { Live = before.Cursor }, batches, CancellationToken.None);

        await killed.GoOnAsync(connector, Pulled.Request(connector, killed.Cursor, batchSize: 1) with { Live = before.Cursor }, int.MaxValue, CancellationToken.None);

        Assert.That(killed.Records.Select(record => record["person.id"].Text), Is.EqualTo(new[] { "E1", "E2" }));
        Assert.That(killed.Rejected.Single().Code, Is.EqualTo("LB5512"));
        Assert.That(killed.Ends.Values.Single(), Is.InstanceOf<PartitionEnd.Partial>());
    }

    [Test]
    public async Task A_row_that_is_rejected_anyway_takes_no_other_with_it()
    {
        var before = await this.PullAsync("a_20261119.csv", Whole, live: null);

        var cut = await this.PullAsync("a_20261120.csv", Whole[..^20], before.Cursor);

        Assert.That(cut.Records.Select(record => record["person.id"].Text), Is.EqualTo(new[] { "E1", "E2" }));
        Assert.That(cut.Rejected.Single().Code, Is.EqualTo("LB5606"));
    }

    [Test]
    public async Task The_first_file_that_ends_without_a_line_end_is_taken_as_it_is()
    {
        var pulled = await this.PullAsync("a_20261119.csv", Whole[..^1], live: null);

        Assert.That((pulled.Records.Count(), pulled.IsComplete), Is.EqualTo((3, true)));
    }

    [Test]
    public async Task What_was_cut_off_is_so_as_long_as_the_file_is_there_and_another_that_ends_so_shows_that_they_do_now()
    {
        var before = await this.PullAsync("a_20261119.csv", Whole, live: null);
        var cut = await this.PullAsync("a_20261120.csv", Whole[..^1], before.Cursor);

        var again = await this.PullAsync("a_20261120.csv", text: null, cut.Cursor);
        var next = await this.PullAsync("a_20261121.csv", Whole[..^1], again.Cursor);
        var after = await this.PullAsync("a_20261122.csv", Whole[..^1], next.Cursor);

        Assert.That(new[] { cut, again, next, after }.Select(pulled => pulled.IsComplete), Is.EqualTo(new[] { false, false, true, true }));
    }

    [Test]
    public async Task A_whole_file_after_one_that_was_cut_off_makes_the_next_one_suspect_again()
    {
        var before = await this.PullAsync("a_20261119.csv", Whole, live: null);
        var cut = await this.PullAsync("a_20261120.csv", Whole[..^1], before.Cursor);
        var whole = await this.PullAsync("a_20261121.csv", Whole, cut.Cursor);

        var next = await this.PullAsync("a_20261122.csv", Whole[..^1], whole.Cursor);

        Assert.That((whole.IsComplete, next.IsComplete), Is.EqualTo((true, false)));
    }

    [TestCase("\"Ready\": \".done\"")]
    [TestCase("\"Trailer\": \"TRL\"")]
    public async Task A_file_that_says_itself_that_it_is_whole_needs_no_line_end(string how)
    {
        var trailer = how.Contains("TRL", StringComparison.Ordinal) ? "TRL,3" : string.Empty;
        this.folder.With("a_20261119.csv.done", string.Empty).With("a_20261120.csv.done", string.Empty);
        var before = await this.PullAsync("a_20261119.csv", Whole + trailer + (trailer.Length > 0 ? "\n" : string.Empty), live: null, more: how);

        var next = await this.PullAsync("a_20261120.csv", trailer.Length > 0 ? Whole + trailer : Whole[..^1], before.Cursor, more: how);

        Assert.That((next.Records.Count(), next.IsComplete), Is.EqualTo((3, true)));
    }

    public void Dispose() => this.folder.Dispose();

    private Task<Pulled> PullAsync(string name, string? text, SourceCursor? live, int batchSize = 500, string more = "")
    {
        if (text is not null)
        {
            this.folder.With(name, text);
        }

        var connector = this.folder.Connector(more);
        return Pulled.AllAsync(connector, Pulled.Request(connector, batchSize: batchSize) with { Live = live });
    }
}
