using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>How workers are read by the SOAP service.</summary>
internal sealed record SoapOptions
{
    /// <summary>The version of the web service, as in <c>v44.2</c>.</summary>
    public string Version { get; init; } = "v44.2";

    /// <summary>Workers on a page.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>True where only what changed is read between full readings.</summary>
    public bool Changes { get; init; }

    /// <summary>How many days may pass between full readings.</summary>
    public int FullEveryDays { get; init; } = 7;

    /// <summary>How many days ahead hires are looked for.</summary>
    public int FutureDays { get; init; } = 60;

    /// <summary>How long one page may take; in real tenants half a minute is often too short (facts, failure modes).</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(300);

    public static SoapOptions Read(SettingsSection settings)
    {
        var version = settings.Text("Version") ?? "v44.2";
        if (version.Length is < 2 or > 8 || version[0] != 'v' || !version.Skip(1).All(letter => char.IsAsciiDigit(letter) || letter == '.'))
        {
            settings.Report("Version", "LB2007", $"{settings.Path}:Version is no version of the web service.", "Write it as in v44.2.");
            version = "v44.2";
        }

        return new SoapOptions
        {
            Version = version,
            PageSize = settings.Whole("PageSize", 100, 1, 999),
            Changes = settings.Flag("Changes", byDefault: false),
            FullEveryDays = settings.Whole("FullEveryDays", 7, 1, 90),
            FutureDays = settings.Whole("FutureDays", 60, 0, 400),
            Timeout = TimeSpan.FromSeconds(settings.Whole("TimeoutSeconds", 300, 5, 3600)),
        };
    }
}
