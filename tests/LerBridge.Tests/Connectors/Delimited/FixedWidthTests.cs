using System.Text;
using LerBridge.Core.Sources;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Delimited;

[TestFixture]
internal sealed class FixedWidthTests
{
    private const string Columns = """
        "Form": "fixed", "Key": [ "person.id" ], "Columns": [
          { "Field": "person.id", "Start": 1, "Length": 6 }, { "Field": "site.city", "Source": "City", "Start": 7, "Length": 8, "Optional": true },
          { "Field": "site.hired", "Start": 15, "Length": 8, "Type": "date", "Format": "yyyyMMdd" }, { "Field": "site.hours", "Start": 23, "Length": 5, "Type": "number", "Optional": true } ]
        """;

    private readonly DropFolder folder = new();

    [TearDown]
    public void RemoveFolder() => this.folder.Dispose();

    [Test]
    public async Task Every_column_stands_at_its_characters_and_keeps_its_leading_zeros()
    {
        this.folder.With("a.txt", "000123Eugene  20200101 36.5\r\n000124Portland20210203   40\r\n");

        var pulled = await this.PullAsync();

        Assert.That(
            pulled.Records.Select(record => (record["person.id"].Text, record["site.city"].Text, record["site.hired"].Date, record["site.hours"].Number)),
            Is.EqualTo(new[] { ("000123", "Eugene", new DateOnly(2020, 1, 1), 36.5m), ("000124", "Portland", new DateOnly(2021, 2, 3), 40m) }));
        Assert.That(pulled.Records.First().Place, Is.EqualTo("a.txt row 1"));
        Assert.That(pulled.IsComplete, Is.True);
    }

    [TestCase("utf-8")]
    [TestCase("windows-1252")]
    public async Task Letters_of_several_bytes_are_one_character_in_every_encoding(string encoding)
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? new UTF8Encoding(false);
        this.folder.With("a.txt", bytes.GetBytes("000123Peña Ñuñ20200101\n"));

        var record = (await this.PullAsync($"\"Encoding\": \"{encoding}\", ")).Records.Single();

        Assert.That((record["site.city"].Text, record["site.hired"].Date), Is.EqualTo(("Peña Ñuñ", new DateOnly(2020, 1, 1))));
    }

    [Test]
    public async Task A_character_of_two_units_counts_as_one()
    {
        this.folder.With("a.txt", "\uFEFF000123🎓 Town  20200101\n");

        var record = (await this.PullAsync()).Records.Single();

        Assert.That((record["person.id"].Text, record["site.city"].Text, record["site.hired"].Date), Is.EqualTo(("000123", "🎓 Town", new DateOnly(2020, 1, 1))));
    }

    [Test]
    public async Task A_line_may_end_early_where_the_rest_is_blank_and_is_rejected_where_a_value_is_needed()
    {
        this.folder.With("a.txt", "000123Eugene  20200101\n000124\n\f000125        20200101\n\n   \n");

        var pulled = await this.PullAsync();

        Assert.That(pulled.Records.Select(record => (record["person.id"].Text, record["site.city"].IsMissing)), Is.EqualTo(new[] { ("000123", false), ("000125", true) }));
        Assert.That(pulled.Rejected.Select(row => (row.Code, row.Place)), Is.EqualTo(new[] { ("LB5603", "a.txt row 2") }));
    }

    [Test]
    public async Task Lines_above_and_a_trailer_are_no_rows_and_the_trailer_counts()
    {
        this.folder.With("a.txt", "HDR 2026-11-20\n\n000123Eugene  20200101\n000124Portland20210203\nTRL0000002   \n");

        var pulled = await this.PullAsync("\"LinesAbove\": 2, \"Trailer\": \"TRL\", ");

        Assert.That((pulled.Records.Count(), pulled.Rejected.Count(), pulled.IsComplete), Is.EqualTo((2, 0, true)));
        Assert.That((await this.PullAsync("\"LinesAbove\": 3, \"Trailer\": \"TRL\", ")).IsComplete, Is.False, "one row fewer than the trailer says");
    }

    [Test]
    public async Task Bytes_that_are_not_of_the_encoding_a_line_without_end_and_an_empty_file_are_told()
    {
        this.folder.With("a.txt", [.. "000123"u8, 0xE9, .. "tretat 20200101\n"u8]);
        var encoding = await Assert.ThrowsAsync<ConnectorException>(() => this.PullAsync());
        this.folder.With("a.txt", new string('x', 3 * 1024 * 1024));
        var endless = await Assert.ThrowsAsync<ConnectorException>(() => this.PullAsync());
        this.folder.With("a.txt", string.Empty);
        var empty = await Assert.ThrowsAsync<ConnectorException>(() => this.PullAsync());

        Assert.That(encoding?.Message, Does.Contain("Encoding"));
        Assert.That(endless?.Message, Does.Contain("longer than any"));
        Assert.That(empty?.Message, Does.Contain("is empty"));
        Assert.That(new[] { encoding?.Code, endless?.Code, empty?.Code }, Is.All.EqualTo("LB5502"));
    }

    [Test]
    public async Task A_killed_pull_goes_on_in_the_middle_of_the_file()
    {
        this.folder.With("a.txt", string.Concat(Enumerable.Range(0, 25).Select(row => $"{row:000000}Eugene  20200101\n")));
        var connector = this.Connector();
        var pulled = new Pulled();
        await pulled.GoOnAsync(connector, Pulled.Request(connector, batchSize: 10), batches: 1, CancellationToken.None);

        await pulled.GoOnAsync(connector, Pulled.Request(connector, pulled.Cursor, batchSize: 10), int.MaxValue, CancellationToken.None);

        Assert.That(pulled.Records.Select(record => record["person.id"].Text), Is.EqualTo(Enumerable.Range(0, 25).Select(row => $"{row:000000}")));
        Assert.That(pulled.IsComplete, Is.True);
    }

    [Test]
    public void A_column_without_a_place_and_a_place_in_a_file_with_headings_are_refused()
    {
        var without = SettingsOf.Connector("""{ "Kind": "Delimited", "Directory": "x", "Streams": { "s": { "Files": "*.txt", "Form": "fixed", "Key": [ "person.id" ], "Columns": [ { "Field": "person.id" } ] } } }""");
        var needless = SettingsOf.Connector("""{ "Kind": "Delimited", "Directory": "x", "Streams": { "s": { "Files": "*.txt", "Key": [ "person.id" ], "Columns": [ { "Field": "person.id", "Source": "ID", "Start": 1, "Length": 2 } ] } } }""");

        Assert.That(without.Problems.Select(problem => problem.Message), Has.Some.Contains("Start").And.Some.Contains("Length"));
        Assert.That(needless.Problems.Select(problem => problem.Message), Has.Some.Contains("Start"));
    }

    private IConnector Connector(string more = "") => SettingsOf.Right(
        $$"""{ "Kind": "Delimited", "QuietSeconds": 0, "Directory": {{System.Text.Json.JsonSerializer.Serialize(this.folder.Path)}}, "Streams": { "workers": { "Files": "*.txt", {{more}}{{Columns}} } } }""");

    private Task<Pulled> PullAsync(string more = "") => Pulled.AllAsync(this.Connector(more));
}
