using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using LerBridge.Core.Sources;
using LerBridge.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LerBridge.Benchmarks;

/// <summary>
/// What the ledger costs: rows staged and compared in a run in which nothing changed, and rows applied with everything that belongs to a new credential (register, version,
/// status place, outbox message, record state), with a signer that costs nothing. Beside it the same machine's raw keyed inserts, so that the figures are ratios.
/// </summary>
internal static class LedgerRows
{
    // as many as the pipeline stages at once
    private const int StageBatch = 500;
    private const int ApplyPart = 256;

    // The machine may be busy with other things: what a phase costs is its CPU time; the wall clock says how it felt.
    private static TimeSpan lastCpu;

    /// <summary>Runs it and prints the figures.</summary>
    /// <param name="rows">How many records.</param>
    /// <param name="postgreSql">The connection string of an empty database of PostgreSQL; null for SQLite.</param>
    public static async Task RunAsync(int rows, string? postgreSql = null)
    {
        var directory = Directory.CreateTempSubdirectory("lerbridge-ledger-").FullName;
        try
        {
            var options = new StorageOptions { DataDirectory = directory, Provider = postgreSql is null ? LedgerProvider.Sqlite : LedgerProvider.PostgreSql, ConnectionString = postgreSql };
            await using var ledger = await Ledger.OpenAsync(options, TimeProvider.System, CancellationToken.None);
            var records = Enumerable.Range(0, rows).Select(Row).ToArray();
            lastCpu = Environment.CpuUsage.TotalTime;
            if (postgreSql is null)
            {
                RawInserts(Path.Combine(directory, "raw.db"), records);
            }
            else
            {
                RawCopies(postgreSql, records);
            }

            await FirstRunAsync(ledger, records);
            await UnchangedRunAsync(ledger, records);
            var size = postgreSql is null ? $"file {new FileInfo(ledger.Place).Length >> 20} MB, " : string.Empty;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ledger: {size}working set {Environment.WorkingSet / 1048576.0:F0} MB"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    // The limit that the ledger is measured against: one keyed table, one prepared statement, four columns, the same transactions.
    private static void RawInserts(string file, StagedRow[] records)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -32768; create table raw (key text primary key, fingerprint text, content blob) without rowid";
        command.ExecuteNonQuery();
        command.CommandText = "insert into raw (key, fingerprint, content) values (@key, @fingerprint, @content) on conflict (key) do update set fingerprint = excluded.fingerprint, content = excluded.content";
        var parameters = new[] { "@key", "@fingerprint", "@content" }.Select(name => command.Parameters.AddWithValue(name, string.Empty)).ToArray();
        command.Prepare();
        var watch = Stopwatch.StartNew();
        foreach (var batch in records.Chunk(StageBatch))
        {
            using var transaction = connection.BeginTransaction();
            command.Transaction = transaction;
            foreach (var row in batch)
            {
                parameters[0].Value = row.Key;
                parameters[1].Value = row.Fingerprint;
                parameters[2].Value = row.Content.ToArray();
                command.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        Print("raw keyed upserts", records.Length, watch);
    }

    // The same on PostgreSQL: one keyed table, COPY into a temporary one beside it and one upsert, the same transactions.
    private static void RawCopies(string postgreSql, StagedRow[] records)
    {
        using var connection = new NpgsqlConnection(postgreSql);
        connection.Open();
        void Run(string sql)
        {
            using var command = new NpgsqlCommand(sql, connection);
            command.ExecuteNonQuery();
        }

        Run("drop table if exists raw; create table raw (key text collate \"C\" primary key, fingerprint text, content bytea); create temporary table new_raw (key text collate \"C\", fingerprint text, content bytea) on commit delete rows; set synchronous_commit = off");
        var watch = Stopwatch.StartNew();
        foreach (var batch in records.Chunk(StageBatch))
        {
            using var transaction = connection.BeginTransaction();
            using (var copy = connection.BeginBinaryImport("copy new_raw (key, fingerprint, content) from stdin (format binary)"))
            {
                foreach (var row in batch)
                {
                    copy.WriteRow(row.Key, row.Fingerprint, row.Content.ToArray());
                }

                copy.Complete();
            }

            Run("insert into raw select * from new_raw on conflict (key) do update set fingerprint = excluded.fingerprint, content = excluded.content");
            transaction.Commit();
        }

        Print("raw copies and upserts", records.Length, watch);
    }

    private static async Task FirstRunAsync(Ledger ledger, StagedRow[] records)
    {
        await StageAsync(ledger, "r1", records, "stage new");
        var watch = Stopwatch.StartNew();
        var decisions = new List<Decision>(ApplyPart);
        await foreach (var staged in ledger.Runs.ReadStagedAsync("r1", CancellationToken.None))
        {
            decisions.Add(Decide(staged));
            if (decisions.Count == ApplyPart)
            {
                await ledger.Runs.AddDecisionsAsync("r1", decisions, [], CancellationToken.None);
                decisions.Clear();
            }
        }

        await ledger.Runs.AddDecisionsAsync("r1", decisions, [], CancellationToken.None);
        Print("read and decide", records.Length, watch);

        watch.Restart();
        var planned = 0;
        await foreach (var _ in ledger.Runs.ReadPlanAsync("r1", CancellationToken.None))
        {
            planned++;
        }

        Print("read plan", planned, watch);
        await ledger.Runs.SealAsync("r1", "hash", new RunCounts { New = planned }, [], CancellationToken.None);

        watch.Restart();
        while ((await ledger.Runs.ApplyPartAsync("r1", ApplyPart, Sign, CancellationToken.None)).Taken > 0)
        {
        }

        Print("apply", planned, watch);
        watch.Restart();
        await ledger.Runs.CompleteAsync("r1", DateTimeOffset.UnixEpoch, RunOutcome.Succeeded, CancellationToken.None);
        Print("complete", planned, watch);
        await DeliverAsync(ledger);
    }

    private static async Task DeliverAsync(Ledger ledger)
    {
        var watch = Stopwatch.StartNew();
        var delivered = 0;
        while (await ledger.Outbox.ClaimAsync("registry", 64, DateTimeOffset.UnixEpoch.AddYears(90), TimeSpan.FromMinutes(1), CancellationToken.None) is { Count: > 0 } claimed)
        {
            await ledger.Outbox.SettleAsync([.. claimed.Select(message => new Settlement(message.Id, DateTimeOffset.UnixEpoch, new DeliveryOutcome.Accepted(null), null))], CancellationToken.None);
            delivered += claimed.Count;
        }

        Print("claim and settle", delivered, watch);
    }

    private static async Task UnchangedRunAsync(Ledger ledger, StagedRow[] records)
    {
        var before = Environment.CpuUsage.TotalTime;
        var whole = Stopwatch.StartNew();
        await StageAsync(ledger, "r2", records, "stage unchanged");
        var watch = Stopwatch.StartNew();
        var unchanged = 0L;
        await foreach (var staged in ledger.Runs.ReadStagedAsync("r2", CancellationToken.None))
        {
            unchanged += staged.Known is { Credential: not null } known && known.Fingerprint == staged.Fingerprint && known.MappingHash == "h1" ? 1 : 0;
        }

        Print("read and compare", records.Length, watch);
        watch.Restart();
        await foreach (var _ in ledger.Runs.ReadAbsentAsync("r2", CancellationToken.None))
        {
            throw new InvalidOperationException("Nothing is absent.");
        }

        Print("look for absent", records.Length, watch);
        await ledger.Runs.SealAsync("r2", "hash", new RunCounts { Unchanged = unchanged }, [], CancellationToken.None);
        watch.Restart();
        await ledger.Runs.CompleteAsync("r2", DateTimeOffset.UnixEpoch, RunOutcome.Succeeded, CancellationToken.None);
        Print("complete", records.Length, watch);
        if (unchanged != records.Length)
        {
            throw new InvalidOperationException($"{records.Length - unchanged} rows were not recognized.");
        }

        var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"ledger: {"unchanged, all in all",-24} {records.Length,9:N0} rows {whole.Elapsed.TotalSeconds,8:F2} s {records.Length / whole.Elapsed.TotalSeconds,12:N0} rows/s, per CPU second {records.Length / seconds,12:N0}"));
    }

    private static async Task StageAsync(Ledger ledger, string run, StagedRow[] records, string what)
    {
        await ledger.Runs.StartAsync(
            new RunEntry { Id = run, Mapping = "canvas-courses", Connector = "canvas-main", Stream = "course_completions", State = RunState.Pulling, StartedAt = DateTimeOffset.UnixEpoch, RecordDate = new DateOnly(2026, 6, 1), MappingHash = "h1" },
            CancellationToken.None);
        var watch = Stopwatch.StartNew();
        for (var at = 0; at < records.Length; at += StageBatch)
        {
            var batch = new StagedBatch
            {
                Partition = $"course:{at / 5000}",
                Rows = new ArraySegment<StagedRow>(records, at, Math.Min(StageBatch, records.Length - at)),
                Cursor = new SourceCursor(1, at.ToString(CultureInfo.InvariantCulture)),
                End = new PartitionEnd.Complete(),
            };
            await ledger.Runs.StageAsync(run, batch, CancellationToken.None);
        }

        Print(what, records.Length, watch);
        watch.Restart();
        await ledger.Runs.EndPullAsync(run, numbered: false, CancellationToken.None);
        Print("end pull", records.Length, watch);
    }

    private static StagedRow Row(int number)
    {
        // Keys in no order, as ids of a source are in the order of its pages.
        var key = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number)).AsSpan(0, 6));
        var content = Encoding.UTF8.GetBytes($$"""{"course.code":"NUR {{number % 400}}","course.id":"{{number}}","person.id":"{{key}}","person.name":"Person {{key}}","grade.letter":"A","completed_at":"2026-05-01T00:00:00Z","course.title":"Foundations of something that takes a line of text","term.name":"Spring 2026"}""");
        return new StagedRow { Key = $"[\"{key}\",\"{number % 400}\"]", Fingerprint = Convert.ToHexStringLower(SHA256.HashData(content)), Content = content, Place = null };
    }

    private static Decision Decide(StagedRecord staged)
    {
        var hash = SHA256.HashData(staged.Content.Span);
        return new Decision
        {
            RecordKey = staged.Key,
            Partition = staged.Partition,
            Fingerprint = staged.Fingerprint,
            Kind = DecisionKind.New,
            CredentialId = $"urn:uuid:{new Guid(hash.AsSpan(0, 16)):D}",
            PersonId = new Guid(hash.AsSpan(16, 16)).ToString("D"),
            Claims = new byte[1500],
            ClaimsHash = Convert.ToHexStringLower(hash),
        };
    }

    private static AppliedChange[] Sign(IReadOnlyList<PlannedChange> part)
    {
        var document = new byte[2600];
        return [.. part.Select(change => new AppliedChange
        {
            Decision = change.Decision,
            Version = new CredentialVersion
            {
                CredentialId = change.Decision.CredentialId ?? string.Empty,
                Version = 1,
                State = CredentialState.Valid,
                At = DateTimeOffset.UnixEpoch,
                Operation = DeliveryOperation.Issue,
                Issued = new IssuedCredential(change.Decision.CredentialId ?? string.Empty, "application/vc", document, "did:web:x#key-1"),
                ValidFrom = DateTimeOffset.UnixEpoch,
                SubjectId = "urn:uuid:00000000-0000-8000-8000-000000000000",
                Person = "0123456789abcdef",
            },
            Messages = [new NewMessage("registry", change.Decision.ClaimsHash ?? string.Empty, DeliveryOperation.Issue, null)],
        })];
    }

    private static void Print(string what, long rows, Stopwatch watch)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var used = (cpu - lastCpu).TotalSeconds;
        lastCpu = cpu;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"ledger: {what,-24} {rows,9:N0} rows {watch.Elapsed.TotalSeconds,8:F2} s {rows / watch.Elapsed.TotalSeconds,12:N0} rows/s, per CPU second {rows / Math.Max(used, 0.001),12:N0}"));
    }
}
