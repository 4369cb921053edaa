using System.Diagnostics;
using System.Text;
using System.Text.Json;
using LerBridge.Credentials;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Benchmarks.Credentials;

/// <summary>What a second core brings: issuing from a compiled shape on one and on two threads, by the clock, so nothing else may run on the machine.</summary>
internal sealed class CoreRows : IRowGroup
{
    private const string Name = "issue on two threads (by the clock)";
    private const int Batch = 64;

    public IReadOnlyList<string> Rows { get; } = [Name];

    public IReadOnlyList<Row> Run(IReadOnlyList<string> rows, Settings settings)
    {
        var key = Ed25519Key.FromSeed([.. Enumerable.Repeat((byte)7, 32)]);
        var did = "did:key:" + key.Public.Multibase;
        var unsigned = Enumerable.Range(0, 1000).Select(i => SampleCredential.Make(did, i)).ToArray();
        using var first = JsonDocument.Parse(unsigned[0]);
        var context = Encoding.UTF8.GetBytes(first.RootElement.GetProperty("@context").GetRawText());
        var asked = new ProofOptions(SuiteTable.EddsaRdfc2022, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), $"{did}#{key.Public.Multibase}");
        var sealer = new ProofSigner(new CompiledCanonicalizers(EmbeddedContexts.Shared));
        void Issue(int i) => sealer.Seal(unsigned[i % unsigned.Length], context, [asked], key);
        Measure.WarmUp(Issue);

        var (one, two) = (new List<double>(), new List<double>());
        for (var round = 0; round < settings.Rounds; round++)
        {
            one.Add(PerSecond(1, Issue, settings.Seconds));
            two.Add(PerSecond(2, Issue, settings.Seconds));
        }

        var both = Measure.Median(two);
        return [new Row(Name, both, 0, [new Ratio("one thread", Measure.Median(one), both, 1.8)])];
    }

    private static double PerSecond(int threads, Action<int> operation, double seconds)
    {
        var until = TimeSpan.FromSeconds(seconds);
        var counts = new long[threads];
        var watch = Stopwatch.StartNew();
        var workers = Enumerable.Range(0, threads).Select(worker => new Thread(() =>
        {
            var count = 0;
            while (watch.Elapsed < until)
            {
                for (var i = 0; i < Batch; i++)
                {
                    operation(count++);
                }
            }

            counts[worker] = count;
        })).ToArray();
        Array.ForEach(workers, worker => worker.Start());
        Array.ForEach(workers, worker => worker.Join());
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }
}
