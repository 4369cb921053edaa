using System.Reflection;
using LerBridge.Storage;
using LerBridge.Storage.Dialects;
using LerBridge.Storage.Schema;
using NUnit.Framework;

namespace LerBridge.Tests.Storage;

/// <summary>What becomes of shared statements on SQL Server.</summary>
internal sealed class TransactSqlTests
{
    private static readonly string[] Beginnings = ["select", "insert", "update", "delete"];

    [TestCase("select a from t where b = @b order by a limit @n", "select a from t where b = @b order by a offset 0 rows fetch next @n rows only")]
    [TestCase("select count(*) as Count from t", "select count_big(*) as Count from t")]
    [TestCase("insert into t (a, b) values (@a, @b) returning number", "insert into t (a, b) output inserted.number values (@a, @b)")]
    [TestCase("update t set a = @a where b = @b returning number", "update t set a = @a output inserted.number where b = @b")]
    [TestCase("select a from t where b = @b for update", "select a from t with (updlock, rowlock) where b = @b")]
    [TestCase("update t set a = 1 where n in (select o.n from t o where o.a = (select max(a) from u) order by o.n limit @n for update skip locked)",
        "update t set a = 1 where n in (select o.n from t o with (updlock, readpast, rowlock) where o.a = (select max(a) from u) order by o.n offset 0 rows fetch next @n rows only)")]
    [TestCase("insert into t (a, b) values (@a, 1) on conflict (a) do nothing",
        "insert into t (a, b) select @a, 1 where not exists (select 1 from t as existing with (updlock, holdlock) where existing.a = @a)")]
    [TestCase("insert into t (a, b) select distinct x, y from u on conflict (a) do nothing",
        "insert into t (a, b) select a, b from (select distinct x, y from u) as incoming (a, b) where not exists (select 1 from t as existing with (updlock, holdlock) where existing.a = incoming.a)")]
    [TestCase("insert into t (a, b) values (@one, coalesce(@two, 0)) on conflict (a) do update set b = excluded.b + t.b",
        "update t with (updlock, holdlock) set b = coalesce(@two, 0) + t.b where t.a = @one; if @@rowcount = 0 insert into t (a, b) values (@one, coalesce(@two, 0))")]
    [TestCase("select s.key, rank() over (partition by key order by rank) from staged s where s.key = @key", "select s.[key], rank() over (partition by [key] order by [rank]) from staged s where s.[key] = @key")]
    [TestCase("insert into cursor (mapping, text) values (@mapping, @text)", "insert into [cursor] (mapping, [text]) values (@mapping, @text)")]
    public void A_shared_form_becomes_the_one_of_SQL_Server(string shared, string expected) => Assert.That(TransactSql.Of(shared), Is.EqualTo(expected));

    [Test]
    public void No_statement_keeps_a_form_that_SQL_Server_does_not_know()
    {
        var statements = typeof(Ledger).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field is { IsLiteral: true, DeclaringType: not null } && field.FieldType == typeof(string) && !field.DeclaringType.Name.StartsWith("PostgreSql", StringComparison.Ordinal))
            .Select(field => (Name: $"{field.DeclaringType?.Name}.{field.Name}", Sql: (field.GetRawConstantValue() as string ?? string.Empty).TrimStart()))
            .Where(field => Beginnings.Any(word => field.Sql.StartsWith(word + " ", StringComparison.Ordinal) || field.Sql.StartsWith(word + "\n", StringComparison.Ordinal)))
            .ToArray();

        Assert.That(statements, Has.Length.GreaterThan(150));
        foreach (var (name, sql) in statements)
        {
            Assert.That(TransactSql.Of(sql), Does.Not.Match(@"\b(limit @|limit \d|returning|on conflict|excluded\.|for update|for share|skip locked|collate nocase|ilike|true|false)\b|\|\||::| is not @| is @|\bmerge\b|\bwaitfor\b"), name);
        }
    }

    [Test]
    public void Every_engine_has_the_schema_of_the_same_number()
    {
        Assert.That(new[] { "postgresql", "sqlserver" }.Select(engine => SchemaScript.Of(engine)[^1].Version), Has.All.EqualTo(SchemaScript.Of("sqlite")[^1].Version));
    }
}
