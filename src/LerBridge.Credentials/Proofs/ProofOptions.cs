using System.Text.Json;

namespace LerBridge.Credentials.Proofs;

/// <summary>What a proof says of itself before it is made (VC Data Integrity 1.0, section 2.1).</summary>
/// <param name="Suite">The suite.</param>
/// <param name="Created">When it is made.</param>
/// <param name="VerificationMethod">The key, by an absolute URL.</param>
internal sealed record ProofOptions(ProofSuite Suite, DateTimeOffset Created, string VerificationMethod)
{
    /// <summary>What the proof is for: a credential asserts.</summary>
    public string Purpose { get; init; } = "assertionMethod";

    public JsonElement ToJson() => Json.Written(json =>
    {
        json.WriteStartObject();
        this.WriteMembers(json);
        json.WriteEndObject();
    });

    /// <summary>Writes the members, without a value, into an object that the caller has begun.</summary>
    public void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("type", this.Suite.Type);
        if (this.Suite.Cryptosuite is { } cryptosuite)
        {
            json.WriteString("cryptosuite", cryptosuite);
        }

        json.WriteString("created", DateTimeStamp.Format(this.Created));
        json.WriteString("verificationMethod", this.VerificationMethod);
        json.WriteString("proofPurpose", this.Purpose);
    }
}
