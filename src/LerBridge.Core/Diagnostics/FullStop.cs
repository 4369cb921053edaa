namespace LerBridge.Core.Diagnostics;

/// <summary>Texts of others within sentences of ours: reasons that mappings and persons write, some with a full stop and some without.</summary>
public static class FullStop
{
    /// <summary>A text as the end of a sentence: it ends in one full stop, unless it ends in another mark that closes one.</summary>
    /// <param name="text">Whatever it is.</param>
    public static string Once(string text) => text.TrimEnd() is [.., '.' or '!' or '?' or '…'] whole ? whole : $"{text.TrimEnd()}.";

    /// <summary>A text before more of the sentence: without its full stop.</summary>
    /// <param name="text">Whatever it is.</param>
    public static string Without(string text) => text.TrimEnd().TrimEnd('.');
}
