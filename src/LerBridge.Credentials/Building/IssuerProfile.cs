using System.Text.Json;

namespace LerBridge.Credentials.Building;

/// <summary>What the engine fills into every credential.</summary>
/// <param name="Did">The issuer's DID.</param>
/// <param name="Name">Its name.</param>
/// <param name="Url">Its home page; null where there is none.</param>
/// <param name="PublicBaseUrl">Where its status lists are served, without a slash at the end.</param>
internal sealed record IssuerProfile(string Did, string Name, string? Url, string PublicBaseUrl)
{
    /// <summary>What its documents begin with.</summary>
    public DocumentContexts Contexts { get; init; } = DocumentContexts.Plain;

    /// <summary>The URL of a status list.</summary>
    public string StatusListUrl(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{this.PublicBaseUrl}/status/{number}.json");

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", this.Did);
        json.WriteStartArray("type");
        json.WriteStringValue("Profile");
        json.WriteEndArray();
        json.WriteString("name", this.Name);
        if (this.Url is { Length: > 0 } url)
        {
            json.WriteString("url", url);
        }

        json.WriteEndObject();
    }
}
