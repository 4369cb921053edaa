namespace LerBridge.Storage.Runs;

/// <summary>Texts that come again row after row, kept and parsed once per page.</summary>
internal sealed class RepeatedText
{
    private string last = string.Empty;
    private string lastDay = string.Empty;
    private DateOnly day;

    /// <summary>The same instance for the same text as before.</summary>
    public string Of(string text) => string.Equals(text, this.last, StringComparison.Ordinal) ? this.last : this.last = text;

    public DateOnly Day(string text)
    {
        if (!string.Equals(text, this.lastDay, StringComparison.Ordinal))
        {
            (this.lastDay, this.day) = (text, Instants.ReadDay(text));
        }

        return this.day;
    }
}
