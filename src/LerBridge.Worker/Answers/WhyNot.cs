using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Preview;
using LerBridge.Core.Records;

namespace LerBridge.Worker.Answers;

/// <summary>Answers why a person has no credential of a mapping: what the mapping makes of each of the person's records in the last extract.</summary>
internal sealed class WhyNot(Bridge bridge)
{
    private const int Chunk = 1024;
    private const string PersonFields = "person.";

    /// <summary>Looks.</summary>
    /// <param name="plan">The mapping.</param>
    /// <param name="asked">An identifier of the person as the source has it, a record key, or the keyed hash of one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The answer; null where no run has read anything for the mapping yet.</returns>
    public async Task<WhyNotAnswer?> AnswerAsync(MappingPlan plan, string asked, CancellationToken cancellationToken)
    {
        var services = bridge.Services;
        if (await services.Seen.FindAsync(plan.Id, plan.Connector, plan.Schema.Stream, cancellationToken) is not { } extract)
        {
            return null;
        }

        var persons = new PreviewPersons(services.Persons, services.Identity, services.Secret, extract.RunId);
        var preview = new MappingPreview(plan, extract.RecordDate, services.Issuer.Check, persons);
        var identifiersOf = persons.IdentifiersOf(plan);
        var known = (await services.Directory.FindAsync(asked, cancellationToken)).SelectMany(person => person.Identifiers).ToHashSet();
        var verdicts = await services.Holds.VerdictsAsync(plan.Id, cancellationToken);
        int[] slots = [.. plan.Schema.Fields.Select((field, slot) => (field, slot)).Where(pair => pair.field.Name.StartsWith(PersonFields, StringComparison.Ordinal)).Select(pair => pair.slot)];
        var held = (await services.Holds.ListAsync(plan.Id, int.MaxValue, cancellationToken)).ToDictionary(one => one.RecordKey, StringComparer.Ordinal);
        var found = new List<WhyNotRecord>();
        var linked = new HashSet<string>(StringComparer.Ordinal);
        var chunk = new List<SeenRecord>(Chunk);
        await foreach (var seen in services.Seen.ReadAsync(extract, cancellationToken))
        {
            var record = preview.Read(seen);
            if (seen.Key == asked || services.Secret.Redact(seen.Key) == asked || (record is not null && slots.Any(slot => Says(record[slot], asked))))
            {
                chunk.Add(seen);
            }
            else if (record is not null && known.Count > 0 && identifiersOf(record).Any(known.Contains))
            {
                // It says somebody else, who is the same person: by another identifier of the same rows, or because somebody linked the two.
                chunk.Add(seen);
                linked.Add(seen.Key);
            }

            if (chunk.Count == Chunk)
            {
                await this.AddAsync(found, chunk, preview, held, cancellationToken);
            }
        }

        await this.AddAsync(found, chunk, preview, held, cancellationToken);
        return new WhyNotAnswer(plan, extract, [.. found.Select(record => record with { IsLinked = linked.Contains(record.Key), Verdict = verdicts.GetValueOrDefault(record.Key) })]);
    }

    private static bool Says(Value value, string asked) => !value.IsMissing && string.Equals(RecordCodec.TextOf(value).Trim(), asked, StringComparison.OrdinalIgnoreCase);

    private async Task AddAsync(List<WhyNotRecord> found, List<SeenRecord> chunk, MappingPreview preview, Dictionary<string, HeldRecord> held, CancellationToken cancellationToken)
    {
        var outcomes = await preview.MapAsync(chunk, cancellationToken);
        for (var i = 0; i < chunk.Count; i++)
        {
            var credential = chunk[i].CredentialId is { } id ? await bridge.Register.FindAsync(id, cancellationToken) : null;
            found.Add(new WhyNotRecord(chunk[i].Key, bridge.Services.Secret.Redact(chunk[i].Key), chunk[i].Place, outcomes[i], credential, held.GetValueOrDefault(chunk[i].Key))
            {
                Fingerprint = RecordCodec.Fingerprint(chunk[i].Content.Span),
            });
        }

        chunk.Clear();
    }
}

/// <summary>What can be said about a person and a mapping.</summary>
/// <param name="Mapping">The mapping.</param>
/// <param name="Extract">What was looked at.</param>
/// <param name="Records">The person's records in it; empty where it has none.</param>
internal sealed record WhyNotAnswer(MappingPlan Mapping, SeenExtract Extract, IReadOnlyList<WhyNotRecord> Records);

/// <summary>A record of the person.</summary>
/// <param name="Key">Its key: personal.</param>
/// <param name="Id">The keyed hash of it.</param>
/// <param name="Place">Where it stands in the source.</param>
/// <param name="Outcome">What the mapping makes of it.</param>
/// <param name="Credential">The credential that stands for it; null where there is none.</param>
/// <param name="Held">What holds it, where the last run held it; null where none did.</param>
internal sealed record WhyNotRecord(string Key, string Id, string? Place, PreviewOutcome Outcome, RegisterEntry? Credential, HeldRecord? Held)
{
    /// <summary>The fingerprint of what was read.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>True where it does not have what was asked for, and is the same person's all the same: by other identifiers, or because somebody linked persons.</summary>
    public bool IsLinked { get; init; }

    /// <summary>What a person decided about it when it was held; null where nobody did.</summary>
    public HoldVerdict? Verdict { get; init; }

    /// <summary>True where that is about the record as it was read last.</summary>
    public bool VerdictCounts => this.Verdict?.Fingerprint == this.Fingerprint;
}
