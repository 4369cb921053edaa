using LerBridge.Core.Sources;
using LerBridge.Tests.Servers;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Sql;

[TestFixture]
[Category(PostgreSql.Category)]
internal sealed class PostgreSqlContractTests : ConnectorContract
{
    protected override async Task<IConnector> StartAsync() => SettingsOf.Right(GradeTable.Settings(Source(await PostgreSql.DatabaseAsync(GradeTable.Script))));

    [Test]
    public async Task A_query_that_writes_is_refused_by_the_database()
    {
        var database = await PostgreSql.DatabaseAsync(GradeTable.Script + "create function drop_all() returns integer as 'delete from grades; select 1' language sql;");
        var connector = SettingsOf.Right(GradeTable.Settings(Source(database), "select *, drop_all() from grades"));

        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector));

        Assert.That(refusal?.Code, Is.EqualTo("LB5701"));
        Assert.That(refusal?.Message, Does.Contain("25006"), "read_only_sql_transaction");
    }

    [Test]
    public async Task Rows_that_come_while_the_pull_goes_on_are_not_seen_and_it_stays_complete()
    {
        var database = await PostgreSql.DatabaseAsync(GradeTable.Script);
        var connector = SettingsOf.Right(GradeTable.Settings(Source(database)));
        var pulled = new Pulled();

        await foreach (var batch in connector.PullAsync(Pulled.Request(connector, batchSize: 7), CancellationToken.None))
        {
            await PostgreSql.ExecuteAsync(database, "insert into grades select pidm + 5000, banner_id, term, crn, subject, number, title, letter, credits, ended, recorded from grades where pidm < 5000 on conflict do nothing");
            pulled.Batches.Add(batch);
        }

        Assert.That(pulled.Records.Count(), Is.EqualTo(GradeTable.Rows));
        Assert.That(pulled.Batches[^1].End, Is.InstanceOf<PartitionEnd.Complete>());
    }

    [Test]
    public async Task A_user_whom_the_database_does_not_know_is_told_without_trying_again()
    {
        var database = await PostgreSql.DatabaseAsync();
        var connector = SettingsOf.Right(GradeTable.Settings(Source(database.Replace("Username=postgres", "Username=nobody;Password=marked-secret", StringComparison.Ordinal))));

        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector));

        Assert.That(refusal?.Code, Is.EqualTo("LB5103"));
        Assert.That(refusal?.ToString(), Does.Not.Contain("marked-secret"));
    }

    [Test]
    public async Task What_a_database_quotes_of_a_row_stays_out_of_the_message()
    {
        var database = await PostgreSql.DatabaseAsync(GradeTable.Script);
        var connector = SettingsOf.Right(GradeTable.Settings(Source(database), "select grades.*, cast(title as integer) as advisor from grades"));

        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector));

        Assert.That(refusal?.Code, Is.EqualTo("LB5701"));
        Assert.That(refusal?.ToString(), Does.Not.Contain("Clinical"));
    }

    [Test]
    public async Task The_account_needs_no_more_than_select()
    {
        var database = await PostgreSql.DatabaseAsync(GradeTable.Script + "create role reader_of_grades login; grant select on grades to reader_of_grades; create table pay (salary integer);");
        var reader = Source(database.Replace("Username=postgres", "Username=reader_of_grades", StringComparison.Ordinal));

        var pulled = await Pulled.AllAsync(SettingsOf.Right(GradeTable.Settings(reader)));
        var refusal = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(SettingsOf.Right(GradeTable.Settings(reader, "select grades.*, salary as advisor from grades, pay"))));

        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(refusal?.Code, Is.EqualTo("LB5104"));
    }

    private static string Source(string connection) => $"\"Provider\": \"PostgreSql\", \"ConnectionString\": \"{connection}\"";
}
