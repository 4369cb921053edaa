namespace LerBridge.Credentials.Verifying;

/// <summary>How far one verification has gone into what a document carries: a document made to cost much is not followed to its end.</summary>
internal sealed class Descent
{
    private const int MaxDepth = 4;
    private const int MaxCredentials = 1_000;

    private int depth;
    private int looked;

    /// <summary>What the proofs of the document itself must be bound to.</summary>
    public ExpectedBinding Expected { get; init; } = ExpectedBinding.None;

    /// <summary>Something in the document was made to have no end; whatever else it carries is left alone.</summary>
    public bool Poisoned { get; set; }

    /// <summary>True for the document itself, false for what it carries and what it was refreshed by.</summary>
    public bool AtTop => this.depth == 0;

    /// <returns>Null; or why the next one is not looked at.</returns>
    public string? Enter()
    {
        if (this.Poisoned)
        {
            return "It was not looked at, as the document around it cannot be processed.";
        }

        if (this.depth >= MaxDepth || this.looked >= MaxCredentials)
        {
            return $"It was not looked at: the document carries more than {MaxCredentials} credentials, or lies deeper than {MaxDepth}.";
        }

        this.depth++;
        this.looked++;
        return null;
    }

    public void Leave() => this.depth--;
}
