using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Workday;

/// <summary>The settings of a Workday connector.</summary>
internal sealed record WorkdayOptions
{
    /// <summary>The tenant's services host, as in <c>https://wd2-impl-services1.workday.com</c>.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The integration system user, as the tenant expects it: <c>user</c> or <c>user@tenant</c>.</summary>
    public required string Username { get; init; }

    /// <summary>Its password.</summary>
    public required Secret Password { get; init; }

    /// <summary>The reports, one per stream.</summary>
    public required IReadOnlyList<WorkdayReport> Reports { get; init; }

    /// <summary>How long nothing may come in the middle of a report.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The bounds of talking to Workday. A report may think for half an hour before its first byte.</summary>
    public HttpTuning Http { get; init; } = new() { MaxConcurrency = 1, Timeout = TimeSpan.FromMinutes(30) };

    public static WorkdayOptions Read(SettingsSection settings)
    {
        // The tenant is part of every report's path; named for people who read the settings.
        _ = settings.Text("Tenant");
        var reports = new List<WorkdayReport>();
        var sections = settings.Sections("Reports");
        if (sections.Count == 0)
        {
            settings.Report("Reports", ConnectorCodes.BadStreams, $"{settings.Path}:Reports names no report.", "Add position_history with the Path of its report.");
        }

        foreach (var (stream, section) in sections)
        {
            var path = section.RequiredText("Path");
            var format = section.Choice("Format", "json", "json", "csv");
            if (path.Length > 0 && (path[0] != '/' || path.StartsWith("//", StringComparison.Ordinal)))
            {
                section.Report("Path", "LB2007", $"{section.Path}:Path should begin with one / and leave out the host.", "Copy what stands behind the host in the report's web service address.");
            }
            else if (ColumnSettings.Read(stream, section) is { } set)
            {
                reports.Add(new WorkdayReport(set, path, format == "csv"));
            }
        }

        return new WorkdayOptions
        {
            BaseUrl = settings.RequiredUrl("BaseUrl"),
            Username = settings.RequiredText("Username"),
            Password = settings.RequiredSecret("Password"),
            Reports = reports,
            Idle = TimeSpan.FromSeconds(settings.Whole("IdleSeconds", 300, 5, 3600)),
            Http = new HttpTuning
            {
                MaxConcurrency = settings.Whole("MaxConcurrency", 1, 1, 8),
                Timeout = TimeSpan.FromSeconds(settings.Whole("TimeoutSeconds", 1800, 5, 7200)),
            },
        };
    }
}
