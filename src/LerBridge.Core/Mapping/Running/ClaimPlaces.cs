using System.Globalization;
using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Mapping.Running;

/// <summary>Tells which line of a mapping wrote a part of the credential. Asked only where a part keeps a record from being issued, so it walks the picture then and keeps nothing.</summary>
/// <param name="file">The mapping file, as it is shown.</param>
/// <param name="issue">What stands under <c>issue</c>.</param>
/// <param name="key">The key <c>issue</c> itself.</param>
/// <param name="profile">By whose rules the credential is made of the claims.</param>
internal sealed class ClaimPlaces(string file, YamlMap issue, SourceSpan key, CredentialProfile profile)
{
    /// <summary>File, line and column of what wrote a part; of the nearest block around it where nothing wrote it.</summary>
    /// <param name="pointer">The part, as a JSON pointer (RFC 6901) into the credential or into its claims.</param>
    /// <param name="claims">The claims, which tell whether an item of a list was left out.</param>
    public string Of(string pointer, ReadOnlyMemory<byte> claims)
    {
        using var document = JsonDocument.Parse(claims);
        JsonElement? said = document.RootElement;
        var (best, at) = (key, (YamlNode)issue);
        foreach (var part in ClaimOrigins.Of(pointer, profile))
        {
            var inside = said;
            said = Inside(inside, part);
            var next = at switch
            {
                YamlMap loop when loop["for"] is not null && loop["each"] is { } each => new YamlEntry(KeyOf(loop, "for"), each),
                YamlMap map => Entry(map, part),
                YamlList list => Item(list, part, inside),
                _ => null,
            };
            if (next is null)
            {
                break;
            }

            at = next.Value;
            best = next.Key.Span;
        }

        return (Written(at)?.Span ?? best).In(file);
    }

    // a value, or the value of a block with rules
    private static YamlScalar? Written(YamlNode node) => node switch
    {
        YamlScalar { IsNull: false } scalar => scalar,
        YamlMap map => map["value"] as YamlScalar,
        _ => null,
    };

    private YamlEntry? Entry(YamlMap map, string part) =>
        map.Entries.FirstOrDefault(entry => entry.Key.Text == part)
        ?? (part == "result" ? map.Entries.FirstOrDefault(entry => entry.Key.Text == "results") : null)
        ?? (part == "identifier" ? issue.Entries.FirstOrDefault(entry => entry.Key.Text == part) ?? issue.Entries.FirstOrDefault(entry => entry.Key.Text == "profile") : null);

    // where an item was left out for this record, the others have moved up, and only the list is certain
    private static YamlEntry? Item(YamlList list, string part, JsonElement? said) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        && index < list.Items.Count
        && said is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() == list.Items.Count
        && FirstOf(list.Items[index]) is { } first
            ? new YamlEntry(first, list.Items[index])
            : null;

    private static YamlScalar? FirstOf(YamlNode node) => node switch
    {
        YamlScalar scalar => scalar,
        YamlMap { Entries: [var first, ..] } => first.Key,
        YamlList { Items: [var first, ..] } => FirstOf(first),
        _ => null,
    };

    private static YamlScalar KeyOf(YamlMap map, string name) => (map.Entries.FirstOrDefault(entry => entry.Key.Text == name) ?? map.Entries[0]).Key;

    private static JsonElement? Inside(JsonElement? said, string part) => said switch
    {
        { ValueKind: JsonValueKind.Object } known when known.TryGetProperty(part, out var member) => member,
        { ValueKind: JsonValueKind.Array } list when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.GetArrayLength() => list[index],
        _ => null,
    };
}
