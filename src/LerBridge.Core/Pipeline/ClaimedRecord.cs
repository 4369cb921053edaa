using System.Security.Cryptography;
using LerBridge.Core.Credentials;

namespace LerBridge.Core.Pipeline;

/// <summary>What a record that qualifies is to say, and of whom.</summary>
internal sealed record ClaimedRecord
{
    public ClaimedRecord(ReadOnlyMemory<byte> claims, string personId)
    {
        this.Claims = claims;
        this.PersonId = personId;
        this.Hash = Convert.ToHexStringLower(SHA256.HashData(claims.Span));
        this.Outline = ClaimsOutline.Of(claims.Span);
    }

    /// <summary>The claims.</summary>
    public ReadOnlyMemory<byte> Claims { get; }

    /// <summary>Hex SHA-256 of the claims.</summary>
    public string Hash { get; }

    /// <summary>The outline of the claims.</summary>
    public ClaimsOutline Outline { get; }

    /// <summary>The person.</summary>
    public string PersonId { get; init; }

    /// <summary>The rank; null where the mapping has none.</summary>
    public string? Rank { get; init; }
}
