using System.Text.Json;
using System.Text.Unicode;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Frameworks;

/// <summary>A JSON document that was read together with its text, so that places in it can be told.</summary>
internal sealed class JsonText : IDisposable
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    private readonly JsonDocument document;

    private JsonText(JsonDocument document, ReadOnlyMemory<byte> text, FrameworkFindings findings)
    {
        this.document = document;
        this.Text = text;
        this.Findings = findings;
    }

    public ReadOnlyMemory<byte> Text { get; }

    public FrameworkFindings Findings { get; }

    public JsonPart Root => new(this, this.document.RootElement, []);

    /// <summary>Parses a document; null where it is none, which is reported.</summary>
    public static JsonText? Read(ReadOnlyMemory<byte> content, FrameworkFindings findings)
    {
        var text = content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content;
        if (!Utf8.IsValid(text.Span))
        {
            findings.Error("LB3311", JsonPlaces.PointAt(text.Span, FirstInvalid(text.Span)), "This file is not UTF-8.", "save it as UTF-8");
            return null;
        }

        try
        {
            if (HalfCharacter(text.Span) is { } half)
            {
                findings.Error("LB3315", JsonPlaces.PointAt(text.Span, half), "This text holds half of a character (an escape \\ud800 to \\udfff alone).", "write the whole character");
                return null;
            }

            return new JsonText(JsonDocument.Parse(text, Options), text, findings);
        }
        catch (JsonException problem)
        {
            if (Twice(text.Span) is var (key, place))
            {
                findings.Error("LB3314", JsonPlaces.PointAt(text.Span, place), $"\"{key}\" stands twice in one object.", "take one of them out, or ask the publisher", "only one of them could count, and it would be a guess which");
                return null;
            }

            var cut = problem.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            var at = new SourcePoint((int)(problem.LineNumber ?? 0) + 1, (int)(problem.BytePositionInLine ?? 0) + 1);
            findings.Error("LB3311", at, "This file is not JSON.", "export it once more from where it comes; a download that broke off ends early", cut > 0 ? problem.Message[..cut] : problem.Message);
            return null;
        }
    }

    public void Dispose() => this.document.Dispose();

    // JSON can spell what no text can hold (RFC 8259, section 8.2); looked for once, so that nothing that reads a text later has to
    private static long? HalfCharacter(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf("\\u"u8) < 0)
        {
            return null;
        }

        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Options.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                try
                {
                    _ = reader.GetString();
                }
                catch (InvalidOperationException)
                {
                    return reader.TokenStartIndex;
                }
            }
        }

        return null;
    }

    // the first key that its object has already, and where it stands; looked for only where reading has failed
    private static (string Key, long Place)? Twice(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Options.MaxDepth });
        var open = new Stack<HashSet<string>>();
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject:
                        open.Push(new HashSet<string>(StringComparer.Ordinal));
                        break;
                    case JsonTokenType.EndObject:
                        open.Pop();
                        break;
                    case JsonTokenType.PropertyName when reader.GetString() is { } key && !open.Peek().Add(key):
                        return (key, reader.TokenStartIndex);
                    default:
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // that it is no JSON weighs more
        }

        return null;
    }

    // the longest valid beginning, by halves
    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var (valid, end) = (0, text.Length);
        while (end - valid > 1)
        {
            var middle = (valid + end) / 2;
            var cut = middle;
            while (cut > valid && (text[cut] & 0xC0) == 0x80)
            {
                cut--;
            }

            if (Utf8.IsValid(text[valid..cut]) && cut > valid)
            {
                valid = cut;
            }
            else if (cut == valid)
            {
                break;
            }
            else
            {
                end = cut;
            }
        }

        return valid;
    }
}

/// <summary>One object of a JSON document, with the way to it. What is of the wrong kind is reported at its place.</summary>
internal readonly struct JsonPart(JsonText document, JsonElement element, JsonStep[] path)
{
    public JsonElement Element => element;

    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    /// <summary>The way to it as a person writes it: <c>CFItems[12]</c>.</summary>
    public string Name => path.Length == 0
        ? "The document"
        : string.Concat(path.Select((step, at) => step.Member is { } member ? (at == 0 ? member : $".{member}") : $"[{step.Index}]"));

    /// <summary>The same in the middle of a sentence.</summary>
    public string Within => path.Length == 0 ? "the document" : this.Name;

    /// <summary>Where it stands, or one of its members.</summary>
    public SourcePoint PlaceOf(string? member = null) => JsonPlaces.Of(document.Text.Span, member is null ? path : [.. path, member]);

    /// <summary>Where something below it stands.</summary>
    public SourcePoint PlaceOf(JsonStep[] below) => JsonPlaces.Of(document.Text.Span, [.. path, .. below]);

    public bool Has(string member) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A text; a number counts as its digits. Null where it is not there or is neither, which is reported.</summary>
    public string? Text(string member)
    {
        if (!this.Has(member))
        {
            return null;
        }

        var value = element.GetProperty(member);
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return value.GetString();
            case JsonValueKind.Number:
                return value.GetRawText();
            default:
                this.Report(Severity.Error, "LB3315", member, $"\"{member}\" of {this.Within} is no text.", null);
                return null;
        }
    }

    /// <summary>A text without blanks around it; null where there is nothing else.</summary>
    public string? Filled(string member) => this.Text(member)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A text that has to be there; null where it is not, which is reported.</summary>
    public string? Required(string member)
    {
        var text = this.Text(member)?.Trim();
        if (text is { Length: > 0 })
        {
            return text;
        }

        if (text is not null || !this.Has(member))
        {
            var part = this;
            document.Findings.Add(Severity.Error, "LB3313", () => part.PlaceOf(), $"{this.Name} has no \"{member}\".");
        }

        return null;
    }

    /// <summary>A day, written alone or with a time after it.</summary>
    public DateOnly? Day(string member)
    {
        var text = this.Filled(member);
        if (text is null)
        {
            return null;
        }

        if (IsoDay.TryRead(text, out var day))
        {
            return day;
        }

        this.Report(Severity.Error, "LB3315", member, $"\"{member}\" of {this.Within} is no date.", "dates are written as 2026-08-31");
        return null;
    }

    public int? Whole(string member) => this.Has(member) && int.TryParse(this.Text(member), out var number) ? number : null;

    /// <summary>An object; null where it is not there or something else, which is reported.</summary>
    public JsonPart? Object(string member)
    {
        if (!this.Has(member))
        {
            return null;
        }

        if (element.GetProperty(member) is { ValueKind: JsonValueKind.Object } value)
        {
            return new JsonPart(document, value, [.. path, member]);
        }

        // what has no members is an empty list to some of the languages that write packages
        if (element.GetProperty(member) is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() > 0)
        {
            this.Report(Severity.Error, "LB3315", member, $"\"{member}\" of {this.Within} is no object.", null);
        }

        return null;
    }

    /// <summary>The objects of a list; what is no list or no object is reported.</summary>
    public IEnumerable<JsonPart> List(string member)
    {
        if (!this.Has(member))
        {
            yield break;
        }

        if (element.GetProperty(member) is not { ValueKind: JsonValueKind.Array } list)
        {
            this.Report(Severity.Error, "LB3315", member, $"\"{member}\" of {this.Within} is no list.", null);
            yield break;
        }

        foreach (var part in new JsonPart(document, list, [.. path, member]).Items())
        {
            yield return part;
        }
    }

    /// <summary>The objects of a list, without a word about what else is in it: for what is kept beside, as it came.</summary>
    public IEnumerable<JsonPart> Objects(string member)
    {
        if (!this.Has(member) || element.GetProperty(member) is not { ValueKind: JsonValueKind.Array } list)
        {
            yield break;
        }

        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var part = new JsonPart(document, item, [.. path, member, index++]);
            if (part.IsObject)
            {
                yield return part;
            }
        }
    }

    /// <summary>The objects of this list.</summary>
    public IEnumerable<JsonPart> Items()
    {
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            var part = new JsonPart(document, item, [.. path, index++]);
            if (part.IsObject)
            {
                yield return part;
            }
            else
            {
                document.Findings.Add(Severity.Error, "LB3315", () => part.PlaceOf(), $"{part.Name} is no object.");
            }
        }
    }

    public void Report(Severity severity, string code, string member, string message, string? advice)
    {
        var part = this;
        document.Findings.Add(severity, code, () => part.PlaceOf(member), message, advice);
    }
}
