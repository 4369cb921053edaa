using System.Globalization;
using System.Text;

namespace LerBridge.Credentials.JsonLd;

/// <summary>Where the expander is, kept cheaply and spelled out as a JSON pointer (RFC 6901) only for an error.</summary>
internal sealed class DocumentPath
{
    private (string? Name, int Index)[] _parts = new (string?, int)[16];
    private int _length;

    public void Push(string name) => Push((name, 0));

    public void Push(int index) => Push((null, index));

    public void Pop() => _length--;

    public override string ToString()
    {
        var text = new StringBuilder();
        for (var i = 0; i < _length; i++)
        {
            var (name, index) = _parts[i];
            text.Append('/');
            text.Append(name is null
                ? index.ToString(CultureInfo.InvariantCulture)
                : JsonPointer.Escape(name));
        }

        return text.ToString();
    }

    private void Push((string? Name, int Index) part)
    {
        if (_length == _parts.Length)
        {
            Array.Resize(ref _parts, _length * 2);
        }

        _parts[_length++] = part;
    }
}
