using System.Text;

namespace LerBridge.Credentials.Rdf;

/// <summary>Reads https://www.w3.org/TR/n-quads/.</summary>
internal sealed class NQuadsReader
{
    private readonly string text;
    private readonly StringBuilder buffer = new();
    private int at;
    private int line = 1;

    private NQuadsReader(string text) => this.text = text;

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

    private char Here => this.at < this.text.Length ? this.text[this.at] : '\0';

    private Quad? NextStatement()
    {
        while (true)
        {
            this.SkipBlanks();
            if (this.at >= this.text.Length)
            {
                return null;
            }

            if (this.Here is '\n' or '\r')
            {
                this.EndLine();
            }
            else if (this.Here == '#')
            {
                this.SkipComment();
            }
            else
            {
                return this.Statement();
            }
        }
    }

    private Quad Statement()
    {
        var subject = this.Here switch
        {
            '<' => this.Iri(),
            '_' => this.Blank(),
            _ => throw this.Bad("a subject is an IRI or a blank node"),
        };
        this.SkipBlanks();

        // generalized RDF, as JSON-LD can write it, has blank nodes for predicates too
        var predicate = this.Here switch
        {
            '<' => this.Iri(),
            '_' => this.Blank(),
            _ => throw this.Bad("a predicate is an IRI"),
        };
        this.SkipBlanks();
        var value = this.Here switch
        {
            '<' => this.Iri(),
            '_' => this.Blank(),
            '"' => this.Literal(),
            _ => throw this.Bad("an object is an IRI, a blank node or a literal"),
        };
        this.SkipBlanks();
        var graph = this.Here switch
        {
            '<' => this.Iri(),
            '_' => this.Blank(),
            _ => null,
        };
        this.SkipBlanks();
        if (this.Here != '.')
        {
            throw this.Bad("a statement ends with a full stop");
        }

        this.at++;
        this.SkipBlanks();
        if (this.Here == '#')
        {
            this.SkipComment();
        }
        else if (this.at < this.text.Length && this.Here is not ('\n' or '\r'))
        {
            throw this.Bad("only a comment can follow the full stop");
        }

        return new Quad(subject, predicate, value, graph);
    }

    private Term Iri()
    {
        this.at++;
        this.buffer.Clear();
        while (true)
        {
            var c = this.Next("an IRI is not closed");
            switch (c)
            {
                case '>':
                    var iri = this.buffer.ToString();
                    return IsAbsolute(iri) ? Term.Iri(iri) : throw this.Bad("an IRI is absolute");
                case '\\':
                    this.AppendUnicodeEscape(this.Next("an escape is cut off"));
                    break;
                case <= ' ' or '<' or '"' or '{' or '}' or '|' or '^' or '`':
                    throw this.Bad("an IRI holds a character that it cannot");
                default:
                    this.AppendText(c);
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
        this.at++;
        if (this.Here != ':')
        {
            throw this.Bad("a blank node starts with _:");
        }

        this.at++;
        var start = this.at;
        while (this.at < this.text.Length && IsLabel(this.text[this.at], this.at == start))
        {
            this.at++;
        }

        // a full stop belongs to a label only inside it
        while (this.at > start && this.text[this.at - 1] == '.')
        {
            this.at--;
        }

        return this.at > start ? Term.Blank(this.text[start..this.at]) : throw this.Bad("a blank node has no label");
    }

    // PN_CHARS and the colon of PN_CHARS_U (N-Quads 1.1, section 4), with anything outside ASCII allowed: labels are only compared, never printed again
    private static bool IsLabel(char c, bool first) =>
        char.IsAsciiLetterOrDigit(c) || c is '_' or ':' || (!first && c is '-' or '.') || (c > '\u00bf' && !char.IsSurrogate(c)) || (c == '\u00b7' && !first)
        || char.IsSurrogate(c);

    private Term Literal()
    {
        this.at++;
        this.buffer.Clear();
        while (true)
        {
            var c = this.Next("a literal is not closed");
            if (c == '"')
            {
                break;
            }

            switch (c)
            {
                case '\\':
                    this.AppendEscape();
                    break;
                case '\n' or '\r':
                    throw this.Bad("a literal ends on its line");
                default:
                    this.AppendText(c);
                    break;
            }
        }

        var value = this.buffer.ToString();
        if (this.Here == '@')
        {
            return Term.LanguageTagged(value, this.Language());
        }

        if (this.Here != '^')
        {
            return Term.Literal(value);
        }

        this.at++;
        if (this.Here != '^' || this.at + 1 >= this.text.Length || this.text[this.at + 1] != '<')
        {
            throw this.Bad("a datatype is written ^^<IRI>");
        }

        this.at++;
        return Term.Literal(value, this.Iri().Value);
    }

    private string Language()
    {
        var start = ++this.at;
        while (char.IsAsciiLetterOrDigit(this.Here) || this.Here == '-')
        {
            this.at++;
        }

        var tag = this.text[start..this.at];
        var parts = tag.Split('-');
        if (parts[0].Length == 0 || !parts[0].All(char.IsAsciiLetter) || parts.Any(p => p.Length == 0))
        {
            throw this.Bad("a language tag is letters, then parts of letters and digits");
        }

        return tag;
    }

    private void AppendEscape()
    {
        var c = this.Next("an escape is cut off");
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
            this.buffer.Append(plain);
        }
        else
        {
            this.AppendUnicodeEscape(c);
        }
    }

    private void AppendUnicodeEscape(char kind)
    {
        var digits = kind switch { 'u' => 4, 'U' => 8, _ => throw this.Bad("an escape is unknown") };
        var value = 0;
        for (var i = 0; i < digits; i++)
        {
            var c = this.Next("an escape is cut off");
            value = char.IsAsciiHexDigit(c) && value <= 0x10FFFF ? (value << 4) | Convert.ToInt32(c.ToString(), 16) : throw this.Bad("an escape is not hexadecimal");
        }

        this.buffer.Append(Rune.TryCreate(value, out var rune) ? rune.ToString() : throw this.Bad("an escape names no character"));
    }

    private void AppendText(char c)
    {
        if (char.IsHighSurrogate(c) && char.IsLowSurrogate(this.Here))
        {
            this.buffer.Append(c).Append(this.text[this.at++]);
        }
        else if (char.IsSurrogate(c))
        {
            throw this.Bad("half of a surrogate pair is no character");
        }
        else
        {
            this.buffer.Append(c);
        }
    }

    private char Next(string otherwise) => this.at < this.text.Length ? this.text[this.at++] : throw this.Bad(otherwise);

    private void SkipBlanks()
    {
        while (this.Here is ' ' or '\t')
        {
            this.at++;
        }
    }

    private void SkipComment()
    {
        while (this.at < this.text.Length && this.Here is not ('\n' or '\r'))
        {
            this.at++;
        }
    }

    private void EndLine()
    {
        if (this.Here == '\r' && this.at + 1 < this.text.Length && this.text[this.at + 1] == '\n')
        {
            this.at++;
        }

        this.at++;
        this.line++;
    }

    private RdfSyntaxException Bad(string what) => new(this.line, what + ".");
}
