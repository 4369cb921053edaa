using LerBridge.Core.Sources;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Delimited;

[TestFixture]
internal sealed class ArchiveTests
{
    private const string One = DropFolder.Header + "\nE1,Employee,P1,2020-01-01,,Nurse,1,\n";
    private const string Two = One + "E2,Employee,P1,2020-01-01,,Nurse,1,\n";

    private readonly DropFolder folder = new();

    [TearDown]
    public void RemoveFolder() => this.folder.Dispose();

    [Test]
    public async Task Files_go_to_processed_once_the_run_is_applied_and_not_before()
    {
        this.folder.With("a.csv", One).With("b.csv", Two);
        var connector = this.Connector();

        var pulled = await Pulled.AllAsync(connector, Kept(connector));
        var before = this.Lying();
        await Settle(connector, pulled.Cursor);

        Assert.That(before, Is.EqualTo(new[] { "a.csv", "b.csv" }));
        Assert.That(this.Lying(), Is.Empty);
        Assert.That(this.Put("processed"), Is.EqualTo(new[] { "a.csv", "b.csv" }));
    }

    [Test]
    public async Task What_a_killed_process_left_is_moved_by_the_next_run()
    {
        this.folder.With("a.csv", One);
        var connector = this.Connector();
        var applied = (await Pulled.AllAsync(connector, Kept(connector))).Cursor;

        var next = await Pulled.AllAsync(connector, Kept(connector) with { Live = applied });

        Assert.That(this.Lying(), Is.Empty);
        Assert.That(next.Records.Count(), Is.EqualTo(1), "what was processed last is read where nothing newer comes");
        Assert.That(next.Notices.Select(notice => notice.Code), Does.Contain("LB5505"));
    }

    [Test]
    public async Task Whoever_only_looks_moves_nothing()
    {
        this.folder.With("a.csv", One).With("bad.csv", "no header");
        var connector = this.Connector();
        var applied = (await Pulled.AllAsync(this.Connector("\"Files\": \"a.csv\""), Pulled.Request(connector))).Cursor;

        _ = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = applied }));
        await connector.CheckAsync(CancellationToken.None);

        Assert.That(this.Lying(), Is.EqualTo(new[] { "a.csv", "bad.csv" }));
    }

    [Test]
    public async Task A_newer_file_under_the_same_name_is_read_and_the_one_of_before_is_kept()
    {
        this.folder.With("a.csv", One);
        var connector = this.Connector();
        await Settle(connector, (await Pulled.AllAsync(connector, Kept(connector))).Cursor);
        this.folder.With("a.csv", Two);

        var next = await Pulled.AllAsync(connector, Kept(connector));
        await Settle(connector, next.Cursor);
        var last = await Pulled.AllAsync(connector, Kept(connector));

        Assert.That(next.Records.Count(), Is.EqualTo(2));
        Assert.That(this.Put("processed"), Is.EqualTo(new[] { "a.csv", "a.csv" }));
        Assert.That(last.Records.Count(), Is.EqualTo(2), "the newer of the two");
    }

    [Test]
    public async Task A_file_that_was_replaced_after_it_was_read_stays_for_the_next_run()
    {
        this.folder.With("a.csv", One);
        var connector = this.Connector();
        var pulled = await Pulled.AllAsync(connector, Kept(connector));
        this.folder.With("a.csv", Two);

        await Settle(connector, pulled.Cursor);

        Assert.That(this.Lying(), Is.EqualTo(new[] { "a.csv" }));
    }

    [Test]
    public async Task A_pull_that_was_killed_goes_on_with_its_file_wherever_it_lies_by_then()
    {
        this.folder.With("a.csv", Two);
        var connector = this.Connector();
        await Settle(connector, (await Pulled.AllAsync(connector, Kept(connector))).Cursor);
        var pulled = new Pulled();
        await pulled.GoOnAsync(connector, Kept(connector) with { BatchSize = 1 }, batches: 1, CancellationToken.None);

        await pulled.GoOnAsync(connector, Kept(connector) with { Staged = pulled.Cursor }, int.MaxValue, CancellationToken.None);

        Assert.That((pulled.Records.Count(), pulled.IsComplete), Is.EqualTo((2, true)));
    }

    [Test]
    public async Task A_mark_goes_with_its_file()
    {
        this.folder.With("a.csv", One).With("a.csv.done", string.Empty);
        var connector = this.Connector("\"Ready\": \".done\"");

        await Settle(connector, (await Pulled.AllAsync(connector, Kept(connector))).Cursor);

        Assert.That(this.Lying(), Is.Empty);
        Assert.That(this.Put("processed"), Is.EqualTo(new[] { "a.csv", "a.csv.done" }));
    }

    [TestCase("<html><body>Sign in, Ana Ruiz</body></html>", "LB5502")]
    [TestCase("Employee_ID,Worker_Type\nAna Ruiz,secret\n", "LB5601")]
    public async Task A_file_that_cannot_be_read_goes_to_rejected_with_a_report_that_quotes_nothing_of_it(string text, string code)
    {
        this.folder.With("a.csv", text);
        var connector = this.Connector();

        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector, Kept(connector)));

        Assert.That(refusal?.Code, Is.EqualTo(code));
        Assert.That(this.Lying(), Is.Empty);
        Assert.That(this.Put("rejected"), Is.EqualTo(new[] { "a.csv", "a.csv.why.txt" }));
        var report = await File.ReadAllTextAsync(Directory.EnumerateFiles(Path.Combine(this.folder.Path, "rejected"), "*.why.txt", SearchOption.AllDirectories).Single());
        Assert.That(report, Does.StartWith(code).And.Contain("a.csv").And.Not.Contain("Ruiz").And.Not.Contain("secret"));
    }

    [Test]
    public async Task A_file_that_somebody_still_writes_is_waited_for_and_read_whole()
    {
        this.folder.With("a.csv", One);
        var writing = new FileStream(Path.Combine(this.folder.Path, "a.csv"), FileMode.Append, FileAccess.Write, FileShare.None);
        var connector = this.Connector();

        var pulling = Pulled.AllAsync(connector, Kept(connector));
        await Task.Delay(50);
        var isWaiting = !pulling.IsCompleted;
        writing.Write("E2,Employee,P1,2020-01-01,,Nurse,1,\n"u8);
        await writing.DisposeAsync();

        Assert.That(isWaiting, Is.True);
        Assert.That((await pulling).Records.Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_file_that_is_written_without_end_fails_the_run_and_is_tried_again_another_time()
    {
        this.folder.With("a.csv", One);
        await using var writing = new FileStream(Path.Combine(this.folder.Path, "a.csv"), FileMode.Append, FileAccess.Write, FileShare.None);
        var connector = this.Connector();

        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector, Kept(connector)));

        Assert.That((refusal?.Code, refusal?.Kind), Is.EqualTo(("LB5508", LerBridge.Core.Diagnostics.FailureKind.Transient)));
        Assert.That(this.Lying(), Is.EqualTo(new[] { "a.csv" }));
    }

    [Test]
    public async Task A_file_is_read_once_nothing_was_written_to_it_for_the_time_that_settings_name()
    {
        this.folder.With("a.csv", One);
        File.SetLastWriteTimeUtc(Path.Combine(this.folder.Path, "a.csv"), DateTime.UtcNow);
        var connector = this.Connector(connectorWide: "\"QuietSeconds\": 30, ");

        Assert.That((await Pulled.AllAsync(connector, Kept(connector))).Records.Count(), Is.EqualTo(1), "waited for");
    }

    [Test]
    public void The_drop_folder_itself_is_no_place_to_put_away_to()
    {
        var path = System.Text.Json.JsonSerializer.Serialize(this.folder.Path);
        var (_, problems) = SettingsOf.Connector($$"""{ "Kind": "Delimited", "Directory": {{path}}, "Processed": {{path}}, "Streams": { "position_history": { "Files": "*.csv" } } }""");

        Assert.That(problems.Single().Message, Does.Contain("Processed"));
    }

    private static PullRequest Kept(IConnector connector) => Pulled.Request(connector) with { IsKept = true };

    private static Task Settle(IConnector connector, SourceCursor? cursor) =>
        ((ISettlingSource)connector).SettleAsync("position_history", cursor ?? throw new InvalidOperationException("Nothing was pulled."), CancellationToken.None);

    private string[] Lying() => [.. Directory.EnumerateFiles(this.folder.Path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private string[] Put(string folder) => [.. Directory.EnumerateFiles(Path.Combine(this.folder.Path, folder), "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private IConnector Connector(string more = "", string connectorWide = "") => SettingsOf.Right($$"""
        { "Kind": "Delimited", "Directory": {{System.Text.Json.JsonSerializer.Serialize(this.folder.Path)}}, {{(connectorWide.Contains("QuietSeconds", StringComparison.Ordinal) ? "" : "\"QuietSeconds\": 0, ")}}{{connectorWide}}"Processed": {{System.Text.Json.JsonSerializer.Serialize(Path.Combine(this.folder.Path, "processed"))}},
          "Rejected": {{System.Text.Json.JsonSerializer.Serialize(Path.Combine(this.folder.Path, "rejected"))}}, "Streams": { "position_history": { {{(more.Contains("Files", StringComparison.Ordinal) ? "" : "\"Files\": \"*.csv\", ")}}{{(more.Length > 0 ? more + ", " : "")}}"Key": [ "person.id", "position.id" ] } } }
        """);
}
