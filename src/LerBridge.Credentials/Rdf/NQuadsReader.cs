using System.Text;

namespace LerBridge.Credentials.Rdf;

/// <summary>Reads https://www.w3.org/TR/n-quads/.</summary>
internal sealed class NQuadsReader
{
    private readonly string _text;
    private readonly StringBuilder _buffer = new();
    private int _at;
    private int _line = 1;

    private NQuadsReader(string text) => _text = text;

    /// <exception cref="RdfSyntaxException">The text is not N-Quads; the message has the line.</exception>
    public static RdfDataset Read(string text)
    {
        var reader = new NQuadsReader(text);
        var dataset = new RdfDataset();
        while (reader.NextStatement() is { } quad)
        {
            dataset.Add(quad);
        }

        return dataset;
    }

    private char Here => _at < _text.Length ? _text[_at] : '\0';

    private Quad? NextStatement()
    {
        while (true)
        {
            SkipBlanks();
            if (_at >= _text.Length)
            {
                return null;
            }

            if (Here is '\n' or '\r')
            {
                EndLine();
            }
            else if (Here == '#')
            {
                SkipComment();
            }
            else
            {
                return Statement();
            }
        }
    }

    private Quad Statement()
    {
        var subject = Here switch
        {
            '<' => Iri(),
            '_' => Blank(),
            _ => throw Bad("a subject is an IRI or a blank node"),
        };
        SkipBlanks();

        // generalized RDF, as JSON-LD can write it, has blank nodes for predicates too
        var predicate = Here switch
        {
            '<' => Iri(),
            '_' => Blank(),
            _ => throw Bad("a predicate is an IRI"),
        };
        SkipBlanks();
        var value = Here switch
        {
            '<' => Iri(),
            '_' => Blank(),
            '"' => Literal(),
            _ => throw Bad("an object is an IRI, a blank node or a literal"),
        };
        SkipBlanks();
        var graph = Here switch
        {
            '<' => Iri(),
            '_' => Blank(),
            _ => null,
        };
        SkipBlanks();
        if (Here != '.')
        {
            throw Bad("a statement ends with a full stop");
        }

        _at++;
        SkipBlanks();
        if (Here == '#')
        {
            SkipComment();
        }
        else if (_at < _text.Length && Here is not ('\n' or '\r'))
        {
            throw Bad("only a comment can follow the full stop");
        }

        return new Quad(subject, predicate, value, graph);
    }

    private Term Iri()
    {
        _at++;
        _buffer.Clear();
        while (true)
        {
            var c = Next("an IRI is not closed");
            switch (c)
            {
                case '>':
                    var iri = _buffer.ToString();
                    return IsAbsolute(iri) ? Term.Iri(iri) : throw Bad("an IRI is absolute");
                case '\\':
                    AppendUnicodeEscape(Next("an escape is cut off"));
                    break;
                case <= ' ' or '<' or '"' or '{' or '}' or '|' or '^' or '`':
                    throw Bad("an IRI holds a character that it cannot");
                default:
                    AppendText(c);
                    break;
            }
        }
    }

    private static bool IsAbsolute(string iri)
    {
        var colon = iri.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !char.IsAsciiLetter(iri[0]))
        {
            return false;
        }

        foreach (var c in iri.AsSpan(1, colon - 1))
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    private Term Blank()
    {
        _at++;
        if (Here != ':')
        {
            throw Bad("a blank node starts with _:");
        }

        _at++;
        var start = _at;
        while (_at < _text.Length && IsLabel(_text[_at], _at == start))
        {
            _at++;
        }

        // a full stop belongs to a label only inside it
        while (_at > start && _text[_at - 1] == '.')
        {
            _at--;
        }

        return _at > start ? Term.Blank(_text[start.._at]) : throw Bad("a blank node has no label");
    }

    // PN_CHARS and the colon of PN_CHARS_U (N-Quads 1.1, section 4), with anything outside ASCII allowed: labels are only compared, never printed again
    private static bool IsLabel(char c, bool first) =>
        char.IsAsciiLetterOrDigit(c) || c is '_' or ':' || (!first && c is '-' or '.') || (c > '\u00bf' && !char.IsSurrogate(c)) || (c == '\u00b7' && !first)
        || char.IsSurrogate(c);

    private Term Literal()
    {
        _at++;
        _buffer.Clear();
        while (true)
        {
            var c = Next("a literal is not closed");
            if (c == '"')
            {
                break;
            }

            switch (c)
            {
                case '\\':
                    AppendEscape();
                    break;
                case '\n' or '\r':
                    throw Bad("a literal ends on its line");
                default:
                    AppendText(c);
                    break;
            }
        }

        var value = _buffer.ToString();
        if (Here == '@')
        {
            return Term.LanguageTagged(value, Language());
        }

        if (Here != '^')
        {
            return Term.Literal(value);
        }

        _at++;
        if (Here != '^' || _at + 1 >= _text.Length || _text[_at + 1] != '<')
        {
            throw Bad("a datatype is written ^^<IRI>");
        }

        _at++;
        return Term.Literal(value, Iri().Value);
    }

    private string Language()
    {
        var start = ++_at;
        while (char.IsAsciiLetterOrDigit(Here) || Here == '-')
        {
            _at++;
        }

        var tag = _text[start.._at];
        var parts = tag.Split('-');
        if (parts[0].Length == 0 || !parts[0].All(char.IsAsciiLetter) || parts.Any(p => p.Length == 0))
        {
            throw Bad("a language tag is letters, then parts of letters and digits");
        }

        return tag;
    }

    private void AppendEscape()
    {
        var c = Next("an escape is cut off");
        var plain = c switch
        {
            't' => '\t',
            'b' => '\b',
            'n' => '\n',
            'r' => '\r',
            'f' => '\f',
            '"' => '"',
            '\'' => '\'',
            '\\' => '\\',
            _ => '\0',
        };
        if (plain != '\0')
        {
            _buffer.Append(plain);
        }
        else
        {
            AppendUnicodeEscape(c);
        }
    }

    private void AppendUnicodeEscape(char kind)
    {
        var digits = kind switch { 'u' => 4, 'U' => 8, _ => throw Bad("an escape is unknown") };
        var value = 0;
        for (var i = 0; i < digits; i++)
        {
            var c = Next("an escape is cut off");
            value = char.IsAsciiHexDigit(c) && value <= 0x10FFFF ? (value << 4) | Convert.ToInt32(c.ToString(), 16) : throw Bad("an escape is not hexadecimal");
        }

        _buffer.Append(Rune.TryCreate(value, out var rune) ? rune.ToString() : throw Bad("an escape names no character"));
    }

    private void AppendText(char c)
    {
        if (char.IsHighSurrogate(c) && char.IsLowSurrogate(Here))
        {
            _buffer.Append(c).Append(_text[_at++]);
        }
        else if (char.IsSurrogate(c))
        {
            throw Bad("half of a surrogate pair is no character");
        }
        else
        {
            _buffer.Append(c);
        }
    }

    private char Next(string otherwise) => _at < _text.Length ? _text[_at++] : throw Bad(otherwise);

    private void SkipBlanks()
    {
        while (Here is ' ' or '\t')
        {
            _at++;
        }
    }

    private void SkipComment()
    {
        while (_at < _text.Length && Here is not ('\n' or '\r'))
        {
            _at++;
        }
    }

    private void EndLine()
    {
        if (Here == '\r' && _at + 1 < _text.Length && _text[_at + 1] == '\n')
        {
            _at++;
        }

        _at++;
        _line++;
    }

    private RdfSyntaxException Bad(string what) => new(_line, what + ".");
}
