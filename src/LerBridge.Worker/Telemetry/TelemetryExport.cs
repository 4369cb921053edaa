using LerBridge.Core.Telemetry;
using LerBridge.Worker.Settings;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LerBridge.Worker.Telemetry;

/// <summary>Sends what <see cref="BridgeTelemetry"/> measures to the collector of the settings, until disposed; what is left is sent then.</summary>
/// <remarks>Requests to sources are counted by host and status (the meter System.Net.Http). They are not traced: their addresses name people.</remarks>
internal sealed class TelemetryExport : IDisposable
{
    private const string HttpClientMeter = "System.Net.Http";

    private static readonly TimeSpan PatienceAtEnd = TimeSpan.FromSeconds(5);

    private readonly MeterProvider? meters;
    private readonly TracerProvider? tracers;

    private TelemetryExport(MeterProvider? meters, TracerProvider? tracers) => (this.meters, this.tracers) = (meters, tracers);

    public static TelemetryExport Start(TelemetrySettings? settings)
    {
        if (settings is null)
        {
            return new TelemetryExport(null, null);
        }

        var version = typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3);
        var resource = ResourceBuilder.CreateEmpty().AddService("lerbridge", serviceVersion: version, autoGenerateServiceInstanceId: false, serviceInstanceId: Environment.MachineName).AddTelemetrySdk();
        var meters = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(BridgeTelemetry.Name, HttpClientMeter)
            .AddOtlpExporter((exporter, reader) =>
            {
                Set(exporter, settings, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)settings.Every.TotalMilliseconds;
            })
            .Build();
        var tracers = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(BridgeTelemetry.Name).AddOtlpExporter(exporter => Set(exporter, settings, "v1/traces")).Build();
        return new TelemetryExport(meters, tracers);
    }

    public void Dispose()
    {
        this.meters?.Shutdown((int)PatienceAtEnd.TotalMilliseconds);
        this.tracers?.Shutdown((int)PatienceAtEnd.TotalMilliseconds);
        this.meters?.Dispose();
        this.tracers?.Dispose();
    }

    private static void Set(OtlpExporterOptions options, TelemetrySettings settings, string path)
    {
        options.Protocol = settings.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = settings.Grpc ? settings.Url : new Uri($"{settings.Url.AbsoluteUri.TrimEnd('/')}/{path}");
        options.HttpClientFactory = () =>
        {
            // The exporter's own list of headers cannot hold a comma.
            var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromMilliseconds(options.TimeoutMilliseconds) };
            if (settings.Authorization is { } authorization)
            {
                client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization.Reveal());
            }

            return client;
        };
    }
}
