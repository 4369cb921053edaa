using System.Text.Json;

namespace LerBridge.Credentials.JsonLd;

/// <summary>Reads strings of a JSON document that may hold an escaped half of a surrogate pair, which is no text.</summary>
internal static class JsonText
{
    /// <exception cref="JsonLdException">Code "not Unicode text".</exception>
    public static string Of(JsonElement element)
    {
        try
        {
            return element.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw NotText();
        }
    }

    /// <exception cref="JsonLdException">Code "not Unicode text".</exception>
    public static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw NotText();
        }
    }

    private static JsonLdException NotText() => new(LimitCode.NotUnicode, "A string holds half of a surrogate pair, or bytes that are not UTF-8.");
}
