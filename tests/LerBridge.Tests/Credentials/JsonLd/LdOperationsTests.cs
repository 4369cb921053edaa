using System.Text.Json;
using LerBridge.Credentials.JsonLd;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.JsonLd;

public sealed class LdOperationsTests
{
    private readonly LdOperations _operations = new(new Dictionary<string, LdOperation>());
    private readonly string _folder = Directory.CreateTempSubdirectory("ld-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Canonicalize_answers_canonical_text()
    {
        var file = Write("in.nq", "_:x <urn:p> \"v\" .\n");

        var answer = Ask("canonicalize", file);

        Assert.That(answer.GetProperty("output").GetString(), Is.EqualTo("_:c14n0 <urn:p> \"v\" .\n"));
    }

    [Test]
    public void Canonical_map_answers_labels_without_prefix()
    {
        var file = Write("in.nq", "_:x <urn:p> \"v\" .\n");

        var answer = Ask("canonicalMap", file, """{"hash":"SHA-384"}""");

        Assert.That(answer.GetProperty("output").GetProperty("x").GetString(), Is.EqualTo("c14n0"));
    }

    [Test]
    public void Expand_uses_the_base_the_context_and_the_documents_given()
    {
        var context = Write("context.jsonld", """{"@context":{"name":"https://schema.org/name"}}""");
        var extra = Write("extra.jsonld", """{"@context":{"@vocab":"https://vocab.example/"}}""");
        var file = Write("in.jsonld", """{"@context":"https://example.org/extra","@id":"x","name":"n","other":"o"}""");

        var documents = $$"""{"https://example.org/extra":{{Quote(extra)}} }""";
        var answer = Ask("expand", file, $$"""{"base":"https://example.org/","expandContext":{{Quote(context)}},"documents":{{documents}} }""");

        Assert.That(
            answer.GetProperty("output").GetRawText(),
            Is.EqualTo("""[{"@id":"https://example.org/x","https://schema.org/name":[{"@value":"n"}],"https://vocab.example/other":[{"@value":"o"}]}]"""));
    }

    [Test]
    public void To_rdf_honours_direction_and_generalized_statements()
    {
        var file = Write("in.jsonld", """{"urn:p":{"@value":"v","@direction":"rtl"},"_:q":"w"}""");

        var answer = Ask("toRdf", file, """{"rdfDirection":"i18n-datatype","produceGeneralizedRdf":true}""");

        Assert.That(answer.GetProperty("output").GetString(), Does.Contain("\"v\"^^<https://www.w3.org/ns/i18n#_rtl>").And.Contain("\"w\""));
    }

    [Test]
    public void Errors_carry_the_code_of_the_standard()
    {
        var file = Write("in.jsonld", """{"@id":5}""");

        var answer = Ask("expand", file);

        Assert.That(answer.GetProperty("ok").GetBoolean(), Is.False);
        Assert.That(answer.GetProperty("code").GetString(), Is.EqualTo("invalid @id value"));
    }

    [Test]
    public void Safe_canonicalization_names_the_undefined_term()
    {
        var file = Write("in.jsonld", """{"@id":"urn:x","urn:p":{"a/b":[{"undefined":1}]}}""");

        var answer = Ask("safeCanonicalize", file);

        Assert.That(answer.GetProperty("code").GetString(), Is.EqualTo("invalid property"));
        Assert.That(answer.GetProperty("error").GetString(), Does.Contain("\"a/b\"").And.Contain("/urn:p/a~1b"));
    }

    [Test]
    public void Jcs_answers_canonical_json()
    {
        var file = Write("in.json", """{ "b": 1.0, "a": "\u20ac" }""");

        Assert.That(Ask("jcs", file).GetProperty("output").GetString(), Is.EqualTo("""{"a":"€","b":1}"""));
    }

    [Test]
    public void Operations_of_others_are_used_and_unknown_ones_are_unsupported()
    {
        var operations = new LdOperations(new Dictionary<string, LdOperation> { ["sign"] = (_, output) => output.WriteBooleanValue(true) });

        Assert.That(operations.AnswerLine("""{"id":7,"op":"sign","file":"x"}"""), Is.EqualTo("""{"id":7,"ok":true,"output":true}"""));
        Assert.That(operations.AnswerLine("""{"id":"8","op":"verify","file":"x"}"""), Is.EqualTo("""{"id":"8","ok":false,"error":"unsupported"}"""));
    }

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("[]")]
    [TestCase("""{"id":1}""")]
    [TestCase("""{"id":1,"op":3,"file":4}""")]
    [TestCase("""{"id":1,"op":"\ud800","file":"x"}""")]
    [TestCase("""{"id":1,"op":"expand","file":"/no/such/file"}""")]
    [TestCase("""{"id":1,"op":"expand","file":"/no/such/file","options":{"documents":{"u":5}}}""")]
    public void No_line_ends_the_conversation(string line)
    {
        using var answer = JsonDocument.Parse(_operations.AnswerLine(line));

        Assert.That(answer.RootElement.GetProperty("ok").GetBoolean(), Is.False);
        Assert.That(answer.RootElement.GetProperty("error").GetString(), Is.Not.Empty);
    }

    [TestCase("\"\\ud800\"")]
    [TestCase("{\"a\":[\"\\udc00\"]}")]
    [TestCase("1e999")]
    [TestCase("\"q\\u0031\"")]
    public void An_id_is_repeated_to_the_letter_whatever_it_is(string id)
    {
        var file = Write("in.json", "{}");

        Assert.That(_operations.AnswerLine($$"""{"id":{{id}},"op":"jcs","file":{{Quote(file)}}}"""), Is.EqualTo($$"""{"id":{{id}},"ok":true,"output":"{}"}"""));
    }

    [Test]
    public void A_line_that_is_no_text_itself_is_answered() =>
        Assert.That(_operations.AnswerLine("{\"id\":\"\ud800\"}"), Does.StartWith("{\"id\":null,\"ok\":false,\"error\":\"Line 1 holds half of a surrogate pair"));

    [TestCase("/dev/zero", "is a pipe or a device and no regular file")]
    [TestCase("/dev/null", "is a pipe or a device and no regular file")]
    [TestCase("/tmp", "is a folder")]
    [TestCase("/no/such/file", "is not there")]
    [Platform("Linux")]
    public void What_is_no_regular_file_is_not_read(string file, string why)
    {
        foreach (var operation in LdOperations.Standard.Keys)
        {
            Assert.That(Ask(operation, file).GetProperty("error").GetString(), Is.EqualTo($"{file} {why}."), operation);
        }

        Assert.That(Ask("expand", Write("in.jsonld", "{}"), $$"""{"expandContext":"{{file}}"}""").GetProperty("error").GetString(), Is.EqualTo($"{file} {why}."));
    }

    [Test]
    [Platform("Linux")]
    [CancelAfter(30_000)]
    public async Task A_pipe_that_nobody_writes_to_is_not_waited_for(CancellationToken token)
    {
        var pipe = Path.Combine(_folder, "pipe");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync(token);
        }

        var error = await Task.Run(() => Ask("jcs", pipe).GetProperty("error").GetString(), token).WaitAsync(token);

        Assert.That(error, Is.EqualTo($"{pipe} is a pipe or a device and no regular file."));
    }

    [Test]
    public void A_file_beyond_the_limit_is_not_read()
    {
        var file = Path.Combine(_folder, "large");
        using (var large = File.Create(file))
        {
            large.SetLength(64L * 1024 * 1024 + 1);
        }

        Assert.That(Ask("jcs", file).GetProperty("error").GetString(), Does.EndWith("is larger than 67108864 bytes."));
    }

    [TestCase("""{"a":1,"a":2}""", "A member stands twice in one object.")]
    [TestCase("""["\udead"]""", "A string holds half of a surrogate pair, or bytes that are not UTF-8.")]
    [TestCase("[1e999]", "A number is too large for a double.")]
    public void What_has_no_canonical_json_is_a_mistake_of_the_file(string json, string error) =>
        Assert.That(Ask("jcs", Write("in.json", json)).GetProperty("error").GetString(), Is.EqualTo(error));

    [TestCase("""{"@id":"urn:x","urn:p":"a","urn:p":"b"}""")]
    [TestCase("""{"@context":{"p":"urn:p","p":"urn:q"},"p":"v"}""")]
    [TestCase("""{"@context":{"p":{"@id":"urn:p","@id":"urn:q"}},"p":"v"}""")]
    [TestCase("""{"@context":{"p":{"@id":"urn:p","@container":"@language"}},"p":{"en":"a","en":"b"}}""")]
    [TestCase("""{"@context":{"p":{"@id":"urn:p","@type":"@json"}},"p":[{"a":1,"a":2}]}""")]
    [TestCase("""{"urn:p":{"@type":"@json","@value":{"a":{"b":1,"b":2}}}}""")]
    [TestCase("""{"@context":{"n":"@nest"},"n":{"urn:p":"v","urn:p":"w"}}""")]
    public void A_member_that_stands_twice_is_refused_by_every_operation(string json)
    {
        var file = Write("in.jsonld", json);

        foreach (var operation in new[] { "expand", "toRdf", "safeCanonicalize" })
        {
            Assert.That(Ask(operation, file).TryGetProperty("code", out var code) ? code.GetString() : null, Is.EqualTo("duplicate member"), operation);
        }
    }

    [Test]
    public void A_context_document_with_a_member_twice_is_refused()
    {
        var context = Write("c.jsonld", """{"@context":{"p":"urn:p","p":"urn:q"}}""");
        var file = Write("in.jsonld", """{"@context":"https://example.org/c","p":"v"}""");

        var answer = Ask("expand", file, $$"""{"documents":{"https://example.org/c":{{Quote(context)}} } }""");

        Assert.That(answer.GetProperty("error").GetString(), Does.Contain("'p'"));
        Assert.That(answer.GetProperty("code").GetString(), Is.EqualTo("loading remote context failed"));
    }

    [TestCase("""{"urn:p":"\udead"}""")]
    [TestCase("""{"\udead":"v"}""")]
    [TestCase("""{"urn:p":{"@type":"@json","@value":["\udead"]}}""")]
    [TestCase("""{"@context":{"p":{"@id":"urn:p","@container":"@language"}},"p":{"en":"\udead"}}""")]
    public void Half_of_a_surrogate_pair_gets_one_answer_from_every_operation(string json)
    {
        var file = Write("in.jsonld", json);

        foreach (var operation in new[] { "expand", "toRdf", "safeCanonicalize" })
        {
            var answer = Ask(operation, file);
            Assert.That(answer.GetProperty("error").GetString(), Does.StartWith("A string holds half of a surrogate pair"), operation);
            Assert.That(answer.GetProperty("code").GetString(), Is.EqualTo("not Unicode text"), operation);
        }
    }

    [TestCase("{\"urn:p\":", "}")]
    [TestCase("{\"@context\":{\"r\":{\"@reverse\":\"urn:r\"}},\"r\":", "}")]
    [TestCase("{\"@context\":{\"g\":{\"@id\":\"urn:g\",\"@container\":\"@graph\"}},\"g\":", "}")]
    public void What_is_nested_as_deep_as_a_document_may_be_is_expanded(string open, string close)
    {
        var levels = 510;
        var file = Write("in.jsonld", string.Concat(Enumerable.Repeat(open, levels)) + "{\"@id\":\"urn:x\",\"urn:q\":1}" + string.Concat(Enumerable.Repeat(close, levels)));

        Assert.That(Ask("expand", file).TryGetProperty("error", out var error) ? error.GetString() : null, Is.Null);
        Assert.That(Ask("toRdf", file).GetProperty("ok").GetBoolean(), Is.True);
    }

    [Test]
    public void What_is_nested_deeper_is_refused_as_such()
    {
        var file = Write("in.jsonld", string.Concat(Enumerable.Repeat("{\"urn:p\":", 513)) + "1" + new string('}', 513));

        Assert.That(Ask("expand", file).GetProperty("error").GetString(), Does.Contain("nested more than 512 deep"));
    }

    [Test]
    public void Two_members_that_stand_for_reverse_collide()
    {
        var file = Write("in.jsonld", """{"@context":{"r":"@reverse"},"@id":"urn:x","r":{"urn:p":{"@id":"urn:y"}},"@reverse":{"urn:q":{"@id":"urn:z"}}}""");

        Assert.That(Ask("expand", file).GetProperty("code").GetString(), Is.EqualTo("colliding keywords"));
    }

    [Test]
    public void A_file_that_is_not_json_is_an_answer()
    {
        var file = Write("in.json", "{");

        Assert.That(Ask("jcs", file).GetProperty("ok").GetBoolean(), Is.False);
    }

    [TestCase("nonsense", "Line 3 is not JSON near its byte 2; a question is one line such as {\"id\":1,\"op\":\"jcs\",\"file\":\"x.json\"}.")]
    [TestCase("[]", "Line 3 is JSON, but no question: a question is an object with id, op and file.")]
    [TestCase("{\"id\":1}", "The question on line 3 needs an op and a file, both as text.")]
    [TestCase("{\"id\":1,\"op\":\"\\ud800\",\"file\":\"x\"}", "Line 3 holds half of a surrogate pair, which is no text.")]
    public void A_line_that_is_no_question_is_answered_in_plain_words_with_its_number(string line, string error)
    {
        using var answer = JsonDocument.Parse(_operations.AnswerLine(line, 3));

        Assert.That(answer.RootElement.GetProperty("error").GetString(), Is.EqualTo(error));
    }

    [TestCase("expand", "{", "{}", "loading document failed")]
    [TestCase("toRdf", "{ \"@id\": 5 }", "{}", "invalid @id value")]
    [TestCase("safeCanonicalize", "{ \"@context\": \"https://college.example/unknown\" }", "{}", "loading remote context failed")]
    [TestCase("safeCanonicalize", "{ \"@context\": \"https://college.example/c\" }", "{ \"documents\": { \"https://college.example/c\": \"/nowhere.json\" } }", "loading remote context failed")]
    [TestCase("jcs", "{", "{}", null)]
    [TestCase("canonicalize", "nonsense", "{}", null)]
    [TestCase("canonicalMap", "nonsense", "{}", null)]
    [TestCase("expand", "{}", "[]", null)]
    [TestCase("expand", "{}", "{ \"base\": 5 }", null)]
    [TestCase("expand", "{}", "{ \"documents\": { \"https://college.example/c\": 5 } }", null)]
    [TestCase("toRdf", "{}", "{ \"produceGeneralizedRdf\": \"yes\" }", null)]
    [TestCase("canonicalize", "", "{ \"hash\": \"MD5\" }", null)]
    public void Every_operation_answers_what_is_wrong_with_a_code_where_json_ld_has_one(string operation, string content, string options, string? code)
    {
        var answer = Ask(operation, Write("in", content), options);

        Assert.That(answer.GetProperty("ok").GetBoolean(), Is.False);
        Assert.That(answer.GetProperty("error").GetString(), Is.Not.Empty.And.Not.Contain("Path:").And.Not.Contain("Parameter"));
        Assert.That(answer.TryGetProperty("code", out var said) ? said.GetString() : null, Is.EqualTo(code));
    }

    private JsonElement Ask(string operation, string file, string options = "{}")
    {
        var line = $$"""{"id":"q1","op":"{{operation}}","file":{{Quote(file)}},"options":{{options}}}""";
        var answer = JsonDocument.Parse(_operations.AnswerLine(line), new JsonDocumentOptions { MaxDepth = 10_000 }).RootElement;
        Assert.That(answer.GetProperty("id").GetString(), Is.EqualTo("q1"));
        return answer;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
