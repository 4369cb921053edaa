using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LerBridge.Sandbox.Ethos;

/// <summary>The short-lived tokens of the hub: JWTs that are good until their own exp, or until the hub forgets them.</summary>
internal sealed class EthosTokens(string apiKey, SandboxSwitches switches, TimeProvider time)
{
    private const string Tenant = "3b6a1d6e-41c2-4ed5-8f0a-2a7f7d9b1c00";
    private const string Header = """{"alg":"HS256","typ":"JWT"}""";

    private readonly byte[] _key = SHA256.HashData(Encoding.UTF8.GetBytes(apiKey));
    private long _issued;
    private long _forgotten;

    public string Issue()
    {
        var now = time.GetUtcNow();
        var number = Interlocked.Increment(ref _issued);
        var payload = new JsonObject
        {
            ["tenant"] = new JsonObject { ["id"] = Tenant, ["accountId"] = "0015000000EXAMPLE", ["alias"] = "excollege", ["name"] = "Example College", ["label"] = "Test" },
            ["sub"] = apiKey,
            ["jti"] = number.ToString(CultureInfo.InvariantCulture),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.Add(switches.EthosTokenLifetime).ToUnixTimeSeconds(),
        };
        var text = $"{Encode(Encoding.UTF8.GetBytes(Header))}.{Encode(Encoding.UTF8.GetBytes(payload.ToJsonString()))}";
        return $"{text}.{Encode(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(text)))}";
    }

    /// <summary>Every token given out so far is no longer good.</summary>
    public void Forget() => Interlocked.Exchange(ref _forgotten, Interlocked.Read(ref _issued));

    public bool IsGood(string? token)
    {
        var parts = token?.Split('.') ?? [];
        if (parts.Length != 3 || !Base64Url.IsValid(parts[1])
            || !Wire.Bearer.Same(parts[2], Encode(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}")))))
        {
            return false;
        }

        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        return payload.RootElement.GetProperty("exp").GetInt64() > time.GetUtcNow().ToUnixTimeSeconds()
            && long.Parse(payload.RootElement.GetProperty("jti").GetString() ?? "0", CultureInfo.InvariantCulture) > Interlocked.Read(ref _forgotten);
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
