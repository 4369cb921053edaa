using LerBridge.Core.Sources;
using LerBridge.Tests.Servers;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Delimited;

[TestFixture]
[Category(Sftp.Category)]
internal sealed class SftpTests
{
    private const string Row = "E1,Employee,P1,2020-01-01,,Nurse,1,\n";

    private readonly DropFolder folder = new();
    private readonly Sftp server = new();

    [TearDown]
    public void StopServer()
    {
        this.server.Dispose();
        this.folder.Dispose();
    }

    [Test]
    public async Task The_newest_file_is_fetched_and_read_and_nothing_else()
    {
        this.Serve("positions_20261119.csv", Row);
        this.Serve("positions_20261120.csv", Row + "E2,Employee,P1,2020-01-01,,Nurse,1,\n");
        this.Serve("pay.csv", Row);

        var pulled = await Pulled.AllAsync(this.Connector());

        Assert.That(pulled.Records.Count(), Is.EqualTo(2));
        Assert.That(Directory.EnumerateFiles(this.folder.Path).Select(Path.GetFileName), Is.EqualTo(new[] { "positions_20261120.csv" }));
    }

    [Test]
    public async Task A_file_that_was_written_anew_under_its_name_is_fetched_anew()
    {
        this.Serve("positions.csv", Row);
        var connector = this.Connector();
        var first = await Pulled.AllAsync(connector);
        this.Serve("positions.csv", Row + "E2,Employee,P1,2020-01-01,,Nurse,1,\n");

        var second = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = first.Cursor });

        Assert.That(second.Records.Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_file_that_is_the_same_as_before_is_known_as_such()
    {
        this.Serve("positions.csv", Row);
        var connector = this.Connector();
        var first = await Pulled.AllAsync(connector);

        var second = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = first.Cursor });

        Assert.That(second.Notices.Select(notice => notice.Code), Does.Contain("LB5505"), "the time of writing is kept");
    }

    [Test]
    public async Task A_mark_that_a_file_is_whole_is_looked_for_on_the_server()
    {
        this.Serve("positions.csv", Row);
        var connector = this.Connector(more: "\"Ready\": \".done\",");

        var early = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector));
        await File.WriteAllTextAsync(this.server.Served("positions.csv.done"), string.Empty);
        var pulled = await Pulled.AllAsync(connector);

        Assert.That(early?.Code, Is.EqualTo("LB5501"));
        Assert.That(pulled.Records.Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_host_with_another_key_than_the_known_one_gets_nothing_and_gives_nothing()
    {
        this.Serve("positions.csv", Row);

        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Connector(this.server.Settings(hosts: "wrong_hosts"))));

        Assert.That(refusal?.Code, Is.EqualTo("LB5507"));
        Assert.That(Directory.EnumerateFiles(this.folder.Path), Is.Empty);
    }

    [Test]
    public async Task A_key_that_the_host_does_not_let_in_is_told()
    {
        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Connector(this.server.Settings(key: "stranger"))));

        Assert.That(refusal?.Code, Is.EqualTo("LB5103"));
    }

    [Test]
    public async Task A_folder_that_is_not_there_is_told_without_its_name()
    {
        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Connector(this.server.Settings(path: "marked-folder"))));

        Assert.That(refusal?.Code, Is.EqualTo("LB5506"));
        Assert.That(refusal?.Message, Does.Not.Contain("marked-folder"));
    }

    [Test]
    public async Task A_host_that_does_not_answer_is_told()
    {
        var settings = this.server.Settings();
        var connector = this.Connector(settings.Replace("\"Port\": ", "\"Port\": 1, \"TimeoutSeconds\": 20, \"Was\": ", StringComparison.Ordinal).Replace("\"Was\"", "\"Path\"", StringComparison.Ordinal).Replace(", \"Path\": \"out\"", string.Empty, StringComparison.Ordinal));

        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector));

        Assert.That(refusal?.Code, Is.EqualTo("LB5101"));
    }

    [Test]
    public async Task The_check_fetches_and_looks_at_the_columns()
    {
        this.Serve("positions.csv", Row);

        var report = await this.Connector().CheckAsync(CancellationToken.None);

        Assert.That(report.IsUsable, Is.True, string.Join("; ", report.Findings));
        Assert.That(report.Findings.Select(finding => finding.Subject), Does.Contain("Fetch from 127.0.0.1"));
    }

    [Test]
    public async Task A_file_that_was_taken_in_moves_on_the_server_too_unless_another_has_come_under_its_name()
    {
        this.Serve("positions_20261119.csv", Row);
        var processed = System.Text.Json.JsonSerializer.Serialize(Path.Combine(this.folder.Path, "processed"));
        var settings = this.server.Settings();
        var connector = this.Connector(settings[..^1].TrimEnd() + ", \"Processed\": \"taken\" }, \"Processed\": " + processed);
        var first = await Pulled.AllAsync(connector);
        await ((ISettlingSource)connector).SettleAsync("position_history", first.Cursor!, CancellationToken.None);
        this.Serve("positions_20261120.csv", Row);
        var second = await Pulled.AllAsync(connector);
        this.Serve("positions_20261120.csv", Row + Row);

        await ((ISettlingSource)connector).SettleAsync("position_history", second.Cursor!, CancellationToken.None);

        Assert.That(File.Exists(this.server.Served("taken/positions_20261119.csv")), Is.True);
        Assert.That(File.Exists(this.server.Served("positions_20261119.csv")), Is.False);
        Assert.That(File.Exists(this.server.Served("positions_20261120.csv")), Is.True, "it is not the one that was read");
        Assert.That(Directory.EnumerateFiles(this.folder.Path), Is.Empty);
    }

    private void Serve(string name, string rows) => File.WriteAllText(this.server.Served(name), $"{DropFolder.Header}\n{rows}");

    private IConnector Connector(string? sftp = null, string more = "") => SettingsOf.Right(
        $$"""{ "Kind": "Delimited", "Directory": {{System.Text.Json.JsonSerializer.Serialize(this.folder.Path)}}, {{sftp ?? this.server.Settings()}}, "Streams": { "position_history": { {{more}} "Files": "positions*.csv" } } }""");
}
