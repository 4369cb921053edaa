using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Serving;

/// <summary>Requests to the admin listener as a console makes them.</summary>
internal static class AdminRequests
{
    /// <summary>What a GET answers, which is 200.</summary>
    public static async Task<JsonElement> GetAsync(ServeDriver serve, string path)
    {
        using var request = Request(HttpMethod.Get, path, null);
        var response = await serve.Admin.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>What a POST answers.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(ServeDriver serve, string path, string body)
    {
        using var request = Request(HttpMethod.Post, path, body);
        var response = await serve.Admin.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    /// <summary>A request with the token.</summary>
    public static HttpRequestMessage Request(HttpMethod method, string path, string? body)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ServeDriver.Token);
        if (body is not null && method == HttpMethod.Post)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return request;
    }

    /// <summary>A desk's site, with listeners.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? to);
            File.Copy(file, target, overwrite: true);
        }

        var settings = Path.Combine(to, "appsettings.json");
        var text = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(settings)) ?? throw new InvalidOperationException("The desk has settings.");
        (text["LerBridge"] as System.Text.Json.Nodes.JsonObject)?.Add(
            "Http", new System.Text.Json.Nodes.JsonObject { ["PublicUrls"] = "http://127.0.0.1:0", ["AdminUrls"] = "http://127.0.0.1:0", ["ApiToken"] = ServeDriver.Token, ["PublicBaseUrl"] = "https://ler.college.example" });
        File.WriteAllText(settings, text.ToJsonString());
    }
}
