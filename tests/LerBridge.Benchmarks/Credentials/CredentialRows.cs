using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LerBridge.Benchmarks.Peers;
using LerBridge.Credentials;
using LerBridge.Credentials.Compiled;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Rdf;

namespace LerBridge.Benchmarks.Credentials;

/// <summary>Issuing and verifying with eddsa-rdfc-2022 on one thread: bytes in, bytes (or a verdict) out.</summary>
internal sealed class CredentialRows : IRowGroup
{
    private const int Subjects = 1000;
    private const string Compiled = "issue from a compiled shape";
    private const string Set = "issue with a second proof for older wallets";
    private const string General = "issue through the general path";
    private const string Verify = "verify";
    private const string CompiledHash = "canonicalize and hash from a compiled shape";
    private const string GeneralHash = "canonicalize and hash through the general path";
    private const string SignOnly = "sign 64 bytes";

    private readonly SigningKey _key = Ed25519Key.FromSeed([.. Enumerable.Repeat((byte)7, 32)]);
    private readonly byte[][] _unsigned;
    private readonly string _method;

    public CredentialRows()
    {
        var did = "did:key:" + _key.Public.Multibase;
        _method = $"{did}#{_key.Public.Multibase}";
        _unsigned = [.. Enumerable.Range(0, Subjects).Select(i => SampleCredential.Make(did, i))];
    }

    public IReadOnlyList<string> Rows { get; } = [Compiled, Set, General, Verify, CompiledHash, GeneralHash, SignOnly];

    public IReadOnlyList<Row> Run(IReadOnlyList<string> rows, Settings settings)
    {
        var operations = Operations();
        foreach (var row in rows)
        {
            Measure.WarmUp(operations[row]);
        }

        using var node = new NodePeer(_unsigned);
        var samples = rows.ToDictionary(r => r, _ => new List<Sample>());
        var (issued, verified, openSsl) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var row in rows)
            {
                samples[row].Add(Measure.Run(operations[row], settings.Seconds));
            }

            openSsl.AddRange(OpenSslPeer.Measure(settings.Seconds) is { } speed ? [speed.Sign] : []);
            issued.AddRange(node.Measure("issue", settings.Seconds) is { } i ? [i] : []);
            verified.AddRange(node.Measure("verify", settings.Seconds) is { } v ? [v] : []);
        }

        return [.. rows.Select(row => RowOf(row, samples[row], MedianOf(issued), MedianOf(verified), MedianOf(openSsl)))];
    }

    private static double? MedianOf(List<double> values) => values.Count == 0 ? null : Measure.Median(values);

    private static Row RowOf(string name, List<Sample> samples, double? issued, double? verified, double? openSsl)
    {
        var perSecond = Measure.Median(samples.Select(s => s.PerSecond));
        IReadOnlyList<Ratio> ratios = name switch
        {
            Compiled => [new Ratio("Node issue", issued, perSecond, 90), new Ratio("openssl sign", openSsl, perSecond, 0.65)],
            General => [new Ratio("Node issue", issued, perSecond, 10)],
            Verify => [new Ratio("Node verify", verified, perSecond, 15)],
            SignOnly => [new Ratio("openssl sign", openSsl, perSecond, null)],
            _ => [],
        };
        return new Row(name, perSecond, Measure.Median(samples.Select(s => s.Bytes)), ratios);
    }

    private Dictionary<string, Action<int>> Operations()
    {
        var shapes = new ShapeCache(EmbeddedContexts.Shared, RdfcHash.Sha256);
        var asked = new ProofOptions(SuiteTable.EddsaRdfc2022, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), _method);
        var options = asked.ToJson();
        var context = Encoding.UTF8.GetBytes(JsonDocument.Parse(_unsigned[0]).RootElement.GetProperty("@context").GetRawText());
        var older = _unsigned.Select(SampleCredential.ForOlderWallets).ToArray();
        var olderContext = Encoding.UTF8.GetBytes(JsonDocument.Parse(older[0]).RootElement.GetProperty("@context").GetRawText());
        var sealer = new ProofSigner(new CompiledCanonicalizers(EmbeddedContexts.Shared));
        var signer = new ProofSigner(Canonicalizers.Shared);
        var verifier = new ProofVerifier(Canonicalizers.Shared, TimeProvider.System);
        var signed = _unsigned.Take(100).Select(json => Sign(signer, json, options)).ToArray();
        var hash = new byte[32];
        var data = new byte[64];
        return new Dictionary<string, Action<int>>
        {
            [Compiled] = i => sealer.Seal(_unsigned[i % Subjects], context, [asked], _key),
            [Set] = i => sealer.Seal(older[i % Subjects], olderContext, [asked, asked with { Suite = SuiteTable.Ed25519Signature2020 }], _key),
            [General] = i => Sign(signer, _unsigned[i % Subjects], options),
            [Verify] = i => Check(verifier, signed[i % signed.Length]),
            [CompiledHash] = i => shapes.Hash(_unsigned[i % Subjects], hash),
            [GeneralHash] = i => HashGeneral(_unsigned[i % Subjects], hash),
            [SignOnly] = _ => _key.Sign(data),
        };
    }

    private byte[] Sign(ProofSigner signer, byte[] json, JsonElement options)
    {
        using var document = JsonDocument.Parse(json);
        return signer.Sign(document.RootElement, options, _key);
    }

    private void Check(ProofVerifier verifier, byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        if (verifier.Verify(document.RootElement, _ => _key.Public) is not [{ Verdict: Verdict.Yes }])
        {
            throw new InvalidOperationException("A credential that was just signed does not verify: " + Encoding.UTF8.GetString(json));
        }
    }

    private static void HashGeneral(byte[] json, byte[] hash)
    {
        using var document = JsonDocument.Parse(json);
        SHA256.HashData(SafeCanonicalizer.Canonicalize(document.RootElement, RdfcHash.Sha256, EmbeddedContexts.Shared), hash);
    }
}
