using System.Text;

namespace LerBridge.Credentials.Compiled;

/// <summary>
/// The names of all terms of a document's contexts. A reference that is one of them, or starts with one and a colon, may mean something else than itself
/// (https://www.w3.org/TR/json-ld11-api/#iri-expansion); every other absolute reference stays what it is.
/// </summary>
internal sealed class ReservedTerms
{
    private readonly HashSet<string> names;
    private readonly HashSet<string> withColon;

    // schemes that were looked up and are no terms; documents use a handful
    private byte[][] free = [];

    public ReservedTerms(IEnumerable<string> names)
    {
        this.names = new HashSet<string>(names, StringComparer.Ordinal);
        this.withColon = this.names.Where(n => n.Contains(':', StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>An absolute reference that no term or prefix changes.</summary>
    public bool Leaves(ReadOnlySpan<byte> reference)
    {
        var colon = reference.IndexOf((byte)':');
        if (colon <= 0)
        {
            return false;
        }

        var scheme = reference[..colon];
        foreach (var free in this.free)
        {
            if (scheme.SequenceEqual(free))
            {
                return this.withColon.Count == 0 || !this.withColon.Contains(Encoding.UTF8.GetString(reference));
            }
        }

        return this.LooksFree(scheme) && (this.withColon.Count == 0 || !this.withColon.Contains(Encoding.UTF8.GetString(reference)));
    }

    private bool LooksFree(ReadOnlySpan<byte> scheme)
    {
        if (!IsScheme(scheme) || this.names.Contains(Encoding.ASCII.GetString(scheme)))
        {
            return false;
        }

        // threads may overwrite each other here; what is lost is looked up again
        if (this.free.Length < 8)
        {
            this.free = [.. this.free, scheme.ToArray()];
        }

        return true;
    }

    // https://www.rfc-editor.org/rfc/rfc3986#section-3.1
    private static bool IsScheme(ReadOnlySpan<byte> text)
    {
        if (!char.IsAsciiLetter((char)text[0]))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)c) && c is not ((byte)'+' or (byte)'-' or (byte)'.'))
            {
                return false;
            }
        }

        return true;
    }
}
