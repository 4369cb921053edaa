using System.Text.Json;

namespace LerBridge.Credentials.Verifying;

/// <summary>A status list credential at hand, not yet believed.</summary>
/// <param name="Credential">The credential.</param>
/// <param name="Jwt">The JWT that it came in; empty where it has embedded proofs.</param>
internal sealed record StatusDocument(JsonElement Credential, ReadOnlyMemory<byte> Jwt);
