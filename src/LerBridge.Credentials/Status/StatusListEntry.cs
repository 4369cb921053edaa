using System.Globalization;
using System.Text.Json;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Status;

/// <summary>
/// A place in a list as a credential names it (Bitstring Status List 1.0, section 2.1; its predecessor StatusList2021 had the same members but size and messages).
/// </summary>
/// <param name="Purpose">What a set bit means.</param>
/// <param name="Index">The place.</param>
/// <param name="List">The URL of the list.</param>
/// <param name="Size">How many bits a place has.</param>
internal sealed record StatusListEntry(string Purpose, long Index, string List, int Size)
{
    public const string Type = "BitstringStatusListEntry";

    public const string OlderType = "StatusList2021Entry";

    /// <summary>A place of one byte; what is beyond would need more messages than a credential has room for.</summary>
    private const int MaxMessages = 256;

    /// <summary>It is of the form before Bitstring Status List.</summary>
    public bool IsOlder { get; init; }

    /// <summary>The index is written as a number, where the standard wants text.</summary>
    public bool IndexIsNumber { get; init; }

    /// <summary>What the values of the place mean, by the value; empty where the entry does not say.</summary>
    public IReadOnlyDictionary<uint, string> Messages { get; init; } = new Dictionary<uint, string>();

    public static bool IsType(string type) => type is Type or OlderType;

    /// <summary>Reads an entry; the index may be a number, as some issuers write it, though the standard wants text.</summary>
    public static (StatusListEntry? Entry, StatusProblem? Problem) Read(JsonElement status)
    {
        if (Json.Text(status, "statusPurpose") is not { Length: > 0 } purpose)
        {
            return Malformed("the status entry lacks statusPurpose");
        }

        if (Json.Text(status, "statusListCredential") is not { Length: > 0 } list)
        {
            return Malformed("the status entry lacks statusListCredential");
        }

        if (ReadIndex(status) is not { } index)
        {
            return Malformed("statusListIndex is not a whole number of 0 or more");
        }

        var older = Json.Text(status, "type") == OlderType;
        if ((older ? 1 : ReadSize(status)) is not { } size)
        {
            return Malformed("statusSize is not a whole number from 1 to 32");
        }

        var messages = older ? [] : ReadMessages(status);
        return messages is null || (size > 1 && messages.Count != 1L << size)
            ? Malformed("statusMessage does not say what each value of a place of statusSize bits means")
            : (new StatusListEntry(purpose, index, list, size) { IsOlder = older, Messages = messages, IndexIsNumber = Json.Text(status, "statusListIndex") is null }, null);
    }

    private static (StatusListEntry?, StatusProblem) Malformed(string why) => (null, new StatusProblem(StatusProblem.Malformed, why));

    private static long? ReadIndex(JsonElement status) => Json.Member(status, "statusListIndex") switch
    {
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var index) => index,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var index) && index >= 0 => index,
        _ => null,
    };

    private static int? ReadSize(JsonElement status) => Json.Member(status, "statusSize") switch
    {
        null => 1,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var size) && size is >= 1 and <= 32 => size,
        _ => null,
    };

    /// <summary>Values are written as <c>"0x1"</c>.</summary>
    /// <returns>Null where one is not, or is there twice.</returns>
    private static Dictionary<uint, string>? ReadMessages(JsonElement status)
    {
        var items = Json.Items(status, "statusMessage");
        var messages = new Dictionary<uint, string>();
        foreach (var item in items.Take(MaxMessages + 1))
        {
            if (Json.Text(item, "status") is not { } value
                || !value.StartsWith("0x", StringComparison.Ordinal)
                || !uint.TryParse(value.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
                || Json.Text(item, "message") is not { } message
                || !messages.TryAdd(number, message))
            {
                return null;
            }
        }

        return messages.Count <= MaxMessages ? messages : null;
    }
}
