using System.Text.Json;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Jose;

/// <summary>What is known of a credential in a JWT, apart from what the credential itself says.</summary>
/// <param name="Proof">Whether the signature is right, and by which key.</param>
/// <param name="Refusal">Why it is not; null where it is.</param>
/// <param name="Claims">Where a registered claim is missing or says something else than the credential; null where all is well.</param>
/// <param name="Credential">The credential without the claims of the JWT; null where there is none to be read.</param>
/// <param name="NotBefore">From when the JWT is to be taken.</param>
/// <param name="Expires">From when it is not to be taken any more.</param>
internal sealed record VcJwtReport(
    ProofReport Proof, JoseRefusal? Refusal, JoseRefusal? Claims, JsonElement? Credential, DateTimeOffset? NotBefore, DateTimeOffset? Expires);
