using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Workday.Rest;

/// <summary>How workers are read by the REST service.</summary>
internal sealed record RestOptions
{
    /// <summary>The service and its version, as in <c>staffing/v6</c>, or <c>v1</c> for the older one.</summary>
    public string Service { get; init; } = "staffing/v6";

    /// <summary>Workers on a page; Workday gives at most 100.</summary>
    public int PageSize { get; init; } = 100;

    public static RestOptions Read(SettingsSection settings)
    {
        var service = settings.Text("Service") ?? "staffing/v6";
        if (!service.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.') || service[0] == '/' || service.Contains("..", StringComparison.Ordinal))
        {
            settings.Report("Service", "LB2007", $"{settings.Path}:Service is no service of the REST API.", "Write it as in staffing/v6.");
            service = "staffing/v6";
        }

        return new RestOptions { Service = service, PageSize = settings.Whole("PageSize", 100, 1, 100) };
    }
}
