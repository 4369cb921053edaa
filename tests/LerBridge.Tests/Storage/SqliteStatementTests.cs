using System.Data.Common;
using FsCheck;
using FsCheck.Fluent;
using LerBridge.Core.Diagnostics;
using LerBridge.Storage;
using LerBridge.Storage.Dialects;
using LerBridge.Storage.Rights;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace LerBridge.Tests.Storage;

/// <summary>Statements that are bound and stepped past the provider keep and read what the provider keeps and reads, and fail as it fails.</summary>
internal sealed class SqliteStatementTests
{
    private readonly TemporaryFolder folder = new();

    [TearDown]
    public void RemoveFolder() => this.folder.Dispose();

    private static IEnumerable<object?> Kept() =>
    [
        null, string.Empty, "a", "Ünïcödé 漢字 👩‍🎓", new string('x', 170), new string('é', 171), new string('漢', 40_000), "it's \"quoted\"\r\n",
        0L, 1L, -1L, long.MinValue, long.MaxValue, int.MinValue, int.MaxValue,
        Array.Empty<byte>(), new byte[] { 0 }, new byte[] { 0, 255, 0 }, Enumerable.Range(0, 1 << 20).Select(i => (byte)(i * 31)).ToArray(),
        "before\0after", "\0",
    ];

    [TestCaseSource(nameof(Kept))]
    public void What_is_kept_is_read_as_it_was_by_itself_and_by_the_provider(object? value)
    {
        using var connection = this.Open();
        using var insert = Prepare(connection, "insert into t (k, v) values (@k, @v)", "@k", "@v");
        using var select = Prepare(connection, "select v, typeof(v), k from t where k = @k", "@k");
        insert[0] = "key";
        insert[1] = value;

        var changed = insert.Run();
        select[0] = "key";
        var scalar = select.Scalar();
        using var rows = select.Read();
        var found = rows.Read();
        var (own, type) = (rows.GetValue(0), rows.GetString(1));

        var expected = value is int number ? (long)number : value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((changed, found), Is.EqualTo((1, true)));
            Assert.That(scalar, Is.EqualTo(expected));
            Assert.That(own, Is.EqualTo(expected ?? DBNull.Value));
            Assert.That(rows.IsDBNull(0), Is.EqualTo(expected is null));
            Assert.That(type, Is.EqualTo(expected switch { null => "null", string => "text", long => "integer", _ => "blob" }));
            Assert.That(expected is byte[]? rows.GetFieldValue<byte[]>(0) : expected, Is.EqualTo(expected));
            Assert.That(Provider(connection, "select hex(cast(v as blob)) from t"), Is.EqualTo(Hex(connection, value)), "the same bytes as the provider keeps");
        }
    }

    [TestCase("ab\ud800cd")]
    [TestCase("\udfff")]
    public void Half_a_letter_is_kept_as_the_sign_for_what_cannot_be_written(string text)
    {
        using var connection = this.Open();
        using var insert = Prepare(connection, "insert into t (k, v) values ('k', @v) returning v", "@v");
        insert[0] = text;

        Assert.That(insert.Scalar(), Is.EqualTo(text.Replace('\ud800', '\ufffd').Replace('\udfff', '\ufffd')));
    }

    [TestCase("1.5")]
    [TestCase("-0.0")]
    [TestCase("1.7976931348623157e308")]
    [TestCase("4.9e-324")]
    [TestCase("9e999")]
    public void Numbers_with_a_point_are_read_as_the_provider_reads_them(string literal)
    {
        using var connection = this.Open();
        using var select = Prepare(connection, $"select {literal}");

        using var rows = select.Read();
        Assert.That(rows.Read(), Is.True);
        Assert.That((rows.GetDouble(0), rows.GetValue(0)), Is.EqualTo(((double)(Provider(connection, $"select {literal}") ?? 0.0), Provider(connection, $"select {literal}"))));
    }

    [Test]
    public void A_value_of_a_type_that_the_ledger_does_not_keep_is_our_own_mistake()
    {
        using var connection = this.Open();
        using var insert = Prepare(connection, "insert into t (k, v) values ('k', @v)", "@v");

        Assert.Throws<ArgumentException>(() => insert[0] = DateTimeOffset.UnixEpoch);
    }

    [Test]
    public void Each_time_it_runs_it_runs_with_the_values_given_last()
    {
        using var connection = this.Open();
        using var insert = Prepare(connection, "insert into t (k, v) values (@k, @v)", "@k", "@v");
        insert[1] = 7;

        var changed = insert.RunEach(3, at => insert[0] = $"k{at}");
        insert[0] = "k3";
        insert[1] = null;
        insert.Queue();

        Assert.That((changed, Provider(connection, "select group_concat(k || ':' || coalesce(v, '-'), ' ') from (select * from t order by k)")), Is.EqualTo((3, "k0:7 k1:7 k2:7 k3:-")));
    }

    [Test]
    public void A_value_that_a_statement_does_not_use_is_passed_over()
    {
        using var connection = this.Open();
        using var insert = Prepare(connection, "insert into t (k) values (@k)", "@nobody", "@k");
        insert[0] = "lost";
        insert[1] = "kept";

        Assert.That((insert.Run(), Provider(connection, "select k from t")), Is.EqualTo((1, "kept")));
    }

    [TestCase("insert into t (k, v) values (@k, @v)")]
    [TestCase("select 1; select 2")]
    [TestCase("")]
    [TestCase("-- nothing")]
    public void What_is_not_one_statement_with_all_its_values_is_our_own_mistake(string sql)
    {
        using var connection = this.Open();

        Assert.Throws<InvalidOperationException>(() => Prepare(connection, sql, "@k").Dispose());
        Assert.That(IsFree(connection), Is.True, "nothing of it is left open");
    }

    [Test]
    public void What_does_not_parse_is_told_as_the_provider_tells_it()
    {
        using var connection = this.Open();

        var own = Assert.Throws<SqliteException>(() => Prepare(connection, "selec 1").Dispose());
        var provider = Assert.Throws<SqliteException>(() => Provider(connection, "selec 1"));

        Assert.That((own?.SqliteErrorCode, own?.Message), Is.EqualTo((provider?.SqliteErrorCode, provider?.Message)));
    }

    [TestCase("insert into t (k) values (@k)", "taken", TestName = "A_statement_that_broke_a_rule_can_be_run_again(unique)")]
    [TestCase("insert into t (k) values (@k)", null, TestName = "A_statement_that_broke_a_rule_can_be_run_again(not null)")]
    [TestCase("insert into child (parent) values (@k)", "nobody", TestName = "A_statement_that_broke_a_rule_can_be_run_again(foreign key)")]
    public void A_statement_that_broke_a_rule_can_be_run_again(string sql, string? wrong)
    {
        using var connection = this.Open();
        Provider(connection, "insert into t (k) values ('taken')");
        Provider(connection, "create unique index if not exists child_once on child (parent)");
        using var insert = Prepare(connection, sql, "@k");
        insert[0] = wrong;

        var run = Assert.Throws<SqliteException>(() => insert.Run());
        var scalar = Assert.Throws<SqliteException>(() => insert.Scalar());
        var read = Assert.Throws<SqliteException>(() =>
        {
            using var rows = insert.Read();
            rows.Read();
        });
        var provider = Assert.Throws<SqliteException>(() => Provider(connection, sql, wrong));
        Provider(connection, "insert into t (k) values ('good')");
        insert[0] = sql.Contains("child", StringComparison.Ordinal) ? "good" : "better";

        using (Assert.EnterMultipleScope())
        {
            foreach (var problem in new[] { run, scalar, read })
            {
                Assert.That((problem?.SqliteErrorCode, problem?.SqliteExtendedErrorCode, problem?.Message), Is.EqualTo((provider?.SqliteErrorCode, provider?.SqliteExtendedErrorCode, provider?.Message)));
            }

            Assert.That(insert.Run(), Is.EqualTo(1));
            Assert.That(IsFree(connection), Is.True, "the error left no transaction open");
        }
    }

    [Test]
    public void Some_rows_are_read_and_the_statement_is_asked_again()
    {
        using var connection = this.Open();
        using var select = Prepare(connection, "with recursive n(i) as (select @from union all select i + 1 from n where i < 100) select i from n", "@from");
        select[0] = 1;
        using (var some = select.Read())
        {
            Assert.That((some.Read(), some.Read(), some.GetInt64(0)), Is.EqualTo((true, true, 2L)));
        }

        select[0] = 98;
        var rest = new List<int>();
        using (var all = select.Read())
        {
            while (all.Read())
            {
                rest.Add(all.GetInt32(0));
            }

            Assert.That((all.Read(), all.Read()), Is.EqualTo((false, false)), "after the last row there is none, however often one asks");
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rest, Is.EqualTo((int[])[98, 99, 100]));
            Assert.That(select.Scalar(), Is.EqualTo(98));
            Assert.That(select.Each(2, at => select[0] = 50 + at, row => row.GetInt32(0)), Is.EqualTo((int[])[50, 51]));
            Assert.That(IsFree(connection), Is.True);
        }
    }

    [Test]
    public void Rows_that_are_disposed_of_in_the_middle_hold_nothing_open()
    {
        using var connection = this.Open();
        Provider(connection, "insert into t (k) values ('a'), ('b'), ('c')");
        using var select = Prepare(connection, "select k from t");
        var rows = select.Read();
        rows.Read();
        var during = IsFree(connection);
        rows.Dispose();
        rows.Dispose();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((during, IsFree(connection)), Is.EqualTo((false, true)));
            Assert.That(rows.IsClosed, Is.True);
            Assert.Throws<InvalidOperationException>(() => rows.Read());
            Assert.Throws<InvalidOperationException>(() => rows.GetString(0));
            Assert.That(IsFree(connection), Is.True, "asking once more ran nothing");
        }
    }

    [Test]
    public void Without_a_row_there_is_no_value()
    {
        using var connection = this.Open();
        using var select = Prepare(connection, "select k, v from t where k = @k", "@k");
        Provider(connection, "insert into t (k) values ('a')");
        select[0] = "nobody";
        Assert.That(select.Scalar(), Is.Null);
        using (var none = select.Read())
        {
            Assert.Throws<InvalidOperationException>(() => none.GetValue(0));
            Assert.That(none.Read(), Is.False);
            Assert.Throws<InvalidOperationException>(() => none.IsDBNull(0));
        }

        select[0] = "a";
        using var rows = select.Read();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Read(), Is.True);
            Assert.That((rows.FieldCount, rows.GetName(1), rows.GetOrdinal("V"), rows["k"]), Is.EqualTo((2, "v", 1, "a")));
            Assert.Throws<InvalidCastException>(() => rows.GetString(1));
            Assert.Throws<InvalidCastException>(() => rows.GetInt64(1));
            Assert.Throws<ArgumentOutOfRangeException>(() => rows.GetValue(2));
            Assert.Throws<ArgumentOutOfRangeException>(() => rows.GetOrdinal("w"));
        }
    }

    [Test]
    public void Numbers_that_do_not_fit_are_not_cut()
    {
        using var connection = this.Open();
        using var select = Prepare(connection, "select 2147483648, 32768, 256");

        using var rows = select.Read();
        rows.Read();
        Assert.Throws<OverflowException>(() => rows.GetInt32(0));
        Assert.Throws<OverflowException>(() => rows.GetInt16(1));
        Assert.Throws<OverflowException>(() => rows.GetByte(2));
    }

    [Test]
    public async Task A_ledger_that_another_process_writes_is_told_as_by_the_provider()
    {
        using var other = this.Open();
        Provider(other, "pragma journal_mode = delete");
        await using var database = this.Database();
        using var holding = other.BeginTransaction(deferred: false);
        Provider(other, "pragma cache_size = 1", holding);
        Provider(other, "insert into t (k, v) values ('x', zeroblob(200000))", holding);

        var own = await Assert.ThrowsAsync<StoreException>(() => database.ReadAsync(session => session.Prepare("select count(*) from t").Scalar(), CancellationToken.None));
        var provider = await Assert.ThrowsAsync<StoreException>(() => database.ReadAsync(session => session.Scalar<long>("select count(*) from t"), CancellationToken.None));
        holding.Rollback();

        Assert.That((own?.Kind, own?.Code, own?.Message), Is.EqualTo(((FailureKind?)FailureKind.Transient, "LB8001", provider?.Message)));
        Assert.That(await database.ReadAsync(session => session.Prepare("select count(*) from t").Scalar(), CancellationToken.None), Is.Zero, "and usable once it is done");
    }

    [Test]
    public void After_its_connection_was_closed_nothing_runs_any_more()
    {
        var connection = this.Open();
        var insert = Prepare(connection, "insert into t (k) values (@k)", "@k");
        var select = Prepare(connection, "select 1");
        insert[0] = "late";
        connection.Dispose();

        using (Assert.EnterMultipleScope())
        {
            Assert.Throws<ObjectDisposedException>(() => insert.Run());
            Assert.Throws<ObjectDisposedException>(() => insert.Queue());
            Assert.Throws<ObjectDisposedException>(() => insert.Scalar());
            Assert.Throws<ObjectDisposedException>(() => select.Read());
            Assert.Throws<ObjectDisposedException>(() => insert[0] = "later");
            Assert.Throws<InvalidOperationException>(() => Prepare(connection, "select 1"));
        }

        insert.Dispose();
        insert.Dispose();
        select.Dispose();
        using var again = this.Open();
        Assert.That(Provider(again, "select count(*) from t"), Is.Zero);
    }

    [Test]
    public async Task A_session_that_ends_leaves_no_statement_and_the_file_can_go()
    {
        using (this.Open())
        {
        }

        await using (var database = this.Database())
        {
            await database.WriteAsync(Durability.Process, session => session.Prepare("insert into t (k) values (@k)", "@k")[0] = "never run", CancellationToken.None);
            await database.ReadAsync(session => session.Prepare("select k from t").Read().Read(), CancellationToken.None);
            await Assert.ThrowsAsync<StoreException>(() => database.WriteAsync(
                Durability.Process,
                session =>
                {
                    var insert = session.Prepare("insert into t (k) values (@k)", "@k");
                    insert[0] = null;
                    insert.Run();
                },
                CancellationToken.None));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.Exists($"{this.FileName}-wal"), Is.False, "the last connection folds the log back as it goes");
            Assert.That(OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Select(Target).Where(target => target.StartsWith(this.FileName, StringComparison.Ordinal)) : [], Is.Empty);
        }

        File.Delete(this.FileName);
    }

    [Test]
    public void Whatever_is_kept_is_read_as_the_provider_reads_it()
    {
        using var connection = this.Open();
        using var insert = Prepare(connection, "insert or replace into t (k, v) values ('k', @v)", "@v");
        using var select = Prepare(connection, "select v, @w from t", "@w");
        var values = Gen.OneOf(
            ArbMap.Default.GeneratorFor<long>().Select(number => (object?)number),
            ArbMap.Default.GeneratorFor<string>().Select(text => (object?)text?.Replace("\0", string.Empty, StringComparison.Ordinal)),
            ArbMap.Default.GeneratorFor<byte[]>().Select(bytes => (object?)bytes));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(values.Two().ToArbitrary(), pair =>
        {
            insert[0] = pair.Item1;
            insert.Run();
            select[0] = pair.Item2;
            using var rows = select.Read();
            rows.Read();
            using var command = connection.CreateCommand();
            command.CommandText = "select v, @w from t";
            command.Parameters.AddWithValue("@w", pair.Item2 ?? DBNull.Value);
            using var reader = command.ExecuteReader();
            reader.Read();
            return Same(rows, reader, 0) && Same(rows, reader, 1) && !rows.Read();
        }));
    }

    private static bool Same(DbDataReader own, DbDataReader provider, int column) =>
        own.IsDBNull(column) == provider.IsDBNull(column)
        && own.GetValue(column) is var value && provider.GetValue(column) is var expected
        && (value is byte[] bytes ? expected is byte[] other && bytes.AsSpan().SequenceEqual(other) : value.Equals(expected))
        && (value is not string || own.GetString(column) == provider.GetString(column))
        && (value is not long || own.GetInt64(column) == provider.GetInt64(column))
        && (value is not byte[] || own.GetFieldValue<byte[]>(column).AsSpan().SequenceEqual(provider.GetFieldValue<byte[]>(column)));

    private static SqliteStatement Prepare(SqliteConnection connection, string sql, params string[] names) => new(connection, sql, names);

    private static object? Provider(SqliteConnection connection, string sql, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static object? Provider(SqliteConnection connection, string sql, object? k = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (sql.Contains("@k", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("@k", k ?? DBNull.Value);
        }

        return command.ExecuteScalar();
    }

    // What the provider makes of the same value.
    private static object? Hex(SqliteConnection connection, object? value)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select hex(cast(@v as blob))";
        command.Parameters.AddWithValue("@v", value ?? DBNull.Value);
        return command.ExecuteScalar();
    }

    private static string Target(string link) => new FileInfo(link).LinkTarget ?? string.Empty;

    // A schema can only be changed where no statement of the connection is under way, and a checkpoint ends only where no read is open.
    private static bool IsFree(SqliteConnection connection)
    {
        try
        {
            Provider(connection, "vacuum");
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private string FileName => this.folder.File("statements.db");

    private Database Database() => new(new SqliteDialect($"Data Source={this.FileName}", TimeSpan.FromMilliseconds(200)), new FileRights(new DataFiles(this.folder.Path)));

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={this.FileName};Pooling=False;Foreign Keys=True");
        connection.Open();
        Provider(connection, "pragma journal_mode = wal");
        Provider(connection, "create table if not exists t (k text primary key not null, v)");
        Provider(connection, "create table if not exists child (parent text not null references t (k))");
        return connection;
    }
}
