using System.Text;
using LerBridge.Core.Sources;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Delimited;

[TestFixture]
internal sealed class DelimitedDialectTests
{
    private const string One = "E1,Employee,P1,2020-01-01,,Nurse,1,\n";
    private const string Two = One + "E2,Employee,P1,2020-01-01,,Nurse,1,\n";

    private readonly DropFolder folder = new();

    [TearDown]
    public void RemoveFolder() => this.folder.Dispose();

    [Test]
    public async Task Lines_above_the_header_are_passed_over_up_to_the_cell_that_settings_name()
    {
        this.folder.With("a.csv", $"Positions, all campuses\n\"Run by: HR, nightly\"\n\n\"Employee_ID\",{DropFolder.Header[12..]}\n{Two}");

        var pulled = await Pulled.AllAsync(this.folder.Connector("\"SkipRowsUntil\": \"employee_id\""));

        Assert.That(pulled.Records.Count(), Is.EqualTo(2));
        Assert.That(pulled.Records.First().Place, Is.EqualTo("a.csv row 5"));
        Assert.That(pulled.IsComplete, Is.True);
    }

    [Test]
    public async Task A_file_without_the_header_that_settings_name_is_told()
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{Two}");

        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.folder.Connector("\"SkipRowsUntil\": \"Emplid\"")));

        Assert.That(refusal?.Code, Is.EqualTo("LB5502"));
        Assert.That(refusal?.Message, Does.Contain("SkipRowsUntil"));
    }

    [TestCase("TRL,2\n")]
    [TestCase("trl|,,,2,,,,\n")]
    [TestCase("TRL 2\n")]
    public async Task A_trailer_that_counts_right_makes_the_file_complete(string trailer)
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{Two}{trailer}");

        var pulled = await Pulled.AllAsync(this.folder.Connector("\"Trailer\": \"TRL\", \"Delimiter\": \",\""));

        Assert.That(pulled.Records.Count(), Is.EqualTo(2));
        Assert.That(pulled.Rejected, Is.Empty);
        Assert.That(pulled.IsComplete, Is.True);
    }

    [TestCase("TRL,3\n", "3 rows, and has 2")]
    [TestCase("", "no last row that begins with \"TRL\"")]
    [TestCase("TRL,2\nE3,Employee,P1,2020-01-01,,Nurse,1,\n", "behind its trailer")]
    public async Task A_trailer_that_counts_wrong_is_absent_or_not_the_last_row_leaves_the_file_partial(string end, string why)
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{Two}{end}");

        var pulled = await Pulled.AllAsync(this.folder.Connector("\"Trailer\": \"TRL\", \"Delimiter\": \",\""));

        Assert.That(((PartitionEnd.Partial)pulled.Ends["a.csv"]).Reason, Does.Contain(why));
    }

    [TestCase("2 rows selected.\n", true)]
    [TestCase("\n1,234 rows selected.\n", false)]
    public async Task The_line_in_which_Oracle_counts_its_rows_is_no_row_and_is_believed(string line, bool isComplete)
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{Two}{line}");

        var pulled = await Pulled.AllAsync(this.folder.Connector("\"Delimiter\": \",\""));

        Assert.That(pulled.Records.Count(), Is.EqualTo(2));
        Assert.That(pulled.IsComplete, Is.EqualTo(isComplete));
    }

    [Test]
    public async Task An_export_that_breaks_off_with_an_error_of_Oracle_takes_nothing_for_gone()
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{One}ERROR:\nORA-01555: snapshot too old: rollback segment number 9 too small\n");

        var pulled = await Pulled.AllAsync(this.folder.Connector());

        Assert.That(pulled.Records.Count(), Is.EqualTo(1));
        Assert.That(((PartitionEnd.Partial)pulled.Ends["a.csv"]).Reason, Does.Contain("ORA-01555"));
    }

    [Test]
    public async Task A_pull_that_is_killed_behind_a_trailer_counts_as_one_that_was_not()
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{Two}{Two.Replace(",P1,", ",P2,", StringComparison.Ordinal)}TRL,4\n");
        var connector = this.folder.Connector("\"Trailer\": \"TRL\"");
        var killed = new Pulled();

        await killed.GoOnAsync(connector, Pulled.Request(connector, batchSize: 3), 1, CancellationToken.None);
        await killed.GoOnAsync(connector, Pulled.Request(connector, killed.Cursor, 3), int.MaxValue, CancellationToken.None);

        Assert.That(killed.IsComplete, Is.True);
        Assert.That(killed.Records.Count(), Is.EqualTo(4));
    }

    [TestCase("a.csv.done")]
    [TestCase("a.done")]
    public async Task A_file_counts_once_the_mark_beside_it_says_that_it_is_whole(string mark)
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{Two}");
        var connector = this.folder.Connector("\"Ready\": \".done\"");

        var early = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector));
        this.folder.With(mark, string.Empty);
        var pulled = await Pulled.AllAsync(connector);

        Assert.That(early?.Message, Does.Contain(".done"));
        Assert.That(pulled.Records.Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_file_that_the_last_run_read_is_named_as_such()
    {
        this.folder.With("a.csv", $"{DropFolder.Header}\n{Two}");
        var connector = this.folder.Connector();
        var first = await Pulled.AllAsync(connector);

        var second = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = first.Cursor });

        Assert.That(first.Notices.Select(notice => notice.Code), Does.Not.Contain("LB5505"));
        Assert.That(second.Notices.Select(notice => notice.Code), Does.Contain("LB5505"));
        Assert.That((first.Batches[^1].End, second.Batches[^1].End), Is.EqualTo((new PartitionEnd.Complete(), new PartitionEnd.Complete { Repeats = true })));
        Assert.That(first.Batches.All(batch => batch.IsOneState), Is.True);
    }

    [Test]
    public async Task Legacy_code_pages_keep_their_letters_and_dates_of_Banner_are_read()
    {
        var latin = CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? throw new InvalidOperationException();
        this.folder.With("a.csv", latin.GetBytes($"{DropFolder.Header}\nE1,Employee,P1,21-NOV-25,,José’s desk,1,\n"));

        var record = (await Pulled.AllAsync(this.folder.Connector("""
            "Encoding": "windows-1252", "Columns": [ { "Field": "position.start", "Source": "Start_Date", "Format": "dd-MMM-yy" } ]
            """))).Records.Single();

        Assert.That(record["position.business_title"].Text, Is.EqualTo("José’s desk"));
        Assert.That(record["position.start"].Date, Is.EqualTo(new DateOnly(2025, 11, 21)));
    }
}
