using LerBridge.Core.Diagnostics;
using LerBridge.Storage.Dialects;

namespace LerBridge.Storage.Schema;

/// <summary>Brings a ledger to the schema of this version: numbered scripts, forward only, each once, all under the engine's write lock so that two processes may start at once.</summary>
internal sealed class SchemaMigrator
{
    private readonly Database database;
    private readonly IReadOnlyList<SchemaScript> scripts;
    private readonly TimeProvider time;
    private readonly ISqlDialect dialect;

    /// <param name="database">The ledger.</param>
    /// <param name="dialect">The engine, whose scripts are applied.</param>
    /// <param name="time">The clock.</param>
    public SchemaMigrator(Database database, ISqlDialect dialect, TimeProvider time)
    {
        this.database = database;
        this.scripts = SchemaScript.Of(dialect.Scripts);
        this.dialect = dialect;
        this.time = time;
    }

    /// <summary>Applies what is missing; does not write where nothing is.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (await this.database.ReadAsync(this.Done, cancellationToken) < this.scripts.Count)
        {
            await this.database.WriteAsync(Durability.Power, this.Apply, cancellationToken);
        }
    }

    /// <summary>The scripts that <see cref="MigrateAsync"/> would run.</summary>
    public async Task<IReadOnlyList<SchemaScript>> PendingAsync(CancellationToken cancellationToken) =>
        [.. this.scripts.Skip(await this.database.ReadAsync(this.Done, cancellationToken))];

    // How many scripts have run.
    private int Done(Session session) => session.Scalar<long>(this.dialect.TableExists, new { name = "schema_version" }) == 0 ? 0 : this.Check(Applied(session));

    private void Apply(Session session)
    {
        this.dialect.Serialize(session, "schema");
        session.Script(this.dialect.CreateHistory);
        var done = this.Check(Applied(session));
        foreach (var script in this.scripts.Skip(done))
        {
            session.Script(script.Sql);
            session.Execute(
                "insert into schema_version (version, name, checksum, applied_at) values (@Version, @Name, @Checksum, @At)",
                new { script.Version, script.Name, script.Checksum, At = Instants.Write(this.time.GetUtcNow()) });
        }
    }

    private static List<AppliedScript> Applied(Session session) =>
        [.. session.Query<AppliedScript>("select version as Version, name as Name, checksum as Checksum from schema_version order by version")];

    private int Check(List<AppliedScript> applied)
    {
        if (applied.Count > this.scripts.Count)
        {
            throw new StoreException(
                FailureKind.Contract,
                "LB8010",
                $"The ledger {this.dialect.Place} has schema {applied[^1].Version}; this version of LerBridge knows {this.scripts[^1].Version}. It was used by a newer LerBridge: run that version, or restore the backup that was made before the update. A schema is never taken back.");
        }

        foreach (var (was, script) in applied.Zip(this.scripts))
        {
            if (was.Version != script.Version || was.Checksum != script.Checksum)
            {
                throw new StoreException(
                    FailureKind.Contract,
                    "LB8011",
                    $"The ledger {this.dialect.Place} was made by another form of the script {was.Name} than the one in this version. Run the version of LerBridge that made it, or restore a backup into an empty data directory.");
            }
        }

        return applied.Count;
    }

    private sealed record AppliedScript(long Version, string Name, string Checksum);
}
