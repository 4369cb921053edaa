namespace LerBridge.Connectors.Shared.OAuth;

/// <summary>By what right an access token is asked for.</summary>
internal enum OAuthGrant
{
    /// <summary>A refresh token that somebody authorized once (RFC 6749 §6).</summary>
    RefreshToken,

    /// <summary>An assertion signed with the client's own key (RFC 7523 §2.1).</summary>
    JwtBearer,

    /// <summary>The client's own credentials (RFC 6749 §4.4).</summary>
    ClientCredentials,
}
