using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;

namespace LerBridge.Core.Pipeline;

/// <summary>Writes the manifests of runs and acts by hand, and holds runs against them: that nothing was issued outside a run, and that nothing of a run was changed or dropped since.</summary>
public sealed class ManifestDesk
{
    /// <summary>The public document that names the newest manifest, so that an end of the chain stands outside the ledger.</summary>
    public const string EndPath = "run-manifest.jwt";

    private const string Older = "lerbridge/manifest/v1";
    private const string Schema = "lerbridge/manifest/v2";
    private const string EndSchema = "lerbridge/manifest-end/v1";
    private const string Type = "lerbridge-manifest+jwt";
    private const string EndType = "lerbridge-manifest-end+jwt";

    private readonly BridgeServices services;

    /// <summary>Makes the desk.</summary>
    public ManifestDesk(BridgeServices services) => this.services = services;

    /// <summary>Holds a run, or an act by hand, against its manifest.</summary>
    public async Task<ManifestCheck> CheckAsync(RunEntry run, CancellationToken cancellationToken)
    {
        if (await this.services.Manifests.FindAsync(run.Id, cancellationToken) is not { } kept)
        {
            return new ManifestCheck(run, null, ["It has no manifest: it is from before there were any, or did nothing."]);
        }

        if (this.Open(kept.Statement) is not { } manifest)
        {
            return new ManifestCheck(run, false, ["The manifest is not signed by a key of this issuer that is still believed."]);
        }

        var whole = manifest.Schema == Schema;
        var now = await this.MakeAsync(run, kept.Before, whole, cancellationToken);
        if (kept.TrimmedAt is not null && now.Decisions == 0)
        {
            // Only what is there can be held against the signature.
            now = now with { Decisions = manifest.Decisions, DecisionsRoot = manifest.DecisionsRoot };
        }

        string?[] problems =
        [
            manifest.Run != run.Id || manifest.Mapping != run.Mapping ? "The manifest is another run's." : null,
            manifest.MappingHash != now.MappingHash || manifest.PlanHash != now.PlanHash || manifest.RecordDate != now.RecordDate || manifest.Extract != now.Extract || manifest.Scope != now.Scope ? "The run is not as it was signed." : null,
            whole && (manifest.ByHand != run.ByHand || manifest.Outcome != run.Outcome?.ToString()) ? $"It did not end as it was signed ({manifest.Outcome} then, {run.Outcome?.ToString() ?? "not ended"} now)." : null,
            whole && manifest.Counts != run.Counts ? "Its counts are not those that were signed." : null,
            manifest.Decisions != now.Decisions || manifest.DecisionsRoot != now.DecisionsRoot ? $"Its decisions are not those that were signed ({manifest.Decisions} then, {now.Decisions} now)." : null,
            manifest.Versions != now.Versions || manifest.VersionsRoot != now.VersionsRoot ? $"What it issued is not what was signed ({Counted.Of(manifest.Versions, "version")} then, {now.Versions} now)." : null,
            whole && (manifest.Acts != now.Acts || manifest.ActsRoot != now.ActsRoot) ? "What was decided by hand about who is who is not what was signed." : null,
            manifest.ApprovedBy != now.ApprovedBy || manifest.OverrideReason != now.OverrideReason ? "Its approval is not the one that was signed." : null,
            manifest.Previous != now.Previous || (whole && manifest.Number != now.Number) ? "The manifest before it is not the one that was there when it was signed: one was changed, dropped or put in." : null,
        ];
        var found = problems.OfType<string>().ToArray();
        return new ManifestCheck(run, found.Length == 0, found) { Decisions = now.Decisions, Versions = now.Versions, TrimmedAt = kept.TrimmedAt };
    }

    /// <summary>Holds the end of the chain against what was signed about it, here and in the public folder, and what has no manifest against what had none when there were first any of acts.</summary>
    /// <returns>What is not as it was signed, a sentence each.</returns>
    public async Task<IReadOnlyList<string>> CheckEndAsync(CancellationToken cancellationToken)
    {
        var end = await this.services.Manifests.EndAsync(cancellationToken);
        var newest = end.Newest is { } statement ? this.Open(statement) : null;
        var found = new List<string>();
        if (end.End is { } word)
        {
            if (this.OpenEnd(word) is not { } named)
            {
                found.Add("What names the newest manifest is not signed by a key of this issuer that is still believed.");
            }
            else if (HashOf(end.Newest) != named.Hash)
            {
                found.Add($"The newest manifest is not the one that was signed as the newest (number {named.Number}): the last ones were dropped, or something was put in after them.");
            }
        }
        else if (newest?.Schema == Schema)
        {
            found.Add("Nothing names the newest manifest, so that it cannot be told whether some after it were dropped.");
        }

        var written = await this.services.Public.ReadAsync(EndPath, cancellationToken);
        if (written is not null && this.OpenEnd(Encoding.UTF8.GetString(written)) is { } outside
            && (outside.Number > (newest?.Number ?? 0) || (outside.Number == newest?.Number && outside.Hash != HashOf(end.Newest))))
        {
            found.Add($"The public folder names manifest {outside.Number} as the newest, and the ledger does not have it: its last runs were dropped, or it was restored from an older backup.");
        }

        if (newest?.Schema == Schema && end.Unsealed != newest.Unsealed)
        {
            found.Add($"Of the runs and acts by hand that ended well {end.Unsealed} have no manifest, and {newest.Unsealed} had none when acts began to have one: something was put in beside the runs, or its manifest was dropped.");
        }

        return found;
    }

    /// <summary>Holds the register against the versions that runs and acts wrote, and the places of every credential in status lists against those in its signed document.</summary>
    /// <returns>What does not follow from what was signed, a sentence each; the first hundred and how many more.</returns>
    public async Task<IReadOnlyList<string>> CheckRegisterAsync(CancellationToken cancellationToken)
    {
        const int most = 100;
        var found = new List<string>();
        var more = 0L;
        await foreach (var credential in this.services.Manifests.ReadRegisterAsync(cancellationToken))
        {
            if (this.DoubtOf(credential) is not { } doubt)
            {
                continue;
            }

            if (found.Count < most)
            {
                found.Add($"{credential.Id}: {doubt}");
            }
            else
            {
                more++;
            }
        }

        if (more > 0)
        {
            found.Add($"{Counted.Of(more, "further credential")} of the register {(more == 1 ? "is" : "are")} not as signed.");
        }

        var (versions, places) = await this.services.Manifests.CountStraysAsync(cancellationToken);
        if (versions > 0)
        {
            found.Add($"{Counted.Of(versions, "version")} {(versions == 1 ? "belongs" : "belong")} to a credential that is not in the register.");
        }

        if (await this.services.Manifests.CountDoubtfulVerdictsAsync(cancellationToken) is > 0 and var verdicts)
        {
            found.Add($"{Counted.Of(verdicts, "decision")} about held records {(verdicts == 1 ? "is" : "are")} not what a person signed: made, changed or dropped beside LerBridge.");
        }

        if (places > 0)
        {
            found.Add($"{Counted.Of(places, "place")} in status lists {(places == 1 ? "belongs" : "belong")} to a credential that is not in the register.");
        }

        return found;
    }

    /// <summary>What is believed without a signature, so that whoever goes by the chain knows: decisions about held records from before they were acts, by the days on which they were made.</summary>
    /// <returns>A sentence each; nothing where everything is signed.</returns>
    public async Task<IReadOnlyList<string>> RemarksAsync(CancellationToken cancellationToken)
    {
        const int most = 31;
        var made = await this.services.Manifests.UnsignedVerdictsAsync(cancellationToken);
        if (made.Count == 0)
        {
            return [];
        }

        var days = made.CountBy(at => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, this.services.Zone).DateTime)).ToArray();
        var shown = string.Join(", ", days.Take(most).Select(day => FormattableString.Invariant($"{day.Value:#,0} of {day.Key:yyyy-MM-dd}")));
        var rest = days.Length > most ? FormattableString.Invariant($", and {days.Skip(most).Sum(day => (long)day.Value):#,0} of later days until {days[^1].Key:yyyy-MM-dd}") : string.Empty;
        return [$"{Counted.Of(made.Count, "decision")} about held records {(made.Count == 1 ? "is" : "are")} from before decisions were signed, and {(made.Count == 1 ? "is" : "are")} believed without: {shown}{rest}."];
    }

    /// <summary>Signs what a run has done, before it ends. Called once everything of it is applied and nothing but its end is left to write.</summary>
    internal async Task WriteAsync(RunEntry run, CancellationToken cancellationToken)
    {
        // Its counts are those of the ledger: rows that became something else while they were applied were counted there.
        run = (await this.services.Runs.FindAsync(run.Id, cancellationToken) ?? run) with { Outcome = RunOutcome.Succeeded };
        if (await this.services.Manifests.FindAsync(run.Id, cancellationToken) is { } kept && this.Open(kept.Statement) is { Schema: Schema } was
            && was == (await this.MakeAsync(run, kept.Before, whole: true, cancellationToken)) with { Unsealed = was.Unsealed })
        {
            // The run was killed between its manifest and its end. Others may have followed it since, so it stays where it is in the chain.
            return;
        }

        var before = await this.services.Manifests.LastAsync(run.Id, cancellationToken);
        var manifest = await this.MakeAsync(run, before, whole: true, cancellationToken);
        while (!await this.services.Manifests.KeepAsync(run.Id, this.Sign(manifest), before, cancellationToken))
        {
            // Another run ended meanwhile, and each manifest follows the one before.
            before = await this.services.Manifests.LastAsync(run.Id, cancellationToken);
            manifest = await this.FollowAsync(manifest, before, cancellationToken);
        }

        await this.PublishEndAsync(cancellationToken);
    }

    /// <summary>Signs an act by hand, within the transaction that writes it.</summary>
    internal SignedManifest Seal(HandRecord act)
    {
        var versions = new HashTree();
        foreach (var (text, document) in act.Versions)
        {
            versions.Add(Leaf(text, document));
        }

        var manifest = Compose(act.Run, new HashTree(), versions, Tree(act.Acts));
        return this.Sign(this.Follow(manifest, act.Before, act.Unsealed));
    }

    /// <summary>Names the newest manifest where everyone may keep a copy of it.</summary>
    internal async Task PublishEndAsync(CancellationToken cancellationToken)
    {
        if ((await this.services.Manifests.EndAsync(cancellationToken)).End is { } end)
        {
            await this.services.Public.WriteAsync(EndPath, Encoding.UTF8.GetBytes(end), cancellationToken);
        }
    }

    private static RunManifest Compose(RunEntry run, HashTree decisions, HashTree versions, HashTree acts) => new(
        Schema, run.Id, run.Mapping, run.MappingHash, run.PlanHash, run.RecordDate, run.ExtractComplete == true ? "complete" : "partial", run.Scope?.Identity, decisions.Count, decisions.Root(), versions.Count, versions.Root(),
        run.Plan?.ApprovedBy, run.Plan?.OverrideReason, Previous: null)
    {
        ByHand = run.ByHand,
        Outcome = run.Outcome?.ToString(),
        Counts = run.Counts,
        Acts = acts.Count,
        ActsRoot = acts.Root(),
    };

    private static HashTree Tree(IEnumerable<string> leaves)
    {
        var tree = new HashTree();
        foreach (var leaf in leaves)
        {
            tree.Add(Encoding.UTF8.GetBytes(leaf));
        }

        return tree;
    }

    private static byte[] Leaf(string text, ReadOnlyMemory<byte> document) =>
        Encoding.UTF8.GetBytes($"{text}|{(document.IsEmpty ? string.Empty : Convert.ToHexStringLower(SHA256.HashData(document.Span)))}");

    private static string? HashOf(string? statement) => statement is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(statement)));

    private async Task<RunManifest> MakeAsync(RunEntry run, string? before, bool whole, CancellationToken cancellationToken)
    {
        var decisions = new HashTree();
        await foreach (var row in this.services.Manifests.ReadDecisionsAsync(run.Id, whole, cancellationToken))
        {
            decisions.Add(Encoding.UTF8.GetBytes(row));
        }

        var versions = new HashTree();
        await foreach (var (text, document) in this.services.Manifests.ReadVersionsAsync(run.Id, whole, cancellationToken))
        {
            versions.Add(Leaf(text, document));
        }

        var acts = Tree(await this.services.Manifests.ReadActsAsync(run.Id, cancellationToken));
        return await this.FollowAsync(Compose(run, decisions, versions, acts), before, cancellationToken);
    }

    private async Task<RunManifest> FollowAsync(RunManifest manifest, string? before, CancellationToken cancellationToken)
    {
        // Counted once: whatever comes after has a manifest.
        var unsealed = this.Before(before) is null ? await this.services.Manifests.CountUnsealedAsync(manifest.Run, cancellationToken) : 0;
        return this.Follow(manifest, before, unsealed);
    }

    private RunManifest Follow(RunManifest manifest, string? before, long unsealed)
    {
        var previous = this.Before(before);
        return manifest with { Previous = HashOf(before), Number = (previous?.Number ?? 0) + 1, Unsealed = previous?.Unsealed ?? unsealed };
    }

    private RunManifest? Before(string? statement) => statement is not null && this.Open(statement) is { Schema: Schema } manifest ? manifest : null;

    private RunManifest? Open(string statement) =>
        this.services.Statements.Open(Type, statement) is { } payload && JsonSerializer.Deserialize(payload, RunManifestJson.Default.RunManifest) is { Schema: Schema or Older } manifest ? manifest : null;

    private ManifestEndWord? OpenEnd(string statement) =>
        this.services.Statements.Open(EndType, statement) is { } payload && JsonSerializer.Deserialize(payload, RunManifestJson.Default.ManifestEndWord) is { Schema: EndSchema } end ? end : null;

    private SignedManifest Sign(RunManifest manifest)
    {
        var statement = this.services.Statements.Sign(Type, JsonSerializer.SerializeToUtf8Bytes(manifest, RunManifestJson.Default.RunManifest));
        var end = new ManifestEndWord(EndSchema, manifest.Number ?? 0, HashOf(statement) ?? string.Empty);
        return new SignedManifest(statement, this.services.Statements.Sign(EndType, JsonSerializer.SerializeToUtf8Bytes(end, RunManifestJson.Default.ManifestEndWord)));
    }

    private string? DoubtOf(RegisteredCredential credential) => credential.Doubt switch
    {
        RegisterDoubt.NoVersion => "the register has it in a version that no run and no act wrote.",
        RegisterDoubt.Differs => "its state, content or person in the register is not that of its newest version.",
        RegisterDoubt.Gaps => "the register has more or fewer versions of it than it says.",
        _ => this.services.Documents.PlacesIn(credential.Document) switch
        {
            null => "its signed document cannot be read, or names no status list of this issuer.",
            var signed when !signed.ToHashSet().SetEquals(credential.Places) => "its places in status lists are not those in its signed document, so that revoking it would not show, or another one would seem revoked.",
            _ => null,
        },
    };
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
