using LerBridge.Worker.Cli;
using LerBridge.Worker.Logging;
using LerBridge.Worker.Serving;
using LerBridge.Worker.Settings;
using LerBridge.Worker.Telemetry;

namespace LerBridge.Worker.Commands;

/// <summary><c>serve</c>: runs schedules, sends the outbox and serves the public documents until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var parallel = Options.Parallel();
        var config = Options.Config();
        var output = Options.Output("Accepted as on every verb; serve prints no results, and its log is JSON wherever nobody looks at it.");
        var verb = new Verb("serve", "Runs the schedules, sends what is due and serves the public documents until it is told to stop.", "serve", "serve --config /etc/lerbridge/appsettings.json") { parallel, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            using var logs = ServiceLogs.Create(surroundings, result.GetValue(config));
            var site = Composition.ReadSite(surroundings, result.GetValue(config), SettingsUse.Running, logs) with { Parallel = result.GetValue(parallel) };
            _ = site.SoundMappings();
            await using var bridge = await Composition.OpenAsync(site, surroundings, cancellationToken, logs);
            using var telemetry = TelemetryExport.Start(site.Options.Telemetry);
            return await new ServeHost(bridge, logs).RunAsync(cancellationToken);
        });
        return verb;
    }
}
