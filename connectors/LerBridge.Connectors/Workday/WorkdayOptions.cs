using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Shared;
using LerBridge.Connectors.Shared.OAuth;
using LerBridge.Connectors.Workday.Rest;
using LerBridge.Connectors.Workday.Soap;
using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Workday;

/// <summary>The settings of a Workday connector.</summary>
internal sealed record WorkdayOptions
{
    /// <summary>The tenant's services host, as in <c>https://wd2-impl-services1.workday.com</c>.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The tenant's name, as in the paths of its services.</summary>
    public string? Tenant { get; init; }

    /// <summary>The tenant as settings name it, else as the addresses of the reports do; null where neither says.</summary>
    public string? TenantName => this.Tenant ?? this.Reports.Select(report => report.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)).Where(parts => parts is ["ccx", "service", "customreport2", _, ..]).Select(parts => parts[3]).FirstOrDefault();

    /// <summary>The integration system user, as the tenant expects it: <c>user</c> or <c>user@tenant</c>.</summary>
    public string Username { get; init; } = string.Empty;

    /// <summary>Its password; null where OAuth signs in.</summary>
    public Secret? Password { get; init; }

    /// <summary>Signing in by OAuth; null where a password does.</summary>
    public OAuthOptions? OAuth { get; init; }

    /// <summary>The reports, one per stream.</summary>
    public IReadOnlyList<WorkdayReport> Reports { get; init; } = [];

    /// <summary>Workers by SOAP; null where they are not read that way.</summary>
    public SoapOptions? Soap { get; init; }

    /// <summary>Workers by REST; null where they are not read that way.</summary>
    public RestOptions? Rest { get; init; }

    /// <summary>The tenant's zone, in which dates and times are written: Pacific unless somebody changed it.</summary>
    public TimeZoneInfo TimeZone { get; init; } = Pacific;

    /// <summary>How long nothing may come in the middle of a report.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The bounds of talking to Workday. A report may think for half an hour before its first byte.</summary>
    public HttpTuning Http { get; init; } = new() { MaxConcurrency = 1, Timeout = TimeSpan.FromMinutes(30) };

    private static TimeZoneInfo Pacific { get; } = TimeZoneInfo.TryFindSystemTimeZoneById("America/Los_Angeles", out var zone) ? zone : TimeZoneInfo.Utc;

    public static WorkdayOptions Read(SettingsSection settings)
    {
        var baseUrl = settings.RequiredUrl("BaseUrl");
        var tenant = settings.Text("Tenant");
        var oauth = settings.Section("OAuth") is { } signIn
            ? OAuthOptions.Read(signIn, new Uri(baseUrl, $"/ccx/oauth2/{Uri.EscapeDataString(tenant ?? string.Empty)}/token"), nameof(OAuthGrant.RefreshToken), nameof(OAuthGrant.JwtBearer), nameof(OAuthGrant.ClientCredentials))
            : null;
        var zone = settings.TimeZone("TimeZone") ?? Pacific;
        var options = new WorkdayOptions
        {
            BaseUrl = baseUrl,
            Tenant = tenant,
            Username = oauth is null ? settings.RequiredText("Username") : settings.Text("Username") ?? string.Empty,
            Password = oauth is null ? settings.RequiredSecret("Password") : settings.Secret("Password"),
            OAuth = oauth is { Grant: OAuthGrant.JwtBearer, Audience: null } ? oauth with { Audience = "wd" } : oauth,
            Reports = [.. settings.Sections("Reports").Select(entry => ReportSettings.Read(entry.Name, entry.Section, zone)).OfType<WorkdayReport>()],
            Soap = settings.Section("Soap") is { } soap ? SoapOptions.Read(soap) : null,
            Rest = settings.Section("Rest") is { } rest ? RestOptions.Read(rest) : null,
            TimeZone = zone,
            Idle = TimeSpan.FromSeconds(settings.Whole("IdleSeconds", 300, 5, 3600)),
            Http = new HttpTuning
            {
                MaxConcurrency = settings.Whole("MaxConcurrency", 1, 1, 8),
                Timeout = TimeSpan.FromSeconds(settings.Whole("TimeoutSeconds", 1800, 5, 7200)),
            },
        };
        options.Check(settings);
        return options;
    }

    private void Check(SettingsSection settings)
    {
        if (!settings.Has("Reports") && this.Soap is null && this.Rest is null)
        {
            settings.Report("Reports", ConnectorCodes.BadStreams, $"{settings.Path}:Reports names no report.", "Add position_history with the Path of its report, or Soap for the workers themselves.");
        }

        foreach (var stream in this.Soap?.Streams.Where(stream => this.Reports.Any(report => report.Set.Schema.Stream == stream)) ?? [])
        {
            settings.Report("Soap", ConnectorCodes.BadStreams, $"The stream {stream} comes from a report and from Soap.", "Keep one of them, or make a second connector. Soap:Streams names what comes by SOAP.");
        }

        if (this.Tenant is null && (this.Soap is not null || this.Rest is not null || this.OAuth is not null))
        {
            settings.Report("Tenant", "LB2006", $"{settings.Path}:Tenant is missing.", "Name the tenant as in the addresses of its web services.");
        }

        if (this.Rest is not null && this.OAuth is null)
        {
            settings.Report("Rest", ConnectorCodes.BadStreams, "The REST service accepts no password.", "Add OAuth with an API client of the tenant.");
        }
    }
}
