using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace LerBridge.Tests.Conformance;

/// <summary>How the cases of the published suites, and the real samples, ended in this run.</summary>
internal static class ConformanceReport
{
    private static readonly ConcurrentDictionary<(string Suite, string Source, string From), (int Passed, int Failed)> Results = new();
    private static readonly ConcurrentDictionary<string, (string Verdict, string Open)> Samples = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<(string Manifest, string Case), bool> Older = new();

    public static void Add(string suite, string source, string from, bool passed) =>
        Results.AddOrUpdate((suite, source, from), passed ? (1, 0) : (0, 1), (_, before) => passed ? (before.Passed + 1, before.Failed) : (before.Passed, before.Failed + 1));

    /// <summary>The verdict of a real sample, and the checks of it that were not answered with yes.</summary>
    public static void AddSample(string file, string verdict, IEnumerable<(string Check, string Result)> open) =>
        Samples[file] = (verdict, string.Join(", ", open.GroupBy(check => check).Select(group => $"{group.Key.Check} {group.Key.Result}{(group.Count() > 1 ? $" × {group.Count()}" : string.Empty)}")));

    /// <summary>A case that its suite has for JSON-LD 1.0 alone; it is run in that processing mode.</summary>
    public static void AddOlder(string manifest, string name) => Older[(manifest, name)] = true;

    /// <summary>The report: a line per suite, in the order of the alphabet, so that equal results give equal text.</summary>
    public static string Text()
    {
        var text = new StringBuilder(
            """
            # Conformance

            Written by the tests into the file that `LERBRIDGE_CONFORMANCE` names. What others say of the credentials that are issued here is the business of
            `tests/outside-verifier`.

            ## Suites

            `suites` in the column "vectors" are the parts of the published suites that lie beside the checkout; `tests` are values that the specification publishes and that
            stand in the test itself.

            | suite | published as | vectors | passed | failed |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var ((suite, source, from), (passed, failed)) in Results.OrderBy(result => result.Key.Suite, StringComparer.Ordinal).ThenBy(result => result.Key.From, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {suite} | {source} | {from} | {passed} | {failed} |\n");
        }

        WriteOlder(text);
        WriteSamples(text);
        return text.ToString();
    }

    private static void WriteOlder(StringBuilder text)
    {
        if (Older.IsEmpty)
        {
            return;
        }

        text.Append(
            """

            No case is excepted. These are for JSON-LD 1.0 alone; they are run in the processing mode `json-ld-1.0` and counted above.


            """.ReplaceLineEndings("\n"));
        foreach (var manifest in Older.Keys.GroupBy(one => one.Manifest).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"- {manifest.Key}: {string.Join(", ", manifest.Select(one => one.Case).Order(StringComparer.Ordinal))}\n");
        }
    }

    private static void WriteSamples(StringBuilder text)
    {
        if (Samples.IsEmpty)
        {
            return;
        }

        text.Append(
            """

            ## Real samples

            What others signed, judged offline as on 1 June 2026 with `--key-in-url`, which takes an https issuer whose URL fragment is the key for its own key document
            ([ADR 11](adr/0011-key-in-url.md)). Without it the answer to `issuer` stays unknown for those, and nothing that is verified here is.

            | sample | verdict | answered with other than yes |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (file, (verdict, open)) in Samples.OrderBy(sample => sample.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {file} | {verdict} | {open} |\n");
        }
    }
}
