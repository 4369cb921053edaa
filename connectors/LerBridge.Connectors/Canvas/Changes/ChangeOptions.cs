using LerBridge.Connectors.Shared.OAuth;
using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Canvas.Changes;

/// <summary>Reading by Canvas Data 2 what changed, between readings of everything.</summary>
internal sealed record ChangeOptions
{
    /// <summary>The gateway of every school that Instructure hosts.</summary>
    public static Uri Gateway { get; } = new("https://api-gateway.instructure.com");

    /// <summary>Where Canvas Data 2 answers.</summary>
    public Uri BaseUrl { get; init; } = Gateway;

    /// <summary>The client of the identity service: not the token of the REST API.</summary>
    public required string ClientId { get; init; }

    /// <summary>Its secret.</summary>
    public required Secret ClientSecret { get; init; }

    /// <summary>How many days may pass between readings of everything.</summary>
    public int FullEveryDays { get; init; } = 7;

    /// <summary>Whether <c>completed_at</c> may come from the table of enrolments where modules do not say it.</summary>
    public bool CompletedAt { get; init; } = true;

    /// <summary>How long one job is waited for; then the run ends, and the next one takes the same job up again.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMinutes(120);

    /// <summary>How long between two looks.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How to sign in at the identity service.</summary>
    public OAuthOptions SignIn => new()
    {
        Grant = OAuthGrant.ClientCredentials,
        TokenUrl = new Uri(this.BaseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/ids/auth/login"),
        ClientId = this.ClientId,
        ClientSecret = this.ClientSecret,
    };

    public static ChangeOptions Read(SettingsSection settings) => new()
    {
        BaseUrl = settings.Url("BaseUrl") ?? Gateway,
        ClientId = settings.RequiredText("ClientId"),
        ClientSecret = settings.RequiredSecret("ClientSecret"),
        FullEveryDays = settings.Whole("FullEveryDays", 7, 1, 31),
        CompletedAt = settings.Flag("CompletedAt", true),
        Wait = TimeSpan.FromMinutes(settings.Whole("WaitMinutes", 120, 1, 1440)),
        Poll = TimeSpan.FromSeconds(settings.Whole("PollSeconds", 10, 1, 600)),
    };
}
