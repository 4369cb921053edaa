using LerBridge.Core.Delivery;
using LerBridge.Core.People;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Storage;

namespace LerBridge.Worker.Settings;

/// <summary>The whole settings file, read and checked. Immutable: a change of settings is a restart.</summary>
internal sealed record BridgeOptions
{
    public required string DataDirectory { get; init; }

    public required string MappingsDirectory { get; init; }

    public required LedgerSettings Ledger { get; init; }

    public required IssuerSettings Issuer { get; init; }

    /// <summary>Files of JSON-LD contexts beyond the shipped ones, by their URL.</summary>
    public required IReadOnlyDictionary<string, string> Contexts { get; init; }

    public required TimeZoneInfo TimeZone { get; init; }

    public required IdentityRules Identity { get; init; }

    public required HttpSettings Http { get; init; }

    public required IReadOnlyList<IConnector> Connectors { get; init; }

    public required IReadOnlyDictionary<string, IDestination> Destinations { get; init; }

    public required IReadOnlyList<ScheduleSettings> Schedules { get; init; }

    public required NotificationSettings Notifications { get; init; }

    /// <summary>Where metrics and traces go; null for nowhere.</summary>
    public required TelemetrySettings? Telemetry { get; init; }

    public required PlanSettings Plans { get; init; }

    public required BrakeLimits Brakes { get; init; }

    public required RetentionSettings Retention { get; init; }

    /// <summary>How the ledger is opened.</summary>
    public StorageOptions Storage => this.Ledger.Of(this.DataDirectory);

    /// <summary>Under which verifiers find <c>/status/{n}.json</c>: what the settings say, else where the issuer's DID document is.</summary>
    public string PublicBaseUrl => (this.Http.PublicBaseUrl?.OriginalString ?? new Uri(this.Issuer.DidUrl, this.Issuer.DidUrl.AbsolutePath.StartsWith("/.well-known/", StringComparison.Ordinal) ? "/" : ".").AbsoluteUri).TrimEnd('/');

    public string PublicFolder => Path.Combine(this.DataDirectory, "public");

    /// <summary>Reads a settings document to its end.</summary>
    /// <exception cref="SettingsException">Something is wrong; it holds every problem at once.</exception>
    public static BridgeOptions Read(SettingsDocument document, AdapterKinds kinds, SettingsUse use)
    {
        var root = document.Root;
        var zone = root.TimeZone("TimeZone") ?? TimeZoneInfo.Utc;
        var options = new BridgeOptions
        {
            DataDirectory = root.FilePath("DataDirectory") ?? Beside(document, "data"),
            MappingsDirectory = root.FilePath("MappingsDirectory") ?? Beside(document, "mappings"),
            Ledger = LedgerSettings.Read(root, Beside(document)),
            Issuer = IssuerSettings.Read(root, use),
            Contexts = ContextSettings.Read(root),
            TimeZone = zone,
            Identity = IdentitySettings.Read(root),
            Http = HttpSettings.Read(root),
            Connectors = kinds.ReadConnectors(root),
            Destinations = kinds.ReadDestinations(root),
            Schedules = ScheduleSettings.Read(root, zone),
            Notifications = NotificationSettings.Read(root),
            Telemetry = TelemetrySettings.Read(root),
            Plans = PlanSettings.Read(root),
            Brakes = BrakeSettings.Read(root),
            Retention = RetentionSettings.Read(root),
        };
        document.Finish();
        return options;
    }

    private static string Beside(SettingsDocument document, string name = "") => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(document.File)) ?? ".", name);
}
