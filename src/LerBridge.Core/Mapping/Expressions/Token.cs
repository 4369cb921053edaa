namespace LerBridge.Core.Mapping.Expressions;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    End,
    Name,
    Number,
    Text,
    Symbol,
}

/// <summary>A token: names, words and symbols by their text, text literals by their content.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int Length)
{
    public int End => this.Start + this.Length;

    public bool Is(string symbolOrWord) => this.Kind is TokenKind.Symbol or TokenKind.Name && this.Text == symbolOrWord;
}
