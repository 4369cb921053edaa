using Dapper;
using LerBridge.Core.Diagnostics;
using LerBridge.Storage.Dialects;

namespace LerBridge.Storage.Schema;

/// <summary>Brings a ledger to the schema of this version: numbered scripts, forward only, each once, all under the engine's write lock so that two processes may start at once.</summary>
internal sealed class SchemaMigrator
{
    private const string CreateHistory =
        """
        create table if not exists schema_version (
            version     integer primary key,
            name        text    not null,
            checksum    text    not null,
            applied_at  integer not null
        )
        """;

    private readonly Database database;
    private readonly IReadOnlyList<SchemaScript> scripts;
    private readonly TimeProvider time;
    private readonly string tableExists;
    private readonly string where;

    /// <param name="database">The ledger.</param>
    /// <param name="dialect">The engine, whose scripts are applied.</param>
    /// <param name="time">The clock.</param>
    /// <param name="where">The ledger's place, for messages.</param>
    public SchemaMigrator(Database database, ISqlDialect dialect, TimeProvider time, string where)
    {
        this.database = database;
        this.scripts = SchemaScript.Of(dialect.Scripts);
        this.tableExists = dialect.TableExists;
        this.time = time;
        this.where = where;
    }

    /// <summary>Applies what is missing; does not write where nothing is.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (!await this.database.ReadAsync(this.IsCurrent, cancellationToken))
        {
            await this.database.WriteAsync(Durability.Power, this.Apply, cancellationToken);
        }
    }

    private bool IsCurrent(Session session)
    {
        var hasHistory = session.Connection.ExecuteScalar<long>(this.tableExists, new { name = "schema_version" }, session.Transaction) > 0;
        return hasHistory && this.Check(Applied(session)) == this.scripts.Count;
    }

    private void Apply(Session session)
    {
        session.Connection.Execute(CreateHistory, transaction: session.Transaction);
        var done = this.Check(Applied(session));
        foreach (var script in this.scripts.Skip(done))
        {
            session.Connection.Execute(script.Sql, transaction: session.Transaction);
            session.Connection.Execute(
                "insert into schema_version (version, name, checksum, applied_at) values (@Version, @Name, @Checksum, @At)",
                new { script.Version, script.Name, script.Checksum, At = Instants.Write(this.time.GetUtcNow()) },
                session.Transaction);
        }
    }

    private static List<AppliedScript> Applied(Session session) =>
        [.. session.Connection.Query<AppliedScript>("select version as Version, name as Name, checksum as Checksum from schema_version order by version", transaction: session.Transaction)];

    private int Check(List<AppliedScript> applied)
    {
        if (applied.Count > this.scripts.Count)
        {
            throw new StoreException(
                FailureKind.Contract,
                "LB8010",
                $"The ledger {this.where} has schema {applied[^1].Version}; this version of LerBridge knows {this.scripts[^1].Version}. It was used by a newer LerBridge: run that version, or restore the backup that was made before the update. A schema is never taken back.");
        }

        foreach (var (was, script) in applied.Zip(this.scripts))
        {
            if (was.Version != script.Version || was.Checksum != script.Checksum)
            {
                throw new StoreException(
                    FailureKind.Contract,
                    "LB8011",
                    $"The ledger {this.where} was made by another form of the script {was.Name} than the one in this version. Run the version of LerBridge that made it, or restore a backup into an empty data directory.");
            }
        }

        return applied.Count;
    }

    private sealed record AppliedScript(long Version, string Name, string Checksum);
}
