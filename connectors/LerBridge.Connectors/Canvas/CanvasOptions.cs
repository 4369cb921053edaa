using LerBridge.Connectors.Shared;
using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Canvas;

/// <summary>The settings of a Canvas connector.</summary>
internal sealed record CanvasOptions
{
    /// <summary>The school's own Canvas, as in <c>https://college.instructure.com</c>.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The account whose courses, and those of its sub-accounts, are read.</summary>
    public string AccountId { get; init; } = "self";

    /// <summary>An access token of a service account.</summary>
    public required Secret Token { get; init; }

    /// <summary>Only these terms, by SIS id, id or name; empty for all.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];

    /// <summary>Only terms that end on this day or later.</summary>
    public DateOnly? TermsFrom { get; init; }

    /// <summary>Only terms that start on this day or earlier.</summary>
    public DateOnly? TermsTo { get; init; }

    /// <summary>The zone of dates where neither course nor account names one.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The bounds of talking to Canvas.</summary>
    public HttpTuning Http { get; init; } = new() { MaxConcurrency = 3, Timeout = TimeSpan.FromSeconds(100) };

    /// <summary>True where only a part of the courses is asked for.</summary>
    public bool HasWindow => this.Terms.Count > 0 || this.TermsFrom is not null || this.TermsTo is not null;

    public static CanvasOptions Read(SettingsSection settings) => new()
    {
        BaseUrl = settings.RequiredUrl("BaseUrl"),
        AccountId = settings.Text("AccountId") ?? "self",
        Token = settings.RequiredSecret("Token"),
        Terms = settings.TextList("Terms"),
        TermsFrom = settings.Day("TermsFrom"),
        TermsTo = settings.Day("TermsTo"),
        TimeZone = settings.TimeZone("TimeZone") ?? TimeZoneInfo.Utc,
        Http = new HttpTuning
        {
            MaxConcurrency = settings.Whole("MaxConcurrency", 3, 1, 16),
            Timeout = TimeSpan.FromSeconds(settings.Whole("TimeoutSeconds", 100, 5, 3600)),
        },
    };
}
