using System.Globalization;

namespace LerBridge.Core.Mapping.Testing;

/// <summary>One field of one item of a list, as in <c>courses[1].grade.letter</c>.</summary>
/// <param name="List">The list.</param>
/// <param name="Index">The item, from 0.</param>
/// <param name="Rest">The field of the item; empty for the item itself.</param>
internal sealed record ItemPath(string List, int Index, string Rest)
{
    /// <summary>Reads the form; null where it is none.</summary>
    public static ItemPath? Read(string name)
    {
        var open = name.IndexOf('[', StringComparison.Ordinal);
        var close = open < 0 ? -1 : name.IndexOf(']', open);
        if (close < 0 || !int.TryParse(name.AsSpan(open + 1, close - open - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return null;
        }

        var rest = name[(close + 1)..];
        return rest.Length == 0 ? new ItemPath(name[..open], index, string.Empty)
            : rest[0] == '.' ? new ItemPath(name[..open], index, rest[1..])
            : null;
    }
}
