using System.Security.Cryptography;
using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Shared.OAuth;

/// <summary>The settings of signing in by OAuth 2.0.</summary>
internal sealed record OAuthOptions
{
    /// <summary>By what right a token is asked for.</summary>
    public OAuthGrant Grant { get; init; }

    /// <summary>Where tokens are given out.</summary>
    public required Uri TokenUrl { get; init; }

    /// <summary>The client as the source knows it.</summary>
    public required string ClientId { get; init; }

    /// <summary>Its secret; null where a signed assertion stands for it.</summary>
    public Secret? ClientSecret { get; init; }

    /// <summary>The refresh token.</summary>
    public Secret? RefreshToken { get; init; }

    /// <summary>The client's RSA key, in PEM.</summary>
    public Secret? PrivateKey { get; init; }

    /// <summary>The account in whose name the client acts.</summary>
    public string? Subject { get; init; }

    /// <summary>Whom the assertion is for.</summary>
    public string? Audience { get; init; }

    /// <summary>True where the client's credentials stand in the body, false where they stand in the Authorization header.</summary>
    public bool CredentialsInBody { get; init; }

    /// <summary>Reads the section <c>OAuth</c>.</summary>
    /// <param name="settings">The section.</param>
    /// <param name="tokenUrl">The vendor's own address of tokens.</param>
    /// <param name="grants">What the vendor offers; the first is the default.</param>
    public static OAuthOptions Read(SettingsSection settings, Uri tokenUrl, params ReadOnlySpan<string> grants)
    {
        var word = settings.Choice("Grant", grants[0], grants);
        var grant = Enum.TryParse<OAuthGrant>(word, out var known) ? known : OAuthGrant.RefreshToken;
        var key = settings.Secret("PrivateKey");
        var read = new OAuthOptions
        {
            Grant = grant,
            TokenUrl = settings.Url("TokenUrl") ?? tokenUrl,
            ClientId = settings.RequiredText("ClientId"),
            ClientSecret = settings.Secret("ClientSecret"),
            RefreshToken = settings.Secret("RefreshToken"),
            PrivateKey = key,
            Subject = settings.Text("Subject"),
            Audience = settings.Text("Audience"),
        };
        read.Check(settings);
        return read;
    }

    private void Check(SettingsSection settings)
    {
        switch (this.Grant)
        {
            case OAuthGrant.RefreshToken when this.RefreshToken is null:
                settings.Report("RefreshToken", "LB2006", $"{settings.Path}:RefreshToken is missing.", "Name its file in RefreshTokenFile.");
                break;
            case OAuthGrant.JwtBearer when this.PrivateKey is null:
                settings.Report("PrivateKey", "LB2006", $"{settings.Path}:PrivateKey is missing.", "Name the file of the client's RSA key, in PEM, in PrivateKeyFile.");
                break;
            case OAuthGrant.JwtBearer when !IsKey(this.PrivateKey):
                settings.Report("PrivateKey", "LB2007", $"{settings.Path}:PrivateKey is no RSA key in PEM.", "Give the private half, unencrypted, beginning with -----BEGIN.");
                break;
            case OAuthGrant.JwtBearer when this.Subject is null:
                settings.Report("Subject", "LB2006", $"{settings.Path}:Subject is missing.", "Name the integration system user in whose name the client acts.");
                break;
            case OAuthGrant.ClientCredentials when this.ClientSecret is null:
                settings.Report("ClientSecret", "LB2006", $"{settings.Path}:ClientSecret is missing.", "Name its file in ClientSecretFile.");
                break;
            default:
                break;
        }
    }

    private static bool IsKey(Secret key)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(key.Reveal());
            return rsa.ExportParameters(includePrivateParameters: true).D is not null;
        }
        catch (Exception problem) when (problem is ArgumentException or CryptographicException)
        {
            return false;
        }
    }
}
