using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Sql;

[TestFixture]
internal sealed class SqlConnectorTests
{
    private readonly SqliteFile file = new();

    [TearDown]
    public void RemoveFile() => this.file.Dispose();

    [Test]
    public async Task Cells_become_values_of_their_fields_and_local_times_become_instants()
    {
        var connector = this.Connector();

        var record = (await Pulled.AllAsync(connector)).Records.First();

        Assert.That(record["person.id"].Text, Is.EqualTo("A00000000"));
        Assert.That(record["course.title"].Text, Is.EqualTo("Clinical Care 0 — praxis"));
        Assert.That(record["credit.earned"].Number, Is.EqualTo(3m));
        Assert.That(record["ended_on"].Date, Is.EqualTo(new DateOnly(2026, 5, 1)));
    }

    [Test]
    public async Task A_row_without_what_it_must_have_fails_alone()
    {
        var pulled = await Pulled.AllAsync(this.Connector());

        Assert.That(pulled.Rejected.Single().Code, Is.EqualTo("LB5603"));
        Assert.That(pulled.Records.Count(), Is.EqualTo(GradeTable.Rows));
    }

    [Test]
    public async Task Columns_in_other_letters_than_settings_are_found()
    {
        var pulled = await Pulled.AllAsync(this.Connector("select pidm, banner_id as BANNER_ID, term, crn, title as Title, letter, credits, ended, recorded from grades"));

        Assert.That(pulled.Records.First()["course.title"].IsMissing, Is.False);
    }

    [Test]
    public async Task A_query_without_an_order_is_read_in_one_go_and_anew_after_a_kill()
    {
        var connector = SettingsOf.Right(GradeTable.Settings(this.file.With(GradeTable.Script).Source, order: null));
        var killed = new Pulled();

        await killed.GoOnAsync(connector, Pulled.Request(connector, batchSize: 7), 2, CancellationToken.None);
        await killed.GoOnAsync(connector, Pulled.Request(connector, killed.Cursor, 7), int.MaxValue, CancellationToken.None);

        Assert.That(killed.Batches[2].Restarts, Is.True);
        Assert.That(killed.Staged, Is.EqualTo((await Pulled.AllAsync(connector)).Staged));
        Assert.That(killed.IsComplete, Is.True);
    }

    [Test]
    public async Task An_order_that_does_not_tell_rows_apart_leaves_the_extract_partial()
    {
        // 300 rows of one person: the second page begins behind the first person
        this.file.With("create table many (pidm integer, banner_id text, term text, crn integer, title text, letter text, credits real, ended text, recorded text);"
            + "with recursive n(i) as (select 1 union all select i + 1 from n where i < 300) insert into many select i / 250, 'A1', '202610', i, 'T', 'A', 3, '2026-05-01', null from n;");
        var connector = SettingsOf.Right(GradeTable.Settings(this.file.Source, "select * from many", """["pidm"]"""));

        var pulled = await Pulled.AllAsync(connector);

        Assert.That(pulled.Ends["course_completions"], Is.InstanceOf<PartitionEnd.Partial>());
        Assert.That(((PartitionEnd.Partial)pulled.Ends["course_completions"]).Reason, Does.Contain("300"));
    }

    [Test]
    public async Task A_row_without_a_value_in_the_order_stops_the_pull()
    {
        var connector = this.Connector("select nullif(pidm, 3) as pidm, banner_id, term, crn, title, letter, credits, ended, recorded from grades");

        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector));

        Assert.That(refusal?.Code, Is.EqualTo("LB5702"));
    }

    [Test]
    public async Task A_query_without_rows_is_partial_since_a_view_being_refreshed_looks_so()
    {
        var pulled = await Pulled.AllAsync(this.Connector("select * from grades where 1 = 0"));

        Assert.That(pulled.Ends["course_completions"], Is.InstanceOf<PartitionEnd.Partial>());
    }

    [Test]
    public async Task A_column_that_is_gone_stops_the_stream_before_its_first_row()
    {
        var connector = this.Connector("select pidm, term, crn, title, letter, credits, ended, recorded from grades");

        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector));

        Assert.That(refusal?.Code, Is.EqualTo("LB5601"));
        Assert.That(refusal?.Message, Does.Contain("\"banner_id\" (field person.id, part of the key)"));
    }

    [Test]
    public async Task A_table_that_is_not_there_is_told_without_the_databases_words()
    {
        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Connector("select * from marked_name")));

        Assert.That(refusal?.Code, Is.EqualTo("LB5701"));
        Assert.That(refusal?.ToString(), Does.Not.Contain("marked_name"));
    }

    [Test]
    public async Task A_file_that_is_not_there_or_is_no_database_is_told()
    {
        var absent = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(SettingsOf.Right(GradeTable.Settings(this.file.Source))));
        await File.WriteAllTextAsync(this.file.Path, new string('x', 5000));
        var other = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(SettingsOf.Right(GradeTable.Settings(this.file.Source))));

        Assert.That(absent?.Code, Is.EqualTo("LB5101"));
        Assert.That(other?.Message, Does.Contain("no sound SQLite file"));
    }

    [TestCase("delete from grades")]
    [TestCase("select 1; drop table grades")]
    [TestCase("/* select */ update grades set letter = 'A'")]
    [TestCase("")]
    public void A_query_that_is_not_one_select_is_refused_by_settings(string query)
    {
        var (_, problems) = SettingsOf.Connector(GradeTable.Settings(this.file.Source, query));

        Assert.That(problems.Select(problem => problem.Code), Does.Contain("LB5002"));
    }

    [TestCase("select ';' as a from grades where letter <> 'x''; y' -- not; here")]
    [TestCase("  /* why; */ with passed as (select * from grades) select * from passed;  ")]
    public void A_semicolon_in_a_text_or_comment_or_at_the_end_is_none(string query)
    {
        var (_, problems) = SettingsOf.Connector(GradeTable.Settings(this.file.Source, query));

        Assert.That(problems, Is.Empty);
    }

    [TestCase("PostgreSql", "Host=db.college.example;SSL Mode=Prefer;Username=u", "certificate")]
    [TestCase("PostgreSql", "Username=u", "Host")]
    [TestCase("PostgreSql", "what is this", "no connection string")]
    [TestCase("SqlServer", "Data Source=db.college.example;TrustServerCertificate=true;User ID=u;Password=marked", "certificate")]
    [TestCase("SqlServer", "Data Source=db.college.example;Authentication=Active Directory Default", "Entra")]
    public void A_connection_that_is_not_safe_is_refused_by_settings_without_being_quoted(string provider, string connection, string why)
    {
        var (_, problems) = SettingsOf.Connector(GradeTable.Settings($"\"Provider\": \"{provider}\", \"ConnectionString\": \"{connection}\""));

        Assert.That(problems.Single().Code, Is.EqualTo("LB2007"));
        Assert.That(problems.Single().Message, Does.Contain(why).And.Not.Contain("marked"));
    }

    [TestCase("PostgreSql", "Host=db.college.example;Username=u")]
    [TestCase("PostgreSql", "Host=127.0.0.1;SSL Mode=Disable;Username=u")]
    [TestCase("SqlServer", "Data Source=db.college.example;User ID=u;Password=p")]
    [TestCase("SqlServer", "Data Source=localhost,1433;User ID=u;Password=p;TrustServerCertificate=true")]
    public void A_connection_that_is_safe_is_taken(string provider, string connection)
    {
        var (_, problems) = SettingsOf.Connector(GradeTable.Settings($"\"Provider\": \"{provider}\", \"ConnectionString\": \"{connection}\""));

        Assert.That(problems, Is.Empty);
    }

    private IConnector Connector(string query = "select * from grades") => SettingsOf.Right(GradeTable.Settings(this.file.With(GradeTable.Script).Source, query));
}
