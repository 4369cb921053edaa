using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Wire;

/// <summary>A token endpoint: gives access tokens against a refresh token, a signed assertion or the client's own credentials, and knows which of them are still good.</summary>
internal sealed class TokenDesk(SandboxOptions options, SandboxSwitches switches, string prefix)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _given = new(StringComparer.Ordinal);
    private readonly Lock _door = new();
    private string _refresh = options.RefreshToken;
    private int _number;

    /// <summary>True for a token that was given out and has not ended.</summary>
    public bool IsGood(string? token) => token is not null && _given.TryGetValue(token, out var until) && until > options.Time.GetUtcNow();

    /// <summary>No token is good any more.</summary>
    public void ForgetAll() => _given.Clear();

    public async Task GiveAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            await RefuseAsync(context, 400, "invalid_request");
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var basic = Basic(context.Request);
        var client = basic?.Id ?? form["client_id"].ToString();
        var secret = basic?.Secret ?? form["client_secret"].ToString();
        var grant = form["grant_type"].ToString();
        var isAssertion = grant == "urn:ietf:params:oauth:grant-type:jwt-bearer";
        if (!isAssertion && !(Bearer.Same(client, options.ClientId) && Bearer.Same(secret, options.ClientSecret)))
        {
            await RefuseAsync(context, 401, "invalid_client");
            return;
        }

        string? rotated = null;
        lock (_door)
        {
            var isGood = grant switch
            {
                "refresh_token" => Bearer.Same(form["refresh_token"].ToString(), _refresh),
                "client_credentials" => true,
                _ => isAssertion && IsSigned(form["assertion"].ToString()),
            };
            if (!isGood)
            {
                grant = "";
            }
            else if (grant == "refresh_token" && switches.TokensRotate)
            {
                rotated = _refresh = string.Create(CultureInfo.InvariantCulture, $"{options.RefreshToken}-{++_number}");
            }
        }

        if (grant.Length == 0)
        {
            await RefuseAsync(context, 400, "invalid_grant");
            return;
        }

        var token = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{Interlocked.Increment(ref _number)}-{options.CanvasToken.Length:x}c4a7");
        _given[token] = options.Time.GetUtcNow() + switches.TokenLifetime;
        var reply = new JsonObject { ["access_token"] = token, ["token_type"] = "Bearer" };
        if (rotated is not null)
        {
            reply["refresh_token"] = rotated;
        }

        if (!switches.TokensHideExpiry)
        {
            reply["expires_in"] = (int)switches.TokenLifetime.TotalSeconds;
        }

        await Reply.JsonAsync(context, 200, reply);
    }

    private static Task RefuseAsync(HttpContext context, int status, string error) => Reply.JsonAsync(context, status, new JsonObject { ["error"] = error });

    private static (string Id, string Secret)? Basic(HttpRequest request)
    {
        var text = Bearer.Of(request, "Basic ");
        var bytes = new byte[text?.Length ?? 0];
        return text is not null && Convert.TryFromBase64String(text, bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var id, var secret] ? (id, secret) : null;
    }

    // RFC 7523 §3, as Workday asks for it: RS256, its own audience, no longer than five minutes.
    private bool IsSigned(string assertion)
    {
        if (options.ClientKey is not { } key || assertion.Split('.') is not [var header, var claims, var signature])
        {
            return false;
        }

        using var rsa = RSA.Create();
        rsa.ImportFromPem(key);
        if (!rsa.VerifyData(Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
        {
            return false;
        }

        using var said = JsonDocument.Parse(Base64Url.DecodeFromChars(claims));
        var left = said.RootElement.GetProperty("exp").GetInt64() - options.Time.GetUtcNow().ToUnixTimeSeconds();
        return said.RootElement.GetProperty("iss").GetString() == options.ClientId && said.RootElement.GetProperty("sub").GetString() == options.WorkdayUsername
            && said.RootElement.GetProperty("aud").GetString() == "wd" && left is > 0 and <= 300;
    }
}
