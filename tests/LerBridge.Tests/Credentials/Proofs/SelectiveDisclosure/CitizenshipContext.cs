using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using LerBridge.Credentials;
using LerBridge.Credentials.JsonLd;

namespace LerBridge.Tests.Credentials.Proofs.SelectiveDisclosure;

/// <summary>
/// What the vectors' documents need of the citizenship context, which is in no package: the terms as the published statements use them. The published statements are the
/// judge of it.
/// </summary>
internal sealed class CitizenshipContext : IContextLoader
{
    public const string Url = "https://w3id.org/citizenship/v4rc1";

    private static readonly JsonElement Document = Parse(
        """
        {
          "@context": {
            "@version": 1.1, "@protected": true, "id": "@id", "type": "@type",
            "schema": "https://schema.org/", "own": "https://w3id.org/citizenship#", "xsd": "http://www.w3.org/2001/XMLSchema#",
            "description": "schema:description", "name": "schema:name", "identifier": "schema:identifier", "image": { "@id": "schema:image", "@type": "@id" },
            "additionalName": "schema:additionalName", "birthDate": { "@id": "schema:birthDate", "@type": "xsd:dateTime" }, "familyName": "schema:familyName",
            "gender": "schema:gender", "givenName": "schema:givenName", "Person": "schema:Person",
            "birthCountry": "own:birthCountry", "commuterClassification": "own:commuterClassification", "residentSince": { "@id": "own:residentSince", "@type": "xsd:dateTime" },
            "lprCategory": "own:lprCategory", "lprNumber": "own:lprNumber", "permanentResidentCard": { "@id": "own:permanentResidentCard", "@type": "@id" },
            "employmentAuthorizationDocument": { "@id": "own:employmentAuthorizationDocument", "@type": "@id" },
            "PermanentResident": "own:PermanentResident", "PermanentResidentCard": "own:PermanentResidentCard",
            "PermanentResidentCardCredential": "own:PermanentResidentCardCredential", "EmployablePerson": "own:EmployablePerson",
            "EmploymentAuthorizationDocument": "own:EmploymentAuthorizationDocument",
            "EmploymentAuthorizationDocumentCredential": "own:EmploymentAuthorizationDocumentCredential"
          }
        }
        """);

    public static Canonicalizers Canonicalizers { get; } = new(new CitizenshipContext());

    public bool TryLoad(string url, [MaybeNullWhen(false)] out JsonElement document)
    {
        document = Document;
        return url == Url || EmbeddedContexts.Shared.TryLoad(url, out document);
    }

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
