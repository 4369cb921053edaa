using LerBridge.Core.Settings;

namespace LerBridge.Worker.Settings;

/// <summary>Where metrics and traces go, by OTLP (opentelemetry.io/docs/specs/otlp).</summary>
/// <param name="Url">The collector.</param>
/// <param name="Grpc">True for OTLP over gRPC; else over HTTP with protobuf, under <c>/v1/metrics</c> and <c>/v1/traces</c>.</param>
/// <param name="Authorization">What is sent as <c>Authorization</c>; null for nothing.</param>
/// <param name="Every">How often metrics are sent.</param>
internal sealed record TelemetrySettings(Uri Url, bool Grpc, Secret? Authorization, TimeSpan Every)
{
    private const int DefaultEvery = 30;
    private const int MostEvery = 3600;

    /// <returns>Null where nothing is sent.</returns>
    public static TelemetrySettings? Read(SettingsSection root) => root.Section("Telemetry") is { } section
        ? new TelemetrySettings(
            section.RequiredUrl("OtlpUrl"),
            section.Choice("Protocol", "Http", "Http", "Grpc") == "Grpc",
            section.Secret("Authorization"),
            TimeSpan.FromSeconds(section.Whole("EverySeconds", DefaultEvery, 1, MostEvery)))
        : null;
}
