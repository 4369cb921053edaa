namespace LerBridge.Core.Credentials;

/// <summary>A signed credential.</summary>
/// <param name="Id">Its id.</param>
/// <param name="MediaType"><c>application/vc</c>, or for JWTs <c>application/jwt</c> (Open Badges) or <c>application/vc+jwt</c> (W3C).</param>
/// <param name="Document">The bytes, exactly as every destination receives them.</param>
/// <param name="KeyId">The verification method that signed, a DID URL.</param>
public sealed record IssuedCredential(string Id, string MediaType, ReadOnlyMemory<byte> Document, string KeyId);
