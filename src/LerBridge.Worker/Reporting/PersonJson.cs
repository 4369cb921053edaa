using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.People;

namespace LerBridge.Worker.Reporting;

/// <summary>Persons as scripts read them: <c>lerbridge/persons/v1</c>. A person and the values of identifiers are keyed hashes.</summary>
internal static class PersonJson
{
    public static string Write(IEnumerable<KnownPerson> persons, Func<string, string> redact) => JsonSerializer.Serialize(
        new Document(
            "lerbridge/persons/v1",
            [
                .. persons.Select(person => new Item(
                    redact(person.Id),
                    [.. person.Identifiers.Select(identifier => new Identifier(identifier.Type, redact(identifier.Value)))],
                    [.. person.Credentials.Select(credential => new Credential(credential.Id, credential.Mapping, JsonText.Word(credential.State)))])),
            ]),
        PersonJsonContext.Relaxed.Document);

    internal sealed record Document(string Schema, IReadOnlyList<Item> Persons);

    internal sealed record Item(string Person, IReadOnlyList<Identifier> Identifiers, IReadOnlyList<Credential> Credentials);

    internal sealed record Identifier(string Type, string Value);

    internal sealed record Credential(string Id, string Mapping, string State);
}

[JsonSerializable(typeof(PersonJson.Document))]
internal sealed partial class PersonJsonContext : JsonSerializerContext
{
    public static PersonJsonContext Relaxed { get; } = new(JsonText.Options());
}
