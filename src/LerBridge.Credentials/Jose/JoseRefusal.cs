namespace LerBridge.Credentials.Jose;

/// <summary>Why a JWT is not made or not believed.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Why">For people; nothing of the payload is in it.</param>
internal sealed record JoseRefusal(JoseCode Code, string Why);
