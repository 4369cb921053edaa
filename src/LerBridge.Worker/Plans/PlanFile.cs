using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Plans;

/// <summary>
/// A plan as a file for whoever is to approve it: JSON Lines, a head for each plan with a line for every row that changes a credential, and at the end a signature over all lines before it.
/// A person appears as a keyed hash; what would be signed stays in the ledger. What is applied are the ledger's rows, so the file proves what was approved and decides nothing.
/// </summary>
internal static class PlanFile
{
    private const string Schema = "lerbridge/plan-file/v1";
    private const string Type = "lerbridge-plan+jwt";
    private const int MostHead = 64 * 1024;

    /// <summary>Writes plans to a file.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static async Task WriteAsync(string file, IReadOnlyList<RunEntry> plans, BridgeServices services, CancellationToken cancellationToken)
    {
        var neighbour = Path.Combine(Path.GetDirectoryName(file) ?? ".", $".{Path.GetFileName(file)}.tmp");
        try
        {
            await using (var stream = new FileStream(neighbour, FileMode.Create, FileAccess.Write))
            {
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                foreach (var plan in plans)
                {
                    await WriteAsync(stream, hash, plan, services, cancellationToken);
                }

                var digest = hash.GetHashAndReset();
                await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new Seal(services.Statements.Sign(Type, digest)), PlanFileJson.Default.Seal), cancellationToken);
                stream.WriteByte((byte)'\n');
            }

            File.Move(neighbour, file, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be written: {problem.Message}");
        }
    }

    /// <summary>The ids and hashes of the plans in a file, once its signature stands.</summary>
    /// <exception cref="UsageException">The file is no plan file, or not as it was written.</exception>
    public static async Task<IReadOnlyList<PlanFileHead>> ReadAsync(string file, BridgeServices services, CancellationToken cancellationToken)
    {
        var heads = new List<PlanFileHead>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[]? before = null;
        await foreach (var line in LinesAsync(file, cancellationToken))
        {
            if (before is not null)
            {
                hash.AppendData(before);
                hash.AppendData("\n"u8);
                if (before.AsSpan().StartsWith("{\"schema\""u8) && Parse(before, PlanFileJson.Default.PlanFileHead) is { Schema: Schema } head)
                {
                    heads.Add(head);
                }
            }

            before = line;
        }

        var seal = before is null ? null : Parse(before, PlanFileJson.Default.Seal);
        return heads.Count > 0 && seal?.Signature is { } signature && services.Statements.Open(Type, signature) is { } signed && signed.AsSpan().SequenceEqual(hash.GetHashAndReset())
            ? heads
            : throw new UsageException($"LB4067: {file} is not as lerbridge plan wrote it here: it was changed, is another installation's, or is no plan file. Nothing was done.");
    }

    private static async Task WriteAsync(Stream stream, IncrementalHash hash, RunEntry plan, BridgeServices services, CancellationToken cancellationToken)
    {
        var counts = plan.Counts;
        var head = new PlanFileHead(
            Schema, plan.Id, plan.Mapping, plan.PlanHash ?? string.Empty, plan.MappingHash, plan.RecordDate, plan.ExtractComplete == true ? "complete" : "partial", ScopeJson.Of(plan.Scope), plan.StartedAt, plan.Plan?.ExpiresAt,
            counts.New, counts.Corrected, counts.Withdrawn + counts.AbsentWithdrawn, counts.Held + counts.AbsentHeld);
        await LineAsync(stream, hash, JsonSerializer.SerializeToUtf8Bytes(head, PlanFileJson.Default.PlanFileHead), cancellationToken);
        await foreach (var row in services.Plans.ReadRowsAsync(plan.Id, cancellationToken))
        {
            var line = new Row(
                row.CredentialId ?? string.Empty, row.Kind.ToString(), row.Action?.ToString(), row.Change?.ToString(), row.BaseVersion, row.ClaimsHash,
                services.Secret.Redact(row.RecordKey), row.PersonId is null ? null : services.Secret.Redact(row.PersonId), row.Code);
            await LineAsync(stream, hash, JsonSerializer.SerializeToUtf8Bytes(line, PlanFileJson.Default.Row), cancellationToken);
        }
    }

    private static async Task LineAsync(Stream stream, IncrementalHash hash, byte[] line, CancellationToken cancellationToken)
    {
        hash.AppendData(line);
        hash.AppendData("\n"u8);
        await stream.WriteAsync(line, cancellationToken);
        stream.WriteByte((byte)'\n');
    }

    private static async IAsyncEnumerable<byte[]> LinesAsync(string file, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > MostHead)
            {
                throw new UsageException($"LB4067: {file} is no plan file: one of its lines is longer than any that lerbridge plan writes. Nothing was done.");
            }

            yield return Encoding.UTF8.GetBytes(line);
        }
    }

    private static T? Parse<T>(byte[] line, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal sealed record Seal(string Signature);

    internal sealed record Row(string Credential, string Decision, string? Action, string? Change, int Version, string? Claims, string Record, string? Person, string? Code);
}

/// <summary>What a plan file says of a plan before its rows.</summary>
internal sealed record PlanFileHead(
    string Schema, string Id, string Mapping, string Hash, string MappingHash, DateOnly RecordDate, string Extract, ScopeJson? Scope, DateTimeOffset MadeAt, DateTimeOffset? ExpiresAt, long New, long Corrected, long Withdrawn, long Held);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlanFileHead))]
[JsonSerializable(typeof(PlanFile.Row))]
[JsonSerializable(typeof(PlanFile.Seal))]
internal sealed partial class PlanFileJson : JsonSerializerContext;
