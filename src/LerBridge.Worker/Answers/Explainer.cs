using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Coverage;
using LerBridge.Core.Mapping.Preview;
using LerBridge.Core.Records;
using LerBridge.Credentials.Dids;
using LerBridge.Worker.Commands;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Answers;

/// <summary>Answers why a credential says what it says. Reads the ledger and the mapping; asks no source.</summary>
/// <param name="bridge">The site.</param>
/// <param name="mappings">The mappings as they are now, by id.</param>
internal sealed class Explainer(Bridge bridge, Func<string, CompileResult?> mappings)
{
    public async Task<Explanation?> ExplainAsync(string credentialId, CancellationToken cancellationToken)
    {
        if (await bridge.Register.FindAsync(credentialId, cancellationToken) is not { } entry || await bridge.Register.TraceAsync(credentialId, cancellationToken) is not { } trace)
        {
            return null;
        }

        var compiled = mappings(entry.Mapping);
        var signed = trace.Versions.LastOrDefault(version => version.KeyId is not null);
        var (record, rows) = compiled?.Plan is { } plan ? await this.RecordAsync(entry, trace, compiled, plan, cancellationToken) : (null, []);
        return new Explanation
        {
            Entry = entry,
            Trace = trace,
            Mapping = compiled?.Plan is { } now ? new ExplainedMapping(now.File, now.Owner, now.Hash, signed?.MappingHash == now.Hash) : null,
            Claims = [.. (compiled?.Plan?.Outputs ?? []).Select(output => new ExplainedClaim(output.Path, output.Where, [.. output.Fields.Order(StringComparer.Ordinal)]))],
            Rows = rows,
            Record = record,
            Released = await this.ReleasedAsync(entry, trace, signed?.MappingHash, cancellationToken),
            KeyState = signed?.KeyId is { } id
                ? bridge.Keys.Ring.Keys.Where(key => DidDocumentWriter.MethodId(bridge.Options.Issuer.Did, key.Id) == id).Select(key => JsonText.Word(key.State)).FirstOrDefault()
                : null,
        };
    }

    private async Task<HoldVerdict?> ReleasedAsync(RegisterEntry entry, CredentialTrace trace, string? mappingHash, CancellationToken cancellationToken) =>
        (await bridge.Services.Holds.VerdictsAsync(entry.Mapping, cancellationToken)).GetValueOrDefault(entry.RecordKey) is { Places.Length: > 0 } verdict
            && verdict.Fingerprint == trace.Fingerprint && verdict.MappingHash == mappingHash
            ? verdict
            : null;

    private async Task<(ExplainedRecord? Record, IReadOnlyList<UsedRow> Rows)> RecordAsync(
        RegisterEntry entry, CredentialTrace trace, CompileResult compiled, MappingPlan plan, CancellationToken cancellationToken)
    {
        var services = bridge.Services;
        if (await services.Seen.FindAsync(plan.Id, plan.Connector, plan.Schema.Stream, cancellationToken) is not { } extract
            || await services.Seen.FindRecordAsync(extract, entry.RecordKey, cancellationToken) is not { } seen)
        {
            return (null, []);
        }

        var preview = new MappingPreview(plan, extract.RecordDate, services.Issuer.Check, new PreviewPersons(services.Persons, services.Identity, services.Secret, extract.RunId));
        var outcome = (await preview.MapAsync([seen], cancellationToken))[0];
        var fingerprint = RecordCodec.Fingerprint(seen.Content.Span);
        var record = new ExplainedRecord(extract.RunId, extract.ReadAt, fingerprint, fingerprint == trace.Fingerprint, seen.Place, outcome.Word, outcome.Reason is { } reason ? $"{reason.Text} ({reason.Code}, {reason.Where})" : null);
        return (record, preview.Read(seen) is { } read ? UsedRow.Of(compiled, ChosenMappings.Context(bridge.Site), read) : []);
    }
}
