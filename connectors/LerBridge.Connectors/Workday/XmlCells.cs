using System.Text;
using System.Xml.Linq;
using LerBridge.Connectors.Columns;
using LerBridge.Core.Drift;

namespace LerBridge.Connectors.Workday;

/// <summary>The cells of one XML row by the columns that are wanted. Fields that hold several are joined as Workday itself joins them: <c>"; "</c>.</summary>
internal sealed class XmlCells : ICells
{
    private const int MostOthers = 1000;
    private readonly Dictionary<string, int> names;
    private readonly byte[]?[] cells;
    private readonly bool[] seen;
    private readonly HashSet<string> others = new(StringComparer.Ordinal);
    private int looked;

    public XmlCells(IReadOnlyList<string> columns)
    {
        this.names = columns.Select((name, at) => (name, at)).ToDictionary(pair => pair.name, pair => pair.at, StringComparer.Ordinal);
        this.cells = new byte[columns.Count][];
        this.seen = new bool[columns.Count];
    }

    public ReadOnlySpan<byte> this[int index] => this.cells[index];

    /// <summary>Whether any row so far had the column, with or without a value.</summary>
    public bool HasSeen(int index) => this.seen[index];

    /// <summary>The names in the first rows that nobody asked for.</summary>
    public IReadOnlyCollection<string> Others => this.others;

    /// <summary>Takes the next row.</summary>
    public void Load(XElement row)
    {
        Array.Clear(this.cells);
        this.looked++;
        foreach (var group in row.Elements().GroupBy(element => element.Name.LocalName, StringComparer.Ordinal))
        {
            if (this.names.TryGetValue(group.Key, out var at))
            {
                this.seen[at] = true;
                this.cells[at] = Encoding.UTF8.GetBytes(string.Join("; ", group.SelectMany(Texts).Where(text => text.Length > 0)));
            }
            else if (this.looked <= FormTally.Most && this.others.Count < MostOthers)
            {
                this.others.Add(group.Key);
            }
        }
    }

    // A business object is shown by its descriptor; its ids are for machines. A group is shown by what it holds.
    private static IEnumerable<string> Texts(XElement element)
    {
        if (!element.HasElements)
        {
            return [element.Value.Length > 0 ? element.Value : Descriptor(element) ?? string.Empty];
        }

        return Descriptor(element) is { } words ? [words] : element.Elements().SelectMany(Texts);
    }

    private static string? Descriptor(XElement element) => element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == "Descriptor")?.Value;
}
