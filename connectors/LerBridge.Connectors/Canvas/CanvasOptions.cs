using LerBridge.Connectors.Canvas.Bulk;
using LerBridge.Connectors.Canvas.Changes;
using LerBridge.Connectors.Shared;
using LerBridge.Connectors.Shared.OAuth;
using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Canvas;

/// <summary>The settings of a Canvas connector.</summary>
internal sealed record CanvasOptions
{
    /// <summary>The school's own Canvas, as in <c>https://college.instructure.com</c>.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The account whose courses, and those of its sub-accounts, are read.</summary>
    public string AccountId { get; init; } = "self";

    /// <summary>An access token of a service account; null where OAuth signs in.</summary>
    public Secret? Token { get; init; }

    /// <summary>Signing in with a developer key's refresh token; null where a fixed token does.</summary>
    public OAuthOptions? OAuth { get; init; }

    /// <summary>Only these terms, by SIS id, id or name; empty for all.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];

    /// <summary>Only terms that end on this day or later.</summary>
    public DateOnly? TermsFrom { get; init; }

    /// <summary>Only terms that start on this day or earlier.</summary>
    public DateOnly? TermsTo { get; init; }

    /// <summary>For how many days after its end a term is read again, for late grades; null for ever.</summary>
    public int? ConcludedTermDays { get; init; }

    /// <summary>The zone of dates where neither course nor account names one.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Reading course completions by account reports; null for course by course.</summary>
    public BulkOptions? Bulk { get; init; }

    /// <summary>Reading what changed by Canvas Data 2, between readings of everything; null for everything always.</summary>
    public ChangeOptions? Changes { get; init; }

    /// <summary>The bounds of talking to Canvas.</summary>
    public HttpTuning Http { get; init; } = new() { MaxConcurrency = 3, Timeout = TimeSpan.FromSeconds(100) };

    /// <summary>True where only a part of the courses is asked for.</summary>
    public bool HasWindow => this.Terms.Count > 0 || this.TermsFrom is not null || this.TermsTo is not null;

    /// <summary>True for a host such as <c>college.test.instructure.com</c>: a copy, which Instructure overwrites with the real one again and again.</summary>
    public bool IsCopy => this.BaseUrl.Host.Split('.') is [_, _, ..] labels && labels[..^1].Any(label => label is "test" or "beta");

    /// <summary>These settings on a day: terms that ended too long before it are left out.</summary>
    public CanvasOptions On(DateOnly day) =>
        this.ConcludedTermDays is { } days && !(this.TermsFrom > day.AddDays(-days)) ? this with { TermsFrom = day.AddDays(-days) } : this;

    public static CanvasOptions Read(SettingsSection settings)
    {
        var baseUrl = settings.RequiredUrl("BaseUrl");
        var oauth = settings.Section("OAuth") is { } signIn ? OAuthOptions.Read(signIn, new Uri(baseUrl, "/login/oauth2/token"), nameof(OAuthGrant.RefreshToken)) with { CredentialsInBody = true } : null;
        return new CanvasOptions
        {
            BaseUrl = baseUrl,
            AccountId = settings.Text("AccountId") ?? "self",
            Token = oauth is null ? settings.RequiredSecret("Token") : settings.Secret("Token"),
            OAuth = oauth,
            Terms = settings.TextList("Terms"),
            TermsFrom = settings.Day("TermsFrom"),
            TermsTo = settings.Day("TermsTo"),
            ConcludedTermDays = settings.Has("ConcludedTermDays") ? settings.Whole("ConcludedTermDays", 90, 0, 3660) : null,
            TimeZone = settings.TimeZone("TimeZone") ?? TimeZoneInfo.Utc,
            Bulk = settings.Section("Reports") is { } reports ? BulkOptions.Read(reports) : null,
            Changes = settings.Section("Changes") is { } changes ? ChangeOptions.Read(changes) : null,
            Http = new HttpTuning
            {
                MaxConcurrency = settings.Whole("MaxConcurrency", 3, 1, 16),
                Timeout = TimeSpan.FromSeconds(settings.Whole("TimeoutSeconds", 100, 5, 3600)),
            },
        };
    }
}
