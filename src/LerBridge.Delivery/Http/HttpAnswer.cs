using System.Net;
using System.Text;
using LerBridge.Core.Delivery;
using LerBridge.Core.Settings;

namespace LerBridge.Delivery.Http;

/// <summary>A receiver's answer: its status, how long it asks to wait, and what it wrote, cut to a bounded length and without our token.</summary>
internal sealed record HttpAnswer(HttpStatusCode Status, TimeSpan? After, string Raw)
{
    private const int LongestBody = 2048;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>Reads the answer. A body that breaks off or takes too long is left out: the status was said.</summary>
    /// <param name="response">The response, its body unread.</param>
    /// <param name="token">What must not be kept, should the receiver repeat it.</param>
    /// <param name="now">What a date in <c>Retry-After</c> is counted from.</param>
    /// <param name="limit">Ends the reading of the body.</param>
    /// <param name="cancellationToken">The caller's own: nothing is answered then.</param>
    public static async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, Secret? token, DateTimeOffset now, CancellationToken limit, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestBody];
        var length = 0;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(limit);
            length = await body.ReadAtLeastAsync(buffer, LongestBody, throwOnEndOfStream: false, limit);
        }
        catch (Exception problem) when (HttpTrouble.IsExpected(problem, cancellationToken))
        {
            length = 0;
        }

        var raw = $"{(int)response.StatusCode} {response.ReasonPhrase}\n{Encoding.UTF8.GetString(buffer, 0, length)}".TrimEnd();
        if (token?.Reveal() is { Length: > 0 } secret)
        {
            raw = raw.Replace(secret, "(secret)", StringComparison.Ordinal);
        }

        return new HttpAnswer(response.StatusCode, RetryAfter(response, now), raw);
    }

    /// <summary>What the answer means (the contract's table): a conflict under our own key says that it is there already.</summary>
    /// <param name="addressed">True where the answer comes from <c>Url</c> itself, so that "there is nothing here" speaks of the address, not of a credential.</param>
    /// <param name="honoursKey">False where the receiver takes twice what comes twice: a gateway that heard nothing from whoever stands behind it leaves open whether it arrived.</param>
    public DeliveryOutcome ToOutcome(bool addressed, bool honoursKey) => (int)this.Status switch
    {
        200 or 201 or 202 or 204 or 409 => new DeliveryOutcome.Accepted(this.Raw),
        502 or 504 when !honoursKey => HttpTrouble.MayHaveArrived($"the receiver's gateway answered {(int)this.Status}.", this.Raw),
        408 or 425 or 429 or >= 500 => new DeliveryOutcome.RetryLater("LB7201", $"The receiver answered {(int)this.Status} and may take it later.", this.After, this.Raw),
        401 or 403 => new DeliveryOutcome.Barred("LB7203", $"The receiver answered {(int)this.Status}: it refuses the token. Put a fresh one into BearerTokenFile.", this.Raw),
        >= 300 and < 400 => new DeliveryOutcome.Barred("LB7204", $"The receiver answered {(int)this.Status}: credentials are not sent after redirects. Write the final address as Url.", this.Raw),
        404 or 405 when addressed => new DeliveryOutcome.Barred("LB7208", $"The receiver answered {(int)this.Status}: it takes no credentials at this address. Correct Url.", this.Raw),
        _ => new DeliveryOutcome.Refused("LB7202", $"The receiver answered {(int)this.Status} and will not take it.", this.Raw),
    };

    // RFC 9110, section 10.2.3: seconds, or a date.
    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => IsBeyondCounting(response) ? Longest : null,
    };

    // Seconds that no 32 bits hold are a wait all the same; how long the longest is, the ladder says.
    private static bool IsBeyondCounting(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Retry-After", out var sent) && sent.Count == 1 && sent.ToString() is { Length: > 9 } text && text.All(char.IsAsciiDigit);
}
