using System.Text.Json;

namespace LerBridge.Credentials.Building;

/// <summary>
/// Writes claims as the profile wants them: members in its order, <c>type</c> where it was left out, lists where it has lists, plain dates as midnight in UTC,
/// nothing where there is nothing to say. What it does not know it writes last, as it is, for the lint to judge.
/// </summary>
internal static class ClaimsWriter
{
    /// <summary>Writes the members of an object; the caller has begun it and ends it.</summary>
    public static void WriteMembers(Utf8JsonWriter json, JsonElement claims, ProfileClass of, params ReadOnlySpan<string> but)
    {
        foreach (var member in of.Members)
        {
            if (!but.Contains(member.Name) && claims.TryGetProperty(member.Utf8, out var value) && !IsNothing(value))
            {
                json.WritePropertyName(member.Utf8);
                WriteMember(json, value, member);
            }
        }

        foreach (var member in claims.EnumerateObject())
        {
            if (of.Member(member) is null && !member.NameEquals("type"u8) && !but.Contains(member.Name))
            {
                member.WriteTo(json);
            }
        }
    }

    /// <summary>Writes the <c>type</c> of an object: the class's own, and what was given besides.</summary>
    public static void WriteType(Utf8JsonWriter json, JsonElement claims, ProfileClass of)
    {
        if (of.Type is null)
        {
            return;
        }

        json.WritePropertyName("type");
        if (claims.ValueKind == JsonValueKind.Object && claims.TryGetProperty("type"u8, out var given) && given.ValueKind != JsonValueKind.Null)
        {
            if (given.ValueKind == JsonValueKind.String && !of.TypeIsText)
            {
                json.WriteStartArray();
                given.WriteTo(json);
                json.WriteEndArray();
            }
            else
            {
                given.WriteTo(json);
            }
        }
        else if (of.TypeIsText)
        {
            json.WriteStringValue(of.Type);
        }
        else
        {
            json.WriteStartArray();
            json.WriteStringValue(of.Type);
            json.WriteEndArray();
        }
    }

    private static bool IsNothing(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);

    private static void WriteMember(Utf8JsonWriter json, JsonElement value, ProfileMember member)
    {
        if (!member.List)
        {
            WriteValue(json, value, member);
            return;
        }

        json.WriteStartArray();
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                WriteValue(json, item, member);
            }
        }
        else
        {
            WriteValue(json, value, member);
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, JsonElement value, ProfileMember member)
    {
        switch (member.Kind)
        {
            case MemberKind.Object when value.ValueKind == JsonValueKind.Object && member.Of is { } of:
                WriteObject(json, value, of());
                break;
            case MemberKind.Object when value.ValueKind == JsonValueKind.String && ReferenceEquals(member.Of?.Invoke(), OpenBadgeModel.Image):
                json.WriteStartObject();
                json.WritePropertyName("id");
                value.WriteTo(json);
                json.WriteString("type", "Image");
                json.WriteEndObject();
                break;
            case MemberKind.Time when value.ValueKind == JsonValueKind.String && value.GetString() is { Length: 10 } date && PlainDate.IsOne(date):
                // who relies on a credential until a day relies on it on that day, too
                json.WriteStringValue(date + (member.Name == "validUntil" ? "T23:59:59Z" : "T00:00:00Z"));
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter json, JsonElement value, ProfileClass of)
    {
        json.WriteStartObject();
        if (of.Member("id") is not null && value.TryGetProperty("id"u8, out var id) && !IsNothing(id))
        {
            json.WritePropertyName("id");
            id.WriteTo(json);
        }

        WriteType(json, value, of);
        WriteMembers(json, value, of, "id");
        json.WriteEndObject();
    }
}
