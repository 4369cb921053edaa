using System.Globalization;
using System.Text.Json;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Status;

/// <summary>A place in a list as a credential names it (Bitstring Status List 1.0, section 2.1).</summary>
/// <param name="Purpose">What a set bit means.</param>
/// <param name="Index">The place.</param>
/// <param name="List">The URL of the list.</param>
/// <param name="Size">How many bits a place has.</param>
internal sealed record StatusListEntry(string Purpose, long Index, string List, int Size)
{
    public const string Type = "BitstringStatusListEntry";

    /// <summary>Reads an entry; the index may be a number, as some issuers write it, though the standard wants text.</summary>
    public static (StatusListEntry? Entry, StatusProblem? Problem) Read(JsonElement status)
    {
        if (Json.Text(status, "statusPurpose") is not { Length: > 0 } purpose)
        {
            return (null, new StatusProblem(StatusProblem.Malformed, "the status entry lacks statusPurpose"));
        }

        if (Json.Text(status, "statusListCredential") is not { Length: > 0 } list)
        {
            return (null, new StatusProblem(StatusProblem.Malformed, "the status entry lacks statusListCredential"));
        }

        if (ReadIndex(status) is not { } index)
        {
            return (null, new StatusProblem(StatusProblem.Malformed, "statusListIndex is not a whole number of 0 or more"));
        }

        return ReadSize(status) is { } size
            ? (new StatusListEntry(purpose, index, list, size), null)
            : (null, new StatusProblem(StatusProblem.Malformed, "statusSize is not a whole number from 1 to 32"));
    }

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
}
