using System.Text;
using System.Text.Json;
using LerBridge.Benchmarks.Peers;
using LerBridge.Credentials;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Benchmarks.Credentials;

/// <summary>Issuing Comprehensive Learner Records with 60 embedded credentials, which are signed beforehand: bytes in, bytes out.</summary>
internal sealed class RecordRows : IRowGroup
{
    private const int Embedded = 60;
    private const int Learners = 12;
    private const string Compiled = "issue a record of 60 from a compiled shape";
    private const string General = "issue a record of 60 through the general path";

    private readonly SigningKey key = Ed25519Key.FromSeed([.. Enumerable.Repeat((byte)7, 32)]);

    public IReadOnlyList<string> Rows { get; } = [Compiled, General];

    public IReadOnlyList<Row> Run(IReadOnlyList<string> rows, Settings settings)
    {
        var did = "did:key:" + this.key.Public.Multibase;
        var asked = new ProofOptions(SuiteTable.EddsaRdfc2022, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), $"{did}#{this.key.Public.Multibase}");
        var options = asked.ToJson();
        var sealer = new ProofSigner(new CompiledCanonicalizers(EmbeddedContexts.Shared));
        var signer = new ProofSigner(Canonicalizers.Shared);
        var badges = Enumerable.Range(0, Embedded * Learners).Select(i => Sign(signer, SampleCredential.Make(did, i), options)).ToArray();
        var records = badges.Chunk(Embedded).Select((embedded, i) => SampleCredential.MakeRecord(did, i, embedded)).ToArray();
        using var first = JsonDocument.Parse(records[0]);
        var context = Encoding.UTF8.GetBytes(first.RootElement.GetProperty("@context").GetRawText());
        var operations = new Dictionary<string, Action<int>>
        {
            [Compiled] = i => sealer.Seal(records[i % Learners], context, [asked], this.key),
            [General] = i => Sign(signer, records[i % Learners], options),
        };
        foreach (var row in rows)
        {
            Measure.WarmUp(operations[row]);
        }

        using var node = new NodePeer(records);
        var samples = rows.ToDictionary(row => row, _ => new List<Sample>());
        var issued = new List<double>();
        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var row in rows)
            {
                samples[row].Add(Measure.Run(operations[row], settings.Seconds));
            }

            issued.AddRange(node.Measure("issue", settings.Seconds) is { } speed ? [speed] : []);
        }

        double? reference = issued.Count == 0 ? null : Measure.Median(issued);
        return
        [
            .. rows.Select(row =>
            {
                var perSecond = Measure.Median(samples[row].Select(sample => sample.PerSecond));
                return new Row(row, perSecond, Measure.Median(samples[row].Select(sample => sample.Bytes)), [new Ratio("Node issue", reference, perSecond, row == Compiled ? 30 : null)]);
            }),
        ];
    }

    private byte[] Sign(ProofSigner signer, byte[] json, JsonElement options)
    {
        using var document = JsonDocument.Parse(json);
        return signer.Sign(document.RootElement, options, this.key);
    }
}
