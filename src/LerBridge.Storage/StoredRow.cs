using System.Data;
using LerBridge.Core.Diagnostics;

namespace LerBridge.Storage;

/// <summary>Reads rows that somebody may have changed beside LerBridge: what cannot be theirs is told of the row, and is no mistake of ours.</summary>
internal static class StoredRow
{
    private const int MostShown = 40;

    /// <summary>Reads it.</summary>
    /// <param name="what">The row, as in "the row of run 20261120T…".</param>
    /// <param name="read">Reads it, and makes values of its columns.</param>
    /// <exception cref="StoreException">A column holds what LerBridge never writes there.</exception>
    public static T Read<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or InvalidCastException or OverflowException or DataException)
        {
            var which = problem is WordException word ? $": {word.Message}" : string.Empty;
            throw new StoreException(
                FailureKind.Contract,
                StoreException.RowCode,
                $"In the ledger, {what} holds what LerBridge never writes there{which}. It was changed beside LerBridge, or the ledger is damaged: keep a copy of it, see with \"lerbridge runs verify\" what else was changed, and put a backup in its place.",
                problem);
        }
    }

    /// <summary>A word of an enumeration.</summary>
    /// <param name="column">Where it stands.</param>
    /// <param name="text">The word.</param>
    public static T Word<T>(string column, string text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, out var value) && value.ToString() == text ? value : throw new WordException($"{column} is \"{(text.Length > MostShown ? text[..MostShown] + "…" : text)}\"");

    private sealed class WordException(string message) : FormatException(message);
}
