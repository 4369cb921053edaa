using System.Text.RegularExpressions;
using NUnit.Framework;

namespace LerBridge.Tests.Documents;

/// <summary>Every setting that is read is documented, and every documented one is read.</summary>
internal sealed partial class ConfigurationTests
{
    // A heading of docs/configuration.md, and the files that read what it lists.
    private static readonly (string Heading, string[] Files)[] Places =
    [
        ("LerBridge", ["src/LerBridge.Worker/Settings/*.cs:root"]),
        ("Storage", ["src/LerBridge.Worker/Settings/LedgerSettings.cs:section"]),
        ("Issuer", ["src/LerBridge.Worker/Settings/IssuerSettings.cs:section", "src/LerBridge.Worker/Settings/TokenSettings.cs:issuer", "src/LerBridge.Worker/Settings/EndorsementSettings.cs:issuer"]),
        ("Issuer/Token", ["src/LerBridge.Worker/Settings/TokenSettings.cs:section"]),
        ("Contexts", ["src/LerBridge.Worker/Settings/ContextSettings.cs:section"]),
        ("Identity", ["src/LerBridge.Worker/Settings/IdentitySettings.cs:section"]),
        ("Http", ["src/LerBridge.Worker/Settings/HttpSettings.cs:section"]),
        ("Plans", ["src/LerBridge.Worker/Settings/PlanSettings.cs:section"]),
        ("Brakes", ["src/LerBridge.Worker/Settings/BrakeSettings.cs:section"]),
        ("Schedules", ["src/LerBridge.Worker/Settings/ScheduleSettings.cs:section"]),
        ("Notifications", ["src/LerBridge.Worker/Settings/NotificationSettings.cs:section"]),
        ("Telemetry", ["src/LerBridge.Worker/Settings/TelemetrySettings.cs:section"]),
        ("Notifications/Mail", ["src/LerBridge.Worker/Settings/MailSettings.cs:section"]),
        ("Notifications/Webhook", ["src/LerBridge.Worker/Settings/WebhookSettings.cs:section"]),
        ("Connectors/Canvas", ["connectors/LerBridge.Connectors/Canvas/*.cs:settings"]),
        ("Connectors/Canvas by account reports", ["connectors/LerBridge.Connectors/Canvas/Bulk/*.cs:settings"]),
        ("Connectors/Banner", ["connectors/LerBridge.Connectors/Banner/*.cs:settings", "connectors/LerBridge.Connectors/Banner/*.cs:section"]),
        ("Connectors/Workday", ["connectors/LerBridge.Connectors/Workday/*.cs:settings", "connectors/LerBridge.Connectors/Workday/*.cs:section"]),
        ("Connectors/Workday by SOAP", ["connectors/LerBridge.Connectors/Workday/Soap/*.cs:settings"]),
        ("Connectors/Workday by REST", ["connectors/LerBridge.Connectors/Workday/Rest/*.cs:settings"]),
        ("Connectors/OAuth", ["connectors/LerBridge.Connectors/Shared/OAuth/*.cs:settings"]),
        ("Connectors/Delimited", ["connectors/LerBridge.Connectors/Delimited/*.cs:settings", "connectors/LerBridge.Connectors/Delimited/*.cs:section"]),
        ("Connectors/Sftp", ["connectors/LerBridge.Connectors/Delimited/*.cs:sftp"]),
        ("Connectors/Sql", ["connectors/LerBridge.Connectors/Sql/*.cs:settings", "connectors/LerBridge.Connectors/Sql/*.cs:section"]),
        ("Connectors/Columns", ["connectors/LerBridge.Connectors/Columns/*.cs:settings", "connectors/LerBridge.Connectors/Columns/*.cs:entry"]),
        ("Destinations/Folder", ["src/LerBridge.Delivery/Folder/*.cs:settings"]),
        ("Destinations/Http", ["src/LerBridge.Delivery/Http/*.cs:settings"]),
    ];

    public static IEnumerable<string> Headings => Places.Select(place => place.Heading);

    [TestCaseSource(nameof(Headings))]
    public void Every_setting_is_documented_and_every_documented_one_is_read(string heading)
    {
        var read = Places.Single(place => place.Heading == heading).Files.SelectMany(ReadIn).Distinct().Order(StringComparer.Ordinal);

        Assert.That(Documented(heading).Order(StringComparer.Ordinal), Is.EqualTo(read));
    }

    [Test]
    public void Every_kind_of_the_catalogues_has_a_heading()
    {
        var kinds = LerBridge.Connectors.ConnectorCatalog.Kinds.Select(kind => $"Connectors/{kind.Kind}").Concat(LerBridge.Delivery.DestinationCatalog.Kinds.Select(kind => $"Destinations/{kind.Kind}"));

        Assert.That(kinds, Is.SubsetOf(Headings));
    }

    private static IEnumerable<string> ReadIn(string place)
    {
        var (files, variable) = (place.Split(':')[0], place.Split(':')[1]);
        var folder = Path.Combine(Shared.Repository, Path.GetDirectoryName(files) ?? string.Empty);
        return Directory.EnumerateFiles(folder, Path.GetFileName(files))
            .SelectMany(file => Reading().Matches(File.ReadAllText(file)))
            .Where(match => match.Groups[1].Value == variable && match.Groups[2].Value != "Report")
            .Select(match => match.Groups[3].Value);
    }

    private static IEnumerable<string> Documented(string heading)
    {
        var (section, at) = (string.Empty, string.Empty);
        foreach (var line in File.ReadLines(Path.Combine(Shared.Repository, "docs", "configuration.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                (section, at) = (line[3..], line[3..]);
            }
            else if (line.StartsWith("### ", StringComparison.Ordinal))
            {
                at = $"{section}/{line[4..]}";
            }
            else if (at == heading && line.StartsWith("| `", StringComparison.Ordinal))
            {
                foreach (Match name in Quoted().Matches(line.Split('|')[1]))
                {
                    yield return name.Groups[1].Value;
                }
            }
        }
    }

    [GeneratedRegex(@"\b(\w+)\.(\w+)\(\s*(?:settings|section)?(?:, )?""(\w+)""")]
    private static partial Regex Reading();

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Quoted();
}
