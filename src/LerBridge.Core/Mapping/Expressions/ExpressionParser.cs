using System.Collections.Immutable;
using System.Globalization;
using static LerBridge.Core.Mapping.Expressions.ExpressionNode;

namespace LerBridge.Core.Mapping.Expressions;

/// <summary>
/// Tokens to nodes, by the precedence of mapping/v1 §4.6, high to low: access and call, unary <c>-</c>, <c>* /</c>, <c>+ -</c>, <c>&amp;</c>, <c>??</c>,
/// comparison (non-associative), <c>not</c>, <c>and</c>, <c>or</c>.
/// </summary>
internal sealed class ExpressionParser
{
    public const int MaxLength = 8_000;
    private const int MaxDepth = 60;
    private const int MaxNodes = 2_000;
    private const int MaxChain = 200;

    private static readonly HashSet<string> Words = ["and", "or", "not", "in", "between", "matches", "missing", "true", "false"];

    private readonly List<Token> tokens;
    private int at;
    private int depth;
    private int nodes;

    private ExpressionParser(List<Token> tokens) => this.tokens = tokens;

    private Token Current => this.tokens[this.at];

    /// <summary>Reads a formula that begins at <paramref name="start"/> and takes the rest of the text.</summary>
    /// <exception cref="FormulaException">It cannot be read.</exception>
    public static ExpressionNode Parse(string text, int start)
    {
        if (text.Length > MaxLength)
        {
            throw new FormulaException("LB2401", start, 1, "This formula is too long.", advice: "name its parts under let");
        }

        var parser = new ExpressionParser(Tokenizer.Read(text, start));
        var node = parser.Or();
        if (parser.Current.Kind != TokenKind.End)
        {
            throw parser.Unexpected("the formula should end here, or go on with an operator");
        }

        return node;
    }

    /// <summary>True for the words that are part of the language and can name nothing.</summary>
    public static bool IsReserved(string word) => Words.Contains(word);

    private ExpressionNode Or() => this.Deeper(() => this.Chain("or", this.And));

    private ExpressionNode And() => this.Chain("and", this.Negation);

    private ExpressionNode Chain(string word, Func<ExpressionNode> next)
    {
        var left = next();
        for (var links = 0; this.Current.Is(word); links++)
        {
            this.CheckChain(links);
            this.at++;
            left = this.Join(word, left, next());
        }

        return left;
    }

    private ExpressionNode Negation()
    {
        // NOT x: a name that another follows
        if (this.Current is { Kind: TokenKind.Name, Text: "NOT" or "Not" } && this.tokens[this.at + 1].Kind == TokenKind.Name)
        {
            throw this.Unexpected("a value should stand here");
        }

        if (!this.Current.Is("not"))
        {
            return this.Comparison();
        }

        var start = this.Take().Start;
        var operand = this.Deeper(this.Negation);
        return this.Made(new Not(operand, start, operand.End - start));
    }

    private ExpressionNode Comparison()
    {
        var left = this.Coalesce();
        if (!IsComparison(this.Current))
        {
            return left;
        }

        var token = this.Take();
        ExpressionNode node;
        if (token.Text == "between")
        {
            var low = this.Coalesce();
            this.Expect("and", "between needs  and  before its upper end");
            var high = this.Coalesce();
            node = this.Made(new Between(left, low, high, left.Start, high.End - left.Start));
        }
        else
        {
            node = this.Join(token.Text, left, this.Coalesce());
        }

        if (IsComparison(this.Current))
        {
            throw new FormulaException("LB1202", this.Current.Start, this.Current.Length, "Comparisons cannot be chained.", advice: "join two of them with and, or use between … and …");
        }

        return node;
    }

    private static bool IsComparison(Token token) => token.Kind switch
    {
        TokenKind.Symbol => token.Text is "=" or "!=" or "<" or "<=" or ">" or ">=",
        TokenKind.Name => token.Text is "in" or "between" or "matches",
        _ => false,
    };

    private ExpressionNode Coalesce()
    {
        var left = this.Concatenation();
        for (var links = 0; this.Current.Is("??"); links++)
        {
            this.CheckChain(links);
            this.at++;
            left = this.Join("??", left, this.Concatenation());
        }

        return left;
    }

    private ExpressionNode Concatenation() => this.LeftToRight(this.Sum, "&", "&");

    private ExpressionNode Sum() => this.LeftToRight(this.Product, "+", "-");

    private ExpressionNode Product() => this.LeftToRight(this.Unary, "*", "/");

    private ExpressionNode LeftToRight(Func<ExpressionNode> next, string first, string second)
    {
        var left = next();
        for (var links = 0; this.Current.Kind == TokenKind.Symbol && (this.Current.Text == first || this.Current.Text == second); links++)
        {
            this.CheckChain(links);
            left = this.Join(this.Take().Text, left, next());
        }

        return left;
    }

    private ExpressionNode Unary()
    {
        if (!this.Current.Is("-"))
        {
            return this.Access();
        }

        var start = this.Take().Start;
        var operand = this.Deeper(this.Unary);
        return this.Made(new Negate(operand, start, operand.End - start));
    }

    private ExpressionNode Access()
    {
        var node = this.Primary();
        for (var links = 0; ; links++)
        {
            this.CheckChain(links);
            if (this.Current.Is("."))
            {
                this.at++;
                if (this.Current.Kind != TokenKind.Name)
                {
                    throw this.Unexpected("a name should follow the dot");
                }

                var name = this.Take();
                node = this.Made(new Member(node, name.Text, node.Start, name.End - node.Start));
            }
            else if (this.Current.Is("["))
            {
                this.at++;
                var keys = this.List("]");
                if (keys.Length == 0)
                {
                    throw this.Unexpected("a key should stand in the brackets");
                }

                node = this.Made(new ExpressionNode.Index(node, keys, node.Start, this.tokens[this.at - 1].End - node.Start));
            }
            else
            {
                return node;
            }
        }
    }

    private ExpressionNode Primary()
    {
        var token = this.Current;
        switch (token.Kind)
        {
            case TokenKind.Text:
                this.at++;
                return this.Made(new TextLiteral(token.Text, token.Start, token.Length));
            case TokenKind.Number:
                this.at++;
                return decimal.TryParse(token.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                    ? this.Made(new NumberLiteral(number, token.Start, token.Length))
                    : throw new FormulaException("LB1202", token.Start, token.Length, "This number is too large.");
            case TokenKind.Name:
                return this.NameOrCall(token);
            case TokenKind.Symbol when token.Text == "(":
                this.at++;
                var inner = this.Or();
                this.Expect(")", "a closing ) is missing");
                return inner with { Start = token.Start, Length = this.tokens[this.at - 1].End - token.Start };
            case TokenKind.Symbol when token.Text == "[":
                this.at++;
                var items = this.List("]");
                return this.Made(new ListLiteral(items, token.Start, this.tokens[this.at - 1].End - token.Start));
            default:
                throw this.Unexpected("a value should stand here");
        }
    }

    private ExpressionNode NameOrCall(Token token)
    {
        switch (token.Text)
        {
            case "true" or "false":
                this.at++;
                return this.Made(new BoolLiteral(token.Text == "true", token.Start, token.Length));
            case "missing":
                this.at++;
                return this.Made(new MissingLiteral(token.Start, token.Length));
            case "and" or "or" or "in" or "between" or "matches" or "not":
                throw this.Unexpected("a value should stand here");
        }

        this.at++;
        if (!this.Current.Is("("))
        {
            return this.Made(new Name(token.Text, token.Start, token.Length));
        }

        this.at++;
        var arguments = this.List(")");
        return this.Made(new Call(token.Text, token.Length, arguments, token.Start, this.tokens[this.at - 1].End - token.Start));
    }

    private ImmutableArray<ExpressionNode> List(string close)
    {
        var items = ImmutableArray.CreateBuilder<ExpressionNode>();
        if (this.Current.Is(close))
        {
            this.at++;
            return [];
        }

        while (true)
        {
            items.Add(close == ")" ? this.Argument() : this.Or());
            if (this.Current.Is(","))
            {
                this.at++;
                continue;
            }

            this.Expect(close, $"a comma or a closing {close} is missing");
            return items.ToImmutable();
        }
    }

    private ExpressionNode Argument()
    {
        if (this.Current.Kind != TokenKind.Name || !this.tokens[this.at + 1].Is("=>"))
        {
            return this.Or();
        }

        var parameter = this.Take();
        this.at++;
        var body = this.Or();
        return this.Made(new Lambda(parameter.Text, body, parameter.Start, body.End - parameter.Start));
    }

    private ExpressionNode Join(string symbol, ExpressionNode left, ExpressionNode right) =>
        this.Made(new Binary(symbol, left, right, left.Start, right.End - left.Start));

    private T Made<T>(T node)
        where T : ExpressionNode =>
        ++this.nodes <= MaxNodes ? node : throw TooCostly(node.Start);

    private ExpressionNode Deeper(Func<ExpressionNode> next)
    {
        if (++this.depth > MaxDepth)
        {
            throw TooCostly(this.Current.Start);
        }

        var node = next();
        this.depth--;
        return node;
    }

    private void CheckChain(int links)
    {
        if (links > MaxChain)
        {
            throw TooCostly(this.Current.Start);
        }
    }

    private static FormulaException TooCostly(int start) => new("LB2401", start, 1, "This formula is too complicated.", advice: "name its parts under let");

    private Token Take() => this.tokens[this.at++];

    private void Expect(string symbolOrWord, string hint)
    {
        if (!this.Current.Is(symbolOrWord))
        {
            throw this.Unexpected(hint);
        }

        this.at++;
    }

    // what stands where a word of the language should: AND, is missing, not in
    private (string Instead, string Advice)? Habit(Token token)
    {
        var lower = token.Text.ToLowerInvariant();
        return lower != token.Text && Words.Contains(lower) ? (lower, lower)
            : lower == "is" ? ("=", "x = missing  or  x != missing")
            : token.Text == "not" && this.tokens[this.at + 1].Is("in") ? ("not … in", "not x in [a, b]")
            : token.Text is "like" or "regex" ? ("matches", "x matches \"pattern\"")
            : null;
    }

    // 2,0 as many countries write it
    private string? DecimalComma(Token comma) =>
        comma.Text == "," && this.at > 0 && this.tokens[this.at - 1] is { Kind: TokenKind.Number } before && this.tokens[this.at + 1] is { Kind: TokenKind.Number } after
            ? $"{before.Text}.{after.Text}  , with a point"
            : null;

    private FormulaException Unexpected(string hint)
    {
        var token = this.Current;
        if (token.Kind == TokenKind.Name && this.Habit(token) is var (instead, advice))
        {
            return new FormulaException("LB1203", token.Start, token.Length, $"\"{token.Text}\" is written \"{instead}\" here.", advice: advice);
        }

        var what = token.Kind == TokenKind.End ? "The formula ends too early" : $"\"{(token.Kind == TokenKind.Text ? "…" : token.Text)}\" cannot stand here";
        return new FormulaException("LB1202", token.Start, token.Length, $"{what}: {hint}.", advice: this.DecimalComma(token));
    }
}
