using System.Runtime.InteropServices;
using System.Text.Json;
using LerBridge.Core.Diagnostics;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Building;

/// <summary>Holds an object against its class: what must be there, of which kind, from which vocabulary.</summary>
internal static class ModelLint
{
    public static void Check(LintRun run, JsonElement value, ProfileClass of)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            run.Add(LintCodes.WrongKind, of.Type is null ? "An object belongs here." : $"An object of type {of.Type} belongs here.");
            return;
        }

        var known = CheckType(run, value, of) ? 1 : 0;
        foreach (var member in of.Members)
        {
            if (value.TryGetProperty(member.Utf8, out var found))
            {
                known++;
                run.Enter(member.Name);
                CheckMember(run, found, member);
                run.Leave();
            }
            else if (member.Required)
            {
                run.Add(LintCodes.Missing, $"The profile asks for {member.Name}.", member.Name);
            }
        }

        if ((run.Ours || of.Closed) && known < value.GetPropertyCount())
        {
            NameUnknown(run, value, of);
        }
    }

    /// <returns>True where there is a <c>type</c> that counts as one of the class's members.</returns>
    private static bool CheckType(LintRun run, JsonElement value, ProfileClass of)
    {
        if (of.Type is null)
        {
            return false;
        }

        if (!value.TryGetProperty("type"u8, out var type))
        {
            run.Add(LintCodes.Missing, $"The profile asks for type, which includes {of.Type}.", "type");
            return false;
        }

        switch (type.ValueKind)
        {
            case JsonValueKind.String when type.ValueEquals(of.Type):
            case JsonValueKind.Array when !of.TypeIsText && Includes(type, of.Type):
                break;
            case JsonValueKind.Array when !of.TypeIsText && type.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String):
                run.Add(LintCodes.WrongKind, "Every type is text.", "type");
                break;
            default:
                run.Add(LintCodes.WrongType, of.TypeIsText ? $"The type here must be {of.Type}, as text." : $"The type here must include {of.Type}.", "type");
                break;
        }

        return true;
    }

    /// <summary>True for a list of nothing but text with the type among it.</summary>
    private static bool Includes(JsonElement types, string type)
    {
        var found = false;
        foreach (var item in types.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String)
            {
                return false;
            }

            found |= item.ValueEquals(type);
        }

        return found;
    }

    private static void NameUnknown(LintRun run, JsonElement value, ProfileClass of)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (of.Member(member.Name) is null && !(of.Type is not null && member.Name == "type"))
            {
                var nearest = Suggestion.Nearest(member.Name, of.Members.Select(one => one.Name));
                run.Add(
                    LintCodes.UnknownMember,
                    $"The profile has no such member here{(nearest is null ? ", so nobody would know what it means" : $"; did you mean {nearest}?")}",
                    member.Name);
            }
        }
    }

    private static void CheckMember(LintRun run, JsonElement value, ProfileMember member)
    {
        if (member.Kind == MemberKind.Any && (run.Ours || member.Foreign is null))
        {
            if (member.Required && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0)
            {
                run.Add(LintCodes.Missing, $"{member.Name} needs at least one item.");
            }

            return;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            if (member.List && run.Ours)
            {
                run.Add(LintCodes.WrongKind, $"{member.Name} is a list.");
            }

            CheckValue(run, value, member);
            return;
        }

        if (!member.List)
        {
            run.Add(LintCodes.WrongKind, $"{member.Name} is one value, not a list.");
            return;
        }

        if (member.Required && value.GetArrayLength() == 0)
        {
            run.Add(LintCodes.Missing, $"{member.Name} needs at least one item.");
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            run.Enter(index++);
            CheckValue(run, item, member);
            run.Leave();
        }
    }

    private static void CheckValue(LintRun run, JsonElement value, ProfileMember member)
    {
        switch (member.Kind)
        {
            case MemberKind.Any:
                member.Foreign?.Invoke(run, value);
                break;
            case MemberKind.Object:
                Check(run, value, member.Of?.Invoke() ?? throw new InvalidOperationException("An object member has a class."));
                break;
            case MemberKind.Number when value.ValueKind != JsonValueKind.Number:
                run.Add(LintCodes.WrongKind, $"{member.Name} is a number, without quotes.");
                break;
            case MemberKind.Flag when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False):
                run.Add(LintCodes.WrongKind, $"{member.Name} is true or false.");
                break;
            case MemberKind.Text when value.ValueKind == JsonValueKind.Object && !run.Ours && value.EnumerateObject().All(entry => entry.Value.ValueKind == JsonValueKind.String && LanguageCode.IsKey(entry.Name)):
                // a text in several languages
                break;
            case MemberKind.Number or MemberKind.Flag:
                break;
            case var _ when value.ValueKind != JsonValueKind.String:
                run.Add(LintCodes.WrongKind, $"{member.Name} is text.");
                break;
            case MemberKind.Text:
                if (run.Ours && IsBlank(value))
                {
                    run.Add(LintCodes.Missing, $"{member.Name} is empty.");
                }

                break;
            default:
                CheckText(run, value.GetString() ?? string.Empty, member);
                break;
        }
    }

    /// <summary>True for text of nothing but white space. Most text tells by its first letter, unread.</summary>
    private static bool IsBlank(JsonElement text)
    {
        var raw = JsonMarshal.GetRawUtf8Value(text);
        return !(raw.Length > 2 && raw[1] is > (byte)' ' and < 0x7f and not (byte)'\\') && string.IsNullOrWhiteSpace(text.GetString());
    }

    private static void CheckText(LintRun run, string text, ProfileMember member)
    {
        switch (member.Kind)
        {
            case MemberKind.Uri when !AbsoluteUri.IsOne(text):
                run.Add(LintCodes.NoUri, $"{member.Name} is an absolute URI, as in https://… or urn:uuid:….");
                break;
            case MemberKind.Time when !DateTimeStamp.TryParse(text, out _):
                run.Add(LintCodes.NoTime, $"{member.Name} is a date and time with a zone, as in 2026-05-08T00:00:00Z.");
                break;
            case MemberKind.Date when !PlainDate.IsOne(text):
                run.Add(LintCodes.NoTime, $"{member.Name} is a date, as in 2026-05-08.");
                break;
            case MemberKind.Word when member.Words is { } words && !words.Allows(text):
                var nearest = Suggestion.Nearest(text, words.Words);
                run.Add(
                    LintCodes.NoWord,
                    $"{member.Name} is one of {string.Join(", ", words.Words.Take(12))}{(words.Words.Count > 12 ? ", …" : string.Empty)}"
                    + (words.Extensible ? ", or your own with ext: in front" : string.Empty)
                    + (nearest is null ? "." : $"; did you mean {nearest}?"));
                break;
            case MemberKind.Language when !LanguageCode.IsOne(text):
                run.Add(LintCodes.NoLanguage, $"{member.Name} is a language code, as in en or es-MX.");
                break;
            default:
                break;
        }
    }
}
