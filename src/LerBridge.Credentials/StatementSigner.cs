using System.Text;
using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials;

/// <summary>Signs and reads statements with the keys of a store (RFC 7515, section 7.1).</summary>
internal sealed class StatementSigner(string did, KeyStore keys) : IStatementSigner
{
    public string Sign(string type, ReadOnlySpan<byte> payload)
    {
        try
        {
            var key = keys.Active;
            using var header = new MemoryStream();
            using (var json = new Utf8JsonWriter(header))
            {
                json.WriteStartObject();
                json.WriteString("alg", JwsAlgorithms.NameOf(key.Algorithm));
                json.WriteString("typ", type);
                json.WriteString("kid", DidDocumentWriter.MethodId(did, key.Public.Id));
                json.WriteEndObject();
            }

            return Encoding.ASCII.GetString(JwsCompact.Write(header.ToArray(), payload, key));
        }
        catch (KeyFolderException problem)
        {
            throw CredentialIssuer.Told(problem);
        }
    }

    public byte[]? Open(string type, string statement)
    {
        var (jws, _) = JwsCompact.Parse(Encoding.UTF8.GetBytes(statement));
        using (jws)
        {
            return jws is not null && Text(jws.Header, "typ") == type && this.KeyOf(jws.Header) is { } key && Verifies(jws, key) ? jws.Payload.ToArray() : null;
        }
    }

    private static bool Verifies(JwsCompact jws, KeyEntry entry)
    {
        // The algorithm is the key's own, whatever the header says.
        using var key = PublicKey.FromMultibase(entry.Multibase);
        return key is not null && Text(jws.Header, "alg") == JwsAlgorithms.NameOf(key.Algorithm) && key.Verify(jws.SigningInput.Span, jws.Signature.Span);
    }

    private static string? Text(JsonElement header, string name) => header.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private KeyEntry? KeyOf(JsonElement header) =>
        Text(header, "kid") is { } kid ? keys.Ring.Keys.FirstOrDefault(key => key.State != KeyState.Revoked && DidDocumentWriter.MethodId(did, key.Id) == kid) : null;
}
