using System.Buffers.Text;
using System.Text.Json;

namespace LerBridge.Core.Frameworks;

/// <summary>
/// Counts in how many signed credentials items of a framework are named. A credential names an item by the address of an alignment (Open Badges 3.0, Alignment
/// <c>targetUrl</c>), or else by its code together with the framework's name.
/// </summary>
public sealed class AlignmentCount
{
    private readonly Dictionary<string, string> byAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> byCode = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> counts = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> met = new(StringComparer.OrdinalIgnoreCase);
    private readonly string framework;

    /// <summary>Begins to count.</summary>
    /// <param name="framework">The framework.</param>
    /// <param name="items">Its items that are looked for.</param>
    public AlignmentCount(CompetencyFramework framework, IEnumerable<Competency> items)
    {
        this.framework = framework.Head.Title;
        foreach (var item in items)
        {
            this.byAddress.TryAdd(item.Uri, item.Identifier);
            if (item.Code is { } code && !framework.IsShared(code))
            {
                this.byCode.TryAdd(code, item.Identifier);
            }
        }
    }

    /// <summary>How many credentials name at least one of the items.</summary>
    public long Credentials { get; private set; }

    /// <summary>How many were looked at.</summary>
    public long Seen { get; private set; }

    /// <summary>How many credentials name an item.</summary>
    public long Of(Competency item) => this.counts.GetValueOrDefault(item.Identifier);

    /// <summary>Looks at a credential: JSON, or a compact JWT whose payload is one.</summary>
    public void Add(ReadOnlyMemory<byte> document)
    {
        this.Seen++;
        this.met.Clear();
        try
        {
            this.Look(Payload(document.Span));
        }
        catch (JsonException)
        {
            // What is kept was signed here; a form that is not JSON names nothing that could be read.
        }

        this.Credentials += this.met.Count > 0 ? 1 : 0;
        foreach (var item in this.met)
        {
            this.counts[item] = this.counts.GetValueOrDefault(item) + 1;
        }
    }

    private static ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> document)
    {
        if (document.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] or [(byte)'[', ..])
        {
            return document;
        }

        var first = document.IndexOf((byte)'.');
        var second = first < 0 ? -1 : document[(first + 1)..].IndexOf((byte)'.');
        if (second < 0)
        {
            return document;
        }

        var encoded = document.Slice(first + 1, second);
        var payload = new byte[Base64Url.GetMaxDecodedLength(encoded.Length)];
        return Base64Url.TryDecodeFromUtf8(encoded, payload, out var written) ? payload.AsSpan(0, written) : document;
    }

    private void Look(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 64 });
        var open = new Stack<Target>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    open.Push(new Target());
                    break;
                case JsonTokenType.EndObject:
                    this.Close(open.Pop());
                    break;
                case JsonTokenType.PropertyName when open.TryPeek(out var target):
                    var place = reader.ValueTextEquals("targetUrl"u8) ? 1 : reader.ValueTextEquals("targetCode"u8) ? 2 : reader.ValueTextEquals("targetFramework"u8) ? 3 : 0;
                    if (place > 0 && reader.Read() && reader.TokenType == JsonTokenType.String)
                    {
                        target.Set(place, reader.GetString());
                    }
                    else if (place > 0 && reader.TokenType == JsonTokenType.StartObject)
                    {
                        open.Push(new Target());
                    }

                    break;
            }
        }
    }

    private void Close(Target target)
    {
        if (target.Url is { } url && this.byAddress.TryGetValue(url, out var item))
        {
            this.met.Add(item);
        }
        else if (target.Code is { } code && target.Framework == this.framework && this.byCode.TryGetValue(code, out var coded))
        {
            this.met.Add(coded);
        }
    }

    private sealed class Target
    {
        public string? Url { get; private set; }

        public string? Code { get; private set; }

        public string? Framework { get; private set; }

        public void Set(int place, string? value)
        {
            switch (place)
            {
                case 1:
                    this.Url = value;
                    break;
                case 2:
                    this.Code = value;
                    break;
                default:
                    this.Framework = value;
                    break;
            }
        }
    }
}
