using System.Text;

namespace LerBridge.Core.Mapping.Expressions;

/// <summary>Text to tokens. Spellings of other languages are recognised in order to say how it is written here.</summary>
internal static class Tokenizer
{
    private static readonly string[] Symbols = ["=>", "!=", "<=", ">=", "??", "(", ")", "[", "]", ",", ".", "+", "-", "*", "/", "&", "=", "<", ">"];

    /// <summary>The tokens of a formula, the last of which is <see cref="TokenKind.End"/>.</summary>
    /// <exception cref="FormulaException">Something in it cannot be a token.</exception>
    public static List<Token> Read(string formula, int start)
    {
        var tokens = new List<Token>();
        var at = start;
        while (at < formula.Length)
        {
            var c = formula[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
                continue;
            }

            var token = c switch
            {
                '"' => ReadText(formula, at),
                >= '0' and <= '9' => ReadNumber(formula, at),
                _ when IsNameStart(c) => ReadName(formula, at),
                _ => ReadSymbol(formula, at),
            };
            tokens.Add(token);
            at = token.End;
        }

        tokens.Add(new Token(TokenKind.End, string.Empty, formula.Length, 0));
        return tokens;
    }

    public static bool IsNameStart(char c) => c is '_' || char.IsAsciiLetter(c);

    public static bool IsNamePart(char c) => c is '_' || char.IsAsciiLetterOrDigit(c);

    private static Token ReadText(string formula, int start)
    {
        var text = new StringBuilder();
        for (var at = start + 1; at < formula.Length; at++)
        {
            if (formula[at] != '"')
            {
                text.Append(formula[at]);
            }
            else if (at + 1 < formula.Length && formula[at + 1] == '"')
            {
                text.Append('"');
                at++;
            }
            else
            {
                return new Token(TokenKind.Text, text.ToString(), start, at + 1 - start);
            }
        }

        throw new FormulaException("LB1202", start, formula.Length - start, "This text has no closing \".", advice: "end the text with \" ; to write a quote inside it, double it");
    }

    private static Token ReadNumber(string formula, int start)
    {
        var at = start;
        while (at < formula.Length && char.IsAsciiDigit(formula[at]))
        {
            at++;
        }

        if (at + 1 < formula.Length && formula[at] == '.' && char.IsAsciiDigit(formula[at + 1]))
        {
            at++;
            while (at < formula.Length && char.IsAsciiDigit(formula[at]))
            {
                at++;
            }
        }

        if (at < formula.Length && IsNameStart(formula[at]))
        {
            throw new FormulaException("LB1202", start, at - start + 1, "A number runs into a word here.", advice: "put a space or an operator between them; a text needs \"quotes\"");
        }

        return new Token(TokenKind.Number, formula[start..at], start, at - start);
    }

    private static Token ReadName(string formula, int start)
    {
        var at = start;
        while (at < formula.Length && IsNamePart(formula[at]))
        {
            at++;
        }

        return new Token(TokenKind.Name, formula[start..at], start, at - start);
    }

    private static Token ReadSymbol(string formula, int at)
    {
        var rest = formula.AsSpan(at);
        Refuse(rest, at, "==", "\"==\" is written \"=\" here.", "=");
        Refuse(rest, at, "<>", "\"<>\" is written \"!=\" here.", "!=");
        Refuse(rest, at, "&&", "\"&&\" is written \"and\" here.", "and");
        Refuse(rest, at, "||", "\"||\" is written \"or\" here.", "or");
        Refuse(rest, at, "'", "Texts in formulas stand in double quotes.", "\"…\"");
        Refuse(rest, at, "“", "These are typographic quotes; formulas need straight ones.", "\"…\"");
        Refuse(rest, at, "”", "These are typographic quotes; formulas need straight ones.", "\"…\"");
        Refuse(rest, at, "?:", "Conditions are written with if.", "if(condition, then, else)");
        foreach (var symbol in Symbols)
        {
            if (rest.StartsWith(symbol, StringComparison.Ordinal))
            {
                return new Token(TokenKind.Symbol, symbol, at, symbol.Length);
            }
        }

        Refuse(rest, at, "!", "\"!\" is written \"not\" here.", "not");
        Refuse(rest, at, "?", "Conditions are written with if.", "if(condition, then, else)");
        Refuse(rest, at, ";", "Arguments are separated by commas.", ",");
        var what = Rune.TryGetRuneAt(formula, at, out var rune) ? rune.ToString() : "\uFFFD";
        throw new FormulaException("LB1202", at, what.Length, $"\"{what}\" has no meaning in a formula.", advice: "a text needs \"quotes\"");
    }

    private static void Refuse(ReadOnlySpan<char> rest, int at, string spelling, string message, string advice)
    {
        if (rest.StartsWith(spelling, StringComparison.Ordinal))
        {
            throw new FormulaException("LB1203", at, spelling.Length, message, advice: advice);
        }
    }
}
