using System.Globalization;
using System.Text.Json;
using LerBridge.Credentials.JsonLd;

namespace LerBridge.Credentials.Proofs.SelectiveDisclosure;

/// <summary>
/// JSON pointers (RFC 6901) as the part of a document that they select: what they point at whole, and of everything above it the <c>id</c>, the <c>type</c> and the
/// document's <c>@context</c> (https://www.w3.org/TR/vc-di-ecdsa/#selectjsonld).
/// </summary>
internal sealed class PointerTree
{
    /// <summary>A proof over statements by the thousand is slow to make and slow to verify; nobody selects by more pointers than this.</summary>
    private const int MaxPointers = 1000;

    private readonly Dictionary<string, PointerTree> children = new(StringComparer.Ordinal);
    private bool whole;

    /// <exception cref="ArgumentException">A pointer is none, or points at nothing in the document.</exception>
    public static PointerTree Of(JsonElement document, IReadOnlyList<string> pointers)
    {
        if (pointers.Count > MaxPointers)
        {
            throw new ArgumentException($"More than {MaxPointers} JSON pointers.", nameof(pointers));
        }

        var root = new PointerTree();
        foreach (var pointer in pointers)
        {
            root.Add(document, pointer);
        }

        return root;
    }

    /// <summary>The selected part of a document as a document.</summary>
    /// <param name="document">What the pointers point into.</param>
    /// <param name="ids">Ids for nodes that have none, by their pointer; they are written as <c>@id</c>.</param>
    public JsonElement Select(JsonElement document, IReadOnlyDictionary<string, string>? ids = null) =>
        Json.Written(json => new Writing(json, ids).Write(document, this, string.Empty));

    private void Add(JsonElement document, string pointer)
    {
        if (pointer.Length > 0 && pointer[0] != '/')
        {
            throw new ArgumentException("A JSON pointer begins with a slash.", nameof(pointer));
        }

        var node = this;
        var value = document;
        foreach (var token in pointer.Split('/').Skip(1).Select(JsonPointer.Unescape))
        {
            value = Step(value, token) ?? throw new ArgumentException($"The JSON pointer {pointer} points at nothing in the document.", nameof(pointer));
            if (!node.children.TryGetValue(token, out var child))
            {
                node.children.Add(token, child = new PointerTree());
            }

            node = child;
        }

        node.whole = true;
    }

    private static JsonElement? Step(JsonElement value, string token) => value.ValueKind switch
    {
        JsonValueKind.Object when value.TryGetProperty(token, out var member) => member,
        JsonValueKind.Array when Index(token) is { } index && index < value.GetArrayLength() => value[index],
        _ => null,
    };

    private static int? Index(string token) =>
        token is ['0'] or [>= '1' and <= '9', ..] && int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    private sealed class Writing(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? ids)
    {
        public void Write(JsonElement value, PointerTree selected, string pointer)
        {
            Depth.Check();
            if (selected.whole)
            {
                this.WriteWhole(value, pointer);
            }
            else if (value.ValueKind == JsonValueKind.Object)
            {
                this.WriteObject(value, selected, pointer);
            }
            else
            {
                json.WriteStartArray();
                foreach (var (index, child) in selected.children.Select(pair => (Index: Index(pair.Key) ?? 0, pair.Value)).OrderBy(pair => pair.Index))
                {
                    this.Write(value[index], child, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}"));
                }

                json.WriteEndArray();
            }
        }

        private static bool IsAlwaysThere(JsonProperty member, bool top) => member.Name switch
        {
            "@context" => top,
            "type" or "@type" => true,
            "id" or "@id" => !(member.Value.ValueKind == JsonValueKind.String && member.Value.GetString()?.StartsWith("_:", StringComparison.Ordinal) == true),
            _ => false,
        };

        private void WriteObject(JsonElement value, PointerTree selected, string pointer)
        {
            json.WriteStartObject();
            this.WriteId(pointer);
            foreach (var member in value.EnumerateObject())
            {
                if (selected.children.TryGetValue(member.Name, out var child))
                {
                    json.WritePropertyName(member.Name);
                    this.Write(member.Value, child, $"{pointer}/{JsonPointer.Escape(member.Name)}");
                }
                else if (IsAlwaysThere(member, top: pointer.Length == 0))
                {
                    member.WriteTo(json);
                }
            }

            json.WriteEndObject();
        }

        private void WriteWhole(JsonElement value, string pointer)
        {
            Depth.Check();
            if (ids is null || value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            {
                value.WriteTo(json);
            }
            else if (value.ValueKind == JsonValueKind.Array)
            {
                json.WriteStartArray();
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    this.WriteWhole(item, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index++}"));
                }

                json.WriteEndArray();
            }
            else
            {
                json.WriteStartObject();
                this.WriteId(pointer);
                foreach (var member in value.EnumerateObject())
                {
                    json.WritePropertyName(member.Name);
                    this.WriteWhole(member.Value, $"{pointer}/{JsonPointer.Escape(member.Name)}");
                }

                json.WriteEndObject();
            }
        }

        private void WriteId(string pointer)
        {
            if (ids is not null && ids.TryGetValue(pointer, out var id))
            {
                json.WriteString("@id", id);
            }
        }
    }
}
