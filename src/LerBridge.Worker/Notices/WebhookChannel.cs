using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Ledger;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Notices;

/// <summary>Notices as JSON by POST: <c>lerbridge/notice/v1</c>. The member <c>text</c> is what chat rooms' incoming webhooks show.</summary>
internal sealed class WebhookChannel(WebhookSettings settings) : INoticeChannel
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(30),
        MaxResponseContentBufferSize = 64 * 1024,
    };

    public string Name => "webhook";

    public async Task<string?> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var document = new Document("lerbridge/notice/v1", notice.Key, notice.Kind.ToString().ToLowerInvariant(), notice.Subject, $"{notice.Subject}\n{notice.Body}", notice.MadeAt);
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Url);
        request.Content = new StringContent(JsonSerializer.Serialize(document, NoticeJson.Default.Document), Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", notice.Key);
        if (settings.BearerToken is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        }

        try
        {
            using var response = await Client.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode ? null : $"LB7402: the webhook at {settings.Url.Host} answered {((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)}.";
        }
        catch (HttpRequestException trouble)
        {
            return $"LB7402: the webhook at {settings.Url.Host} cannot be reached ({trouble.HttpRequestError}).";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"LB7402: the webhook at {settings.Url.Host} did not answer in {Client.Timeout.TotalSeconds:0} seconds.";
        }
    }

    internal sealed record Document(string Schema, string Key, string Kind, string Subject, string Text, DateTimeOffset At);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WebhookChannel.Document))]
internal sealed partial class NoticeJson : JsonSerializerContext;
