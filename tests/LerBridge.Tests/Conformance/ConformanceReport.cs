using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace LerBridge.Tests.Conformance;

/// <summary>How the cases of the published suites ended in this run.</summary>
internal static class ConformanceReport
{
    private static readonly ConcurrentDictionary<(string Suite, string Source), (int Passed, int Failed)> Results = new();

    public static void Add(string suite, string source, bool passed) =>
        Results.AddOrUpdate((suite, source), passed ? (1, 0) : (0, 1), (_, before) => passed ? (before.Passed + 1, before.Failed) : (before.Passed, before.Failed + 1));

    /// <summary>The report: a line per suite, in the order of the alphabet, so that equal results give equal text.</summary>
    public static string Text()
    {
        var text = new StringBuilder(
            """
            # Conformance

            Written by the tests into the file that `LERBRIDGE_CONFORMANCE` names, over the parts of the published suites that lie beside the checkout. What others say of the
            credentials that are issued here is the business of `tests/outside-verifier`.

            | suite | published as | passed | failed |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var ((suite, source), (passed, failed)) in Results.OrderBy(result => result.Key.Suite, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {suite} | {source} | {passed} | {failed} |\n");
        }

        return text.ToString();
    }
}
