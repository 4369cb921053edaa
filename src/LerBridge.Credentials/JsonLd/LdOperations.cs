using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using LerBridge.Credentials.Jcs;
using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials.JsonLd;

/// <summary>One linked-data operation: reads the question, writes one JSON value, or throws.</summary>
internal delegate void LdOperation(LdQuestion question, Utf8JsonWriter output);

/// <summary>
/// What the verbs <c>ld canonicalize</c>, <c>ld expand</c>, <c>ld to-rdf</c> and <c>ld batch</c> do, apart from reading the command line.
/// </summary>
internal sealed class LdOperations
{
    /// <summary>The operations of this folder by name.</summary>
    public static IReadOnlyDictionary<string, LdOperation> Standard { get; } = new Dictionary<string, LdOperation>(StringComparer.Ordinal)
    {
        ["canonicalize"] = Canonicalize,
        ["canonicalMap"] = CanonicalMap,
        ["expand"] = Expand,
        ["toRdf"] = ToRdf,
        ["safeCanonicalize"] = SafeCanonicalize,
        ["jcs"] = Jcs,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, LdOperation> _operations;
    private readonly EmbeddedContexts _contexts;

    /// <param name="more">Operations of other folders (proofs); a name given here wins over one of <see cref="Standard"/>.</param>
    /// <param name="contexts">Contexts for every question; null for those that are shipped.</param>
    public LdOperations(IReadOnlyDictionary<string, LdOperation> more, EmbeddedContexts? contexts = null)
    {
        _contexts = contexts ?? EmbeddedContexts.Shared;
        var all = new Dictionary<string, LdOperation>(Standard, StringComparer.Ordinal);
        foreach (var (name, operation) in more)
        {
            all[name] = operation;
        }

        _operations = all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Answers one question. Whatever goes wrong with it is in the answer.</summary>
    /// <param name="operation">The operation's name, such as <c>safeCanonicalize</c>.</param>
    /// <param name="path">The file the question is about.</param>
    /// <param name="options">A JSON object, or default where there are none.</param>
    public LdAnswer Answer(string operation, string path, JsonElement options)
    {
        if (!_operations.TryGetValue(operation, out var run))
        {
            return LdAnswer.Unsupported;
        }

        try
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, LdText.WriterOptions))
            {
                run(new LdQuestion(path, options) { Contexts = _contexts }, writer);
            }

            return LdAnswer.Of(buffer.WrittenMemory);
        }
#pragma warning disable CA1031 // one question out of thousands: it fails, the others are still answered
        catch (Exception e)
#pragma warning restore CA1031
        {
            return LdRefusal.Of(e, linkedData: operation is not ("canonicalize" or "canonicalMap" or "jcs"));
        }
    }

    /// <summary>One line of <c>ld batch</c> in, one line out (without line ends): <c>{"id","op","file","options"}</c>. Whatever comes in, it is answered.</summary>
    /// <param name="line">The question.</param>
    /// <param name="number">Which line of the input it is, from 1; said where it cannot be read.</param>
    public string AnswerLine(string line, int number = 1)
    {
        var id = LdText.NoId;
        try
        {
            using var document = JsonDocument.Parse(line);
            var question = document.RootElement;
            if (question.ValueKind != JsonValueKind.Object)
            {
                return Refuse($"Line {number} is JSON, but no question: a question is an object with id, op and file.");
            }

            if (question.TryGetProperty("id", out var given))
            {
                id = LdText.IdOf(given);
            }

            var operation = LdText.Member(question, "op");
            var path = LdText.Member(question, "file");
            if (operation is null || path is null)
            {
                return Refuse($"The question on line {number} needs an op and a file, both as text.");
            }

            question.TryGetProperty("options", out var options);
            return LdText.Line(id, Answer(operation, path, options));
        }
        catch (JsonException e)
        {
            var place = e.BytePositionInLine is { } bytes ? $" near its byte {bytes + 1}" : string.Empty;
            return Refuse($"Line {number} is not JSON{place}; a question is one line such as {{\"id\":1,\"op\":\"jcs\",\"file\":\"x.json\"}}.");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // escaped in the JSON, or unescaped in the line
            return Refuse($"Line {number} holds half of a surrogate pair, which is no text.");
        }
        catch (OutOfMemoryException e)
        {
            return LdText.Line(id, LdRefusal.Of(e, linkedData: false));
        }

        string Refuse(string why) => LdText.Line(id, LdAnswer.Failed(why, code: null));
    }

    private static void Canonicalize(LdQuestion question, Utf8JsonWriter output) =>
        output.WriteStringValue(Rdfc10.ToBytes(NQuadsReader.Read(question.ReadText()), question.CanonicalOptions()));

    private static void CanonicalMap(LdQuestion question, Utf8JsonWriter output)
    {
        output.WriteStartObject();
        foreach (var (label, canonical) in Rdfc10.Canonicalize(NQuadsReader.Read(question.ReadText()), question.CanonicalOptions()).LabelMap)
        {
            output.WriteString(label, canonical);
        }

        output.WriteEndObject();
    }

    private static void Expand(LdQuestion question, Utf8JsonWriter output)
    {
        using var document = question.ReadJson();
        ExpandedWriter.Write(output, JsonLdExpander.Expand(document.RootElement, question.JsonLdOptions()));
    }

    private static void ToRdf(LdQuestion question, Utf8JsonWriter output)
    {
        using var document = question.ReadJson();
        output.WriteStringValue(NQuadsWriter.Write(JsonLdToRdf.Convert(document.RootElement, question.JsonLdOptions())));
    }

    private static void SafeCanonicalize(LdQuestion question, Utf8JsonWriter output)
    {
        using var document = question.ReadJson();
        output.WriteStringValue(SafeCanonicalizer.Canonicalize(document.RootElement, question.CanonicalOptions().Hash, question.Loader()));
    }

    private static void Jcs(LdQuestion question, Utf8JsonWriter output)
    {
        using var document = question.ReadJson();
        output.WriteStringValue(Encoding.UTF8.GetString(JsonCanonicalizer.Canonicalize(document.RootElement)));
    }
}
