using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;

namespace LerBridge.Core.Pipeline;

/// <summary>Writes the manifests of runs and holds runs against them: that nothing was issued outside a run, and that nothing of a run was changed or dropped since.</summary>
public sealed class ManifestDesk
{
    private const string Schema = "lerbridge/manifest/v1";
    private const string Type = "lerbridge-manifest+jwt";

    private readonly BridgeServices services;

    /// <summary>Makes the desk.</summary>
    public ManifestDesk(BridgeServices services) => this.services = services;

    /// <summary>Holds a run against its manifest.</summary>
    public async Task<ManifestCheck> CheckAsync(RunEntry run, CancellationToken cancellationToken)
    {
        if (await this.services.Manifests.FindAsync(run.Id, cancellationToken) is not { } kept)
        {
            return new ManifestCheck(run, null, ["It has no manifest: it is from before there were any, or did nothing."]);
        }

        if (this.services.Statements.Open(Type, kept.Statement) is not { } payload || JsonSerializer.Deserialize(payload, RunManifestJson.Default.RunManifest) is not { Schema: Schema } manifest)
        {
            return new ManifestCheck(run, false, ["The manifest is not signed by a key of this issuer that is still believed."]);
        }

        var now = await this.MakeAsync(run, kept.Before, cancellationToken);
        if (kept.TrimmedAt is not null && now.Decisions == 0)
        {
            // Only what is there can be held against the signature.
            now = now with { Decisions = manifest.Decisions, DecisionsRoot = manifest.DecisionsRoot };
        }

        string?[] problems =
        [
            manifest.Run != run.Id || manifest.Mapping != run.Mapping ? "The manifest is another run's." : null,
            manifest.MappingHash != now.MappingHash || manifest.PlanHash != now.PlanHash || manifest.RecordDate != now.RecordDate || manifest.Extract != now.Extract || manifest.Scope != now.Scope ? "The run is not as it was signed." : null,
            manifest.Decisions != now.Decisions || manifest.DecisionsRoot != now.DecisionsRoot ? $"Its decisions are not those that were signed ({manifest.Decisions} then, {now.Decisions} now)." : null,
            manifest.Versions != now.Versions || manifest.VersionsRoot != now.VersionsRoot ? $"What it issued is not what was signed ({Counted.Of(manifest.Versions, "version")} then, {now.Versions} now)." : null,
            manifest.ApprovedBy != now.ApprovedBy || manifest.OverrideReason != now.OverrideReason ? "Its approval is not the one that was signed." : null,
            manifest.Previous != now.Previous ? "The manifest before it is not the one that was there when it was signed: one was changed, dropped or put in." : null,
        ];
        var found = problems.OfType<string>().ToArray();
        return new ManifestCheck(run, found.Length == 0, found) { Decisions = now.Decisions, Versions = now.Versions, TrimmedAt = kept.TrimmedAt };
    }

    /// <summary>Signs what a run has done, before it ends.</summary>
    internal async Task WriteAsync(RunEntry run, CancellationToken cancellationToken)
    {
        var before = await this.services.Manifests.LastAsync(run.Id, cancellationToken);
        var manifest = await this.MakeAsync(run, before, cancellationToken);
        while (!await this.services.Manifests.KeepAsync(run.Id, this.Sign(manifest), before, cancellationToken))
        {
            // Another run ended meanwhile, and each manifest follows the one before.
            before = await this.services.Manifests.LastAsync(run.Id, cancellationToken);
            manifest = manifest with { Previous = HashOf(before) };
        }
    }

    private async Task<RunManifest> MakeAsync(RunEntry run, string? before, CancellationToken cancellationToken)
    {
        var decisions = new HashTree();
        await foreach (var row in this.services.Manifests.ReadDecisionsAsync(run.Id, cancellationToken))
        {
            decisions.Add(Encoding.UTF8.GetBytes(row));
        }

        var versions = new HashTree();
        await foreach (var (text, document) in this.services.Manifests.ReadVersionsAsync(run.Id, cancellationToken))
        {
            versions.Add(Encoding.UTF8.GetBytes($"{text}|{(document.IsEmpty ? string.Empty : Convert.ToHexStringLower(SHA256.HashData(document.Span)))}"));
        }

        return new RunManifest(
            Schema, run.Id, run.Mapping, run.MappingHash, run.PlanHash, run.RecordDate, run.ExtractComplete == true ? "complete" : "partial", run.Scope?.Identity, decisions.Count, decisions.Root(), versions.Count, versions.Root(),
            run.Plan?.ApprovedBy, run.Plan?.OverrideReason, HashOf(before));
    }

    private string Sign(RunManifest manifest) => this.services.Statements.Sign(Type, JsonSerializer.SerializeToUtf8Bytes(manifest, RunManifestJson.Default.RunManifest));

    private static string? HashOf(string? statement) => statement is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(statement)));
}

/// <summary>A run held against its manifest.</summary>
/// <param name="Run">The run.</param>
/// <param name="Stands">True where everything is as it was signed; null where there is no manifest.</param>
/// <param name="Problems">What is not, a sentence each.</param>
public sealed record ManifestCheck(RunEntry Run, bool? Stands, IReadOnlyList<string> Problems)
{
    /// <summary>How many rows its plan has.</summary>
    public long Decisions { get; init; }

    /// <summary>How many versions of credentials it wrote.</summary>
    public long Versions { get; init; }

    /// <summary>When its decisions were deleted because they were old, so that they can no longer be held against the signature; null where they were not.</summary>
    public DateTimeOffset? TrimmedAt { get; init; }
}
