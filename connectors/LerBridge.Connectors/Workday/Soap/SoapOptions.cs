using LerBridge.Connectors.Shared;
using LerBridge.Core.Diagnostics;
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

    /// <summary>The streams that are read.</summary>
    public IReadOnlyList<string> Streams { get; init; } = [StreamNames.PositionHistory];

    /// <summary>How many workers without employment data are right so: up to that many, a rise is no lost permission.</summary>
    public int WithoutJobs { get; init; }

    /// <summary>The courses whose enrolments are read, by WID or by the tenant's own id; empty for all at once.</summary>
    public IReadOnlyList<string> Courses { get; init; } = [];

    /// <summary>How long one page may take; in real tenants half a minute is often too short (facts, failure modes).</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(300);

    private static readonly string[] Known = [StreamNames.PositionHistory, StreamNames.Certifications, StreamNames.WorkerSkills, StreamNames.LearningCompletions];

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
            Streams = ReadStreams(settings),
            WithoutJobs = settings.Whole("WithoutJobs", 0, 0, 1_000_000),
            Courses = settings.TextList("Courses"),
            Timeout = TimeSpan.FromSeconds(settings.Whole("TimeoutSeconds", 300, 5, 3600)),
        };
    }

    private static IReadOnlyList<string> ReadStreams(SettingsSection settings)
    {
        var names = settings.TextList("Streams");
        foreach (var name in names.Where(name => !Known.Contains(name)))
        {
            var nearest = Suggestion.Nearest(name, Known);
            settings.Report("Streams", ConnectorCodes.BadStreams, $"\"{name}\" is no stream that comes by SOAP.", nearest is null ? $"There are: {string.Join(", ", Known)}." : $"Did you mean \"{nearest}\"?");
        }

        return names.Count == 0 ? [StreamNames.PositionHistory] : [.. names.Where(Known.Contains).Distinct(StringComparer.Ordinal)];
    }
}
