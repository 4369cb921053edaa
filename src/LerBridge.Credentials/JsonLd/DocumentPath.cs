using System.Globalization;
using System.Text;

namespace LerBridge.Credentials.JsonLd;

/// <summary>Where the expander is, kept cheaply and spelled out as a JSON pointer (RFC 6901) only for an error.</summary>
internal sealed class DocumentPath
{
    private (string? Name, int Index)[] parts = new (string?, int)[16];
    private int length;

    public void Push(string name) => this.Push((name, 0));

    public void Push(int index) => this.Push((null, index));

    public void Pop() => this.length--;

    public override string ToString()
    {
        var text = new StringBuilder();
        for (var i = 0; i < this.length; i++)
        {
            var (name, index) = this.parts[i];
            text.Append('/');
            text.Append(name is null
                ? index.ToString(CultureInfo.InvariantCulture)
                : JsonPointer.Escape(name));
        }

        return text.ToString();
    }

    private void Push((string? Name, int Index) part)
    {
        if (this.length == this.parts.Length)
        {
            Array.Resize(ref this.parts, this.length * 2);
        }

        this.parts[this.length++] = part;
    }
}
