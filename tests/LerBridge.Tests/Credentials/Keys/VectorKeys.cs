using System.Text.Json;

namespace LerBridge.Tests.Credentials.Keys;

/// <summary>The key pairs of the standards' vectors.</summary>
internal static class VectorKeys
{
    public static (string Public, string Secret) Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Shared.Path("suites/" + file)));
        var secret = json.RootElement.TryGetProperty("secretKeyMultibase", out var value) ? value : json.RootElement.GetProperty("privateKeyMultibase");
        return (Text(json.RootElement.GetProperty("publicKeyMultibase")), Text(secret));
    }

    private static string Text(JsonElement element) => element.GetString() ?? throw new InvalidDataException("text expected");
}
