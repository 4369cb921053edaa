using System.Text;
using System.Text.Json;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Proofs;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.JsonLd;

/// <summary>Any line, any bytes: one answer on one line, and the process lives. Every run tries the same.</summary>
public sealed class LdFuzzTests
{
    private static readonly string[] Operations =
        ["canonicalize", "canonicalMap", "expand", "toRdf", "safeCanonicalize", "jcs", "verifyProof", "sign", "derive", "nothing"];

    private static readonly string[] Contents =
    [
        "", "{", "null", "[]", "{}", "\ufeff{}", "{\"@id\":5}", "{\"a\":1,\"a\":2}", "[\"\\udead\"]", "{\"\\ud800\":1}", "[1e999]", "_:a <urn:p> _:b .\n", "<urn:a> <urn:p> \"\\uD800\" .\n",
        "{\"@context\":\"https://example.org/\",\"p\":1}", "{\"@context\":[[[null]]]}", "{\"proof\":5}", "{\"proof\":[{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"ecdsa-sd-2023\"}]}",
        "{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"type\":\"VerifiableCredential\",\"proof\":{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"eddsa-jcs-2022\",\"verificationMethod\":\"did:key:z\",\"proofValue\":\"z1\"}}",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "5", "-1e999", "\"\"", "\"\\ud800\"", "\"SHA-384\"", "\"json-ld-1.0\"", "\"urn:x\"", "\"i18n-datatype\"", "[]", "{}", "[\"\"]", "[\"/a\",\"/\\udc00\"]", "[[[]]]", "{\"\\udc00\":1}",
        "{\"https://example.org/\":\"/dev/zero\"}", "{\"https://example.org/\":\"\\u0000\"}", "{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"eddsa-jcs-2022\"}",
        "{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"ecdsa-sd-2023\",\"created\":5}", "{\"secretKeyMultibase\":\"z3u2en7t5LR2WtQH5PfFqMqwVHgeXouLzo6haApm8XHqvjxq\",\"publicKeyMultibase\":\"\\ud800\"}",
        "{\"secretKeyMultibase\":\"z3u2en7t5LR2WtQH5PfFqMqwVHgeXouLzo6haApm8XHqvjxq\"}",
    ];

    private static readonly string[] Options =
        ["hash", "base", "expandContext", "processingMode", "documents", "rdfDirection", "produceGeneralizedRdf", "proof", "key", "mandatoryPointers", "selectivePointers", "\\ud800"];

    private readonly LdOperations _operations = new(LdProofs.Operations);
    private readonly string _folder = Directory.CreateTempSubdirectory("ld-fuzz-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase(1)]
    [TestCase(2)]
    [CancelAfter(120_000)]
    public void Any_bytes_as_a_line_get_one_answer(int seed, CancellationToken token)
    {
        var random = new Random(seed);
        for (var i = 0; i < 3000; i++)
        {
            token.ThrowIfCancellationRequested();
            var bytes = Encoding.UTF8.GetBytes(Question(random));
            for (var changes = random.Next(0, 6); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            // as bytes that no decoder mended, and as the decoder of standard input hands them on
            CheckAnswer(Encoding.Latin1.GetString(bytes));
            CheckAnswer(Encoding.UTF8.GetString(bytes));
        }
    }

    [TestCase(3)]
    [TestCase(4)]
    [CancelAfter(120_000)]
    public void Any_question_about_any_file_gets_one_answer(int seed, CancellationToken token)
    {
        var random = new Random(seed);
        var refused = 0;
        for (var i = 0; i < 2000; i++)
        {
            token.ThrowIfCancellationRequested();
            refused += CheckAnswer(Question(random)) ? 0 : 1;
        }

        Assert.That(refused, Is.InRange(500, 1990));
    }

    private bool CheckAnswer(string line)
    {
        var text = _operations.AnswerLine(line);

        Assert.That(text, Does.Not.Contain("\n").And.Not.Contain("\r"), line);
        Assert.That(text, Does.Not.Contain("mistake of its own"), line);
        using var answer = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 10_000 });
        var ok = answer.RootElement.GetProperty("ok").GetBoolean();
        Assert.That(answer.RootElement.TryGetProperty(ok ? "output" : "error", out _), Is.True, line);
        return ok;
    }

    private string Question(Random random)
    {
        var content = Encoding.UTF8.GetBytes(Contents[random.Next(Contents.Length)]);
        for (var changes = random.Next(0, 3); changes > 0 && content.Length > 0; changes--)
        {
            content[random.Next(content.Length)] = (byte)random.Next(256);
        }

        var file = Path.Combine(_folder, "in");
        File.WriteAllBytes(file, content);
        string[] files = [file, file, file, file, file, "/dev/zero", _folder, "", "\0", "/no/such/file"];
        var options = Enumerable.Range(0, random.Next(4)).Select(_ => $"\"{Options[random.Next(Options.Length)]}\":{Values[random.Next(Values.Length)]}");
        return $$"""{"id":{{Values[random.Next(Values.Length)]}},"op":"{{Operations[random.Next(Operations.Length)]}}","file":{{JsonSerializer.Serialize(files[random.Next(files.Length)])}},"options":{{"{" + string.Join(",", options) + "}"}}}""";
    }
}
