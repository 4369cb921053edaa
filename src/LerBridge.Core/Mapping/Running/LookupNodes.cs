using LerBridge.Core.Mapping.Tables;

namespace LerBridge.Core.Mapping.Running;

/// <summary><c>table[key]</c>. Without a row: missing, or an empty list where a key may have many.</summary>
internal sealed class LookupNode(LookupTable table, MapNode key) : MapNode
{
    private static readonly MapValue NoRows = MapValue.Of([]);

    private readonly bool many = table.Shape.Many;

    public override MapValue Eval(MapFrame frame)
    {
        var text = key.Text(frame);
        var found = text is null ? default : table.Find(text);
        found = table.Only?.Keep(found, frame) ?? found;
        return found.IsMissing && this.many ? NoRows : frame.Used(found);
    }
}

/// <summary><c>table[key, key]</c>.</summary>
internal sealed class LookupByManyNode(LookupTable table, MapNode[] keys) : MapNode
{
    private static readonly MapValue NoRows = MapValue.Of([]);

    public override MapValue Eval(MapFrame frame)
    {
        var texts = new string[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i].Text(frame) is not { } text)
            {
                return table.Shape.Many ? NoRows : default;
            }

            texts[i] = text;
        }

        var found = table.Find(texts);
        found = table.Only?.Keep(found, frame) ?? found;
        return found.IsMissing && table.Shape.Many ? NoRows : frame.Used(found);
    }
}
