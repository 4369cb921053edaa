using System.Globalization;
using System.Text;
using System.Text.Json;
using LerBridge.Credentials.Jcs;
using LerBridge.Tests.Conformance;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Jcs;

/// <summary>The documents and numbers of https://github.com/cyberphone/json-canonicalization.</summary>
public sealed class JsonCanonicalizerSuiteTests
{
    private static IEnumerable<string> Documents() =>
        Shared.IsHere ? Directory.EnumerateFiles(Shared.Path("suites/jcs/input")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal) : ["none.json"];

    [Conformance("JSON canonicalization, RFC 8785", "cyberphone/json-canonicalization")]
    [TestCaseSource(nameof(Documents))]
    public void Document_becomes_the_bytes_of_the_suite(string file)
    {
        using var input = JsonDocument.Parse(File.ReadAllBytes(Shared.Path($"suites/jcs/input/{file}")));
        var expected = Convert.FromHexString(
            File.ReadAllText(Shared.Path($"suites/jcs/outhex/{Path.ChangeExtension(file, ".txt")}")).Replace(" ", "", StringComparison.Ordinal)
                .Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal));

        var actual = JsonCanonicalizer.Canonicalize(input.RootElement);

        Assert.That(Encoding.UTF8.GetString(actual), Is.EqualTo(Encoding.UTF8.GetString(expected)));
        Assert.That(Encoding.UTF8.GetString(actual), Is.EqualTo(File.ReadAllText(Shared.Path($"suites/jcs/output/{file}"))));
    }

    [Test]
    [Conformance("JSON canonicalization, RFC 8785", "cyberphone/json-canonicalization")]
    public void Ten_thousand_numbers_are_printed_as_ECMAScript_prints_them()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var line in File.ReadLines(Shared.Path("suites/jcs/numbers/es6-10000.txt")))
        {
            var comma = line.IndexOf(',', StringComparison.Ordinal);
            var value = BitConverter.UInt64BitsToDouble(ulong.Parse(line.AsSpan(0, comma), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            var expected = line[(comma + 1)..];
            if (Es6Number.Format(value) != expected)
            {
                wrong.Add($"{line} became {Es6Number.Format(value)}");
            }

            count++;
        }

        Assert.That(count, Is.EqualTo(10_000));
        Assert.That(wrong, Is.Empty);
    }
}
