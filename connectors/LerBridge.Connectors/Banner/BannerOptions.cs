using LerBridge.Connectors.Shared;
using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Banner;

/// <summary>The settings of a Banner connector.</summary>
internal sealed record BannerOptions
{
    /// <summary>Ethos Integration of the region, as in <c>https://integrate.elluciancloud.com</c>.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The API key of the Ethos application.</summary>
    public required Secret ApiKey { get; init; }

    /// <summary>Holds that block transcripts: categories, codes or GUIDs of person-hold-types. Empty: holds are not read.</summary>
    public IReadOnlyList<string> TranscriptHoldTypes { get; init; } = [];

    /// <summary>Kinds of address that the institution assigns: words like <c>school</c>, or GUIDs of the detailed type. Empty: no address counts as verified.</summary>
    public IReadOnlyList<string> VerifiedEmailTypes { get; init; } = [];

    /// <summary>True for the legal name before the preferred one.</summary>
    public bool LegalNames { get; init; }

    /// <summary>Reading by change notifications between readings of everything; null where everything is read every time.</summary>
    public ChangeOptions? Changes { get; init; }

    /// <summary>The bounds of talking to Ethos.</summary>
    public HttpTuning Http { get; init; } = new() { MaxConcurrency = 4, Timeout = TimeSpan.FromSeconds(100) };

    public static BannerOptions Read(SettingsSection settings) => new()
    {
        BaseUrl = settings.RequiredUrl("BaseUrl"),
        ApiKey = settings.RequiredSecret("ApiKey"),
        TranscriptHoldTypes = settings.TextList("TranscriptHoldTypes"),
        VerifiedEmailTypes = settings.TextList("VerifiedEmailTypes"),
        LegalNames = settings.Choice("Names", "Preferred", "Preferred", "Legal") == "Legal",
        Changes = settings.Section("Changes") is { } section ? ChangeOptions.Read(section) : null,
        Http = new HttpTuning
        {
            MaxConcurrency = settings.Whole("MaxConcurrency", 4, 1, 16),
            Timeout = TimeSpan.FromSeconds(settings.Whole("TimeoutSeconds", 100, 5, 3600)),
        },
    };
}
