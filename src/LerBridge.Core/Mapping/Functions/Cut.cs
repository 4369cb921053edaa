namespace LerBridge.Core.Mapping.Functions;

/// <summary>Parts of texts, never half of a character outside the basic plane.</summary>
internal static class Cut
{
    public static string Take(string text, decimal count, bool fromEnd)
    {
        var length = (int)Math.Clamp(count, 0m, text.Length);
        var at = fromEnd ? text.Length - length : length;
        if (at > 0 && at < text.Length && char.IsLowSurrogate(text[at]))
        {
            at += fromEnd ? 1 : -1;
        }

        return fromEnd ? text[at..] : text[..at];
    }
}
