using System.Text.Json;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Status;

/// <summary>The content of a status list credential (Bitstring Status List 1.0, section 2.2, or its predecessor), whose proof is another matter.</summary>
internal sealed class StatusList
{
    private const string Type = "BitstringStatusList";
    private const string OlderType = "StatusList2021";

    private readonly Bitstring bits;
    private readonly IReadOnlyList<string> purposes;

    private readonly bool older;

    private StatusList(Bitstring bits, bool older, IReadOnlyList<string> purposes, DateTimeOffset? validFrom, DateTimeOffset? validUntil)
    {
        this.older = older;
        this.bits = bits;
        this.purposes = purposes;
        this.ValidFrom = validFrom;
        this.ValidUntil = validUntil;
    }

    /// <summary>From when it may be relied on.</summary>
    public DateTimeOffset? ValidFrom { get; }

    /// <summary>Until when it may be relied on.</summary>
    public DateTimeOffset? ValidUntil { get; }

    /// <summary>What its bits mean.</summary>
    public IReadOnlyList<string> Purposes => this.purposes;

    /// <summary>Its bits.</summary>
    public Bitstring Bits => this.bits;

    /// <summary>Its <c>ttl</c>, which says how long a copy may be kept, is no number of milliseconds; <see cref="ValidUntil"/> is what counts.</summary>
    public bool HasOddTtl { get; private init; }

    /// <summary>True for the types of a credential that holds a list.</summary>
    public static bool IsType(string type) => type is "BitstringStatusListCredential" or "StatusList2021Credential";

    public static (StatusList? List, StatusProblem? Problem) Read(JsonElement credential)
    {
        // one value may stand for a list of one and the other way round (JSON-LD 1.1, section 4.3)
        var subject = Json.Items(credential, "credentialSubject") is [var only] ? only : default;
        var purposes = Json.Items(subject, "statusPurpose").Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString() ?? string.Empty).ToArray();
        var types = Json.Items(subject, "type");
        var type = Array.Find([Type, OlderType], known => types.Any(one => one.ValueKind == JsonValueKind.String && one.ValueEquals(known)));
        if (type is null || purposes.Length == 0 || Json.Text(subject, "encodedList") is not { } encoded)
        {
            return (null, new StatusProblem(StatusProblem.Malformed, "the list is no BitstringStatusList with statusPurpose and encodedList"));
        }

        // the older form has the same text without the letter that names its base
        var (bits, problem) = Bitstring.Decode(type == OlderType ? "u" + encoded : encoded);
        return bits is null
            ? (null, problem)
            : (new StatusList(
                bits,
                type == OlderType,
                purposes,
                Time(credential, "validFrom") ?? Time(credential, "issuanceDate"),
                Time(credential, "validUntil") ?? Time(credential, "expirationDate"))
            { HasOddTtl = Json.Member(subject, "ttl") is { } ttl && !(ttl.ValueKind == JsonValueKind.Number && ttl.TryGetDouble(out var milliseconds) && milliseconds >= 0) }, null);
    }

    /// <summary>What the list says of a place: 0 where nothing is set (section 3.2 Validate Algorithm, from step 5 on).</summary>
    public (uint Status, StatusProblem? Problem) Look(StatusListEntry entry)
    {
        if (this.older != entry.IsOlder)
        {
            return (0, new StatusProblem(StatusProblem.Verification, "the list is of another kind than the status entry"));
        }

        if (!this.purposes.Contains(entry.Purpose, StringComparer.Ordinal))
        {
            return (0, new StatusProblem(StatusProblem.Verification, "the list is for another purpose than the status entry"));
        }

        if (this.bits.Length / entry.Size < Bitstring.MinimumLength)
        {
            return (0, new StatusProblem(StatusProblem.ListLength, $"the list has fewer than {Bitstring.MinimumLength} places"));
        }

        if (entry.Index >= this.bits.Length / entry.Size)
        {
            return (0, new StatusProblem(StatusProblem.Range, "statusListIndex lies beyond the end of the list"));
        }

        var status = 0u;
        for (var bit = entry.Index * entry.Size; bit < (entry.Index + 1) * entry.Size; bit++)
        {
            status = (status << 1) | (this.bits[bit] ? 1u : 0u);
        }

        return (status, null);
    }

    private static DateTimeOffset? Time(JsonElement credential, string name) =>
        Json.Text(credential, name) is { } text && DateTimeStamp.TryParse(text, out var time) ? time : null;
}
