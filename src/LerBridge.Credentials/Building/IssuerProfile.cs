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

    /// <summary>Whether its credentials name the published schema that they keep.</summary>
    public bool Schemas { get; init; }

    /// <summary>Whether its credentials are JWTs; their status lists then are JWTs too (docs/adr/0009-jwts.md).</summary>
    public bool Jwt { get; init; }

    /// <summary>What others say of it, to stand in every credential.</summary>
    public IReadOnlyList<IssuerEndorsement> Endorsements { get; init; } = [];

    /// <summary>The same issuer in what is embedded in another credential: with a proof of its own, and without the endorsements, which stand around it once.</summary>
    public IssuerProfile Embedded => this with { Jwt = false, Endorsements = [] };

    /// <summary>The URL of a status list.</summary>
    public string StatusListUrl(int number) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{this.PublicBaseUrl}/status/{number}.{(this.Jwt ? "jwt" : "json")}");

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

        this.Write(json, "endorsement", jwts: false);
        this.Write(json, "endorsementJwt", jwts: true);

        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, string member, bool jwts)
    {
        var endorsements = this.Endorsements.Where(endorsement => endorsement.IsJwt == jwts).ToArray();
        if (endorsements.Length == 0)
        {
            return;
        }

        json.WriteStartArray(member);
        foreach (var endorsement in endorsements)
        {
            endorsement.Write(json);
        }

        json.WriteEndArray();
    }
}
