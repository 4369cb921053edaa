using LerBridge.Core.Pipeline;
using LerBridge.Core.Settings;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Notices;
using LerBridge.Worker.Scheduling;
using LerBridge.Worker.Serving.Reload;
using LerBridge.Worker.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.WindowsServices;
using Microsoft.Extensions.Logging;

namespace LerBridge.Worker.Serving;

/// <summary>The service: schedules, outbox, public documents, and the two listeners.</summary>
internal sealed partial class ServeHost(Bridge bridge, ILoggerFactory logs)
{
    // A run stops at its next safe point, which is the end of a batch.
    private static readonly TimeSpan PatienceAtStop = TimeSpan.FromMinutes(2);

    private readonly ILogger log = logs.CreateLogger<ServeHost>();
    private readonly LiveMappings mappings = new(bridge.Site.Catalog, bridge.Options.Schedules.SelectMany(schedule => schedule.Mappings), bridge.Services.Time.GetUtcNow());

    public async Task<ExitCode> RunAsync(CancellationToken cancellationToken)
    {
        // Before anything listens: who asks for the documents of an issuer that just started should find them.
        await new StatusPublisher(bridge.Services).PublishAsync(force: false, cancellationToken);

        await using var open = this.Public();
        await using var admin = this.Admin();
        await StartAsync(open, bridge.Options.Http.PublicUrls, cancellationToken);
        if (admin is not null)
        {
            await StartAsync(admin, bridge.Options.Http.AdminUrls, cancellationToken);
        }

        LogServing(this.log, string.Join(", ", open.Urls), admin is null ? "none" : string.Join(", ", admin.Urls), bridge.Options.Schedules.Count);
        await WaitAsync(open.Lifetime, cancellationToken);
        LogStopping(this.log);
        if (admin is not null)
        {
            await admin.StopAsync(CancellationToken.None);
        }

        await open.StopAsync(CancellationToken.None);
        LogStopped(this.log);
        return cancellationToken.IsCancellationRequested ? ExitCode.Interrupted
            : WhatBroke(open) is { } broken ? throw broken
            : WindowsServiceHelpers.IsWindowsService() ? ExitCode.Done
            : throw new InvalidOperationException("The service stopped without being told to.");
    }

    private WebApplication Public()
    {
        var builder = Listener.Builder(bridge.Options.Http.PublicUrls, logs);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = PatienceAtStop);

        // Where Windows started it, Windows hears that it runs and tells it to stop; elsewhere this does nothing.
        builder.Services.AddWindowsService(options => options.ServiceName = "LerBridge");
        builder.Services.AddSingleton(bridge);
        builder.Services.AddSingleton(bridge.Services);
        builder.Services.AddSingleton(this.mappings);
        builder.Services.AddSingleton<RunGate>();
        builder.Services.AddSingleton<ScheduledRuns>();
        builder.Services.AddSingleton<Announcer>();
        builder.Services.AddSingleton<ScheduleFirings>();
        builder.Services.AddHostedService<OutboxService>();
        builder.Services.AddHostedService<StatusService>();
        builder.Services.AddHostedService<HistoryService>();
        builder.Services.AddHostedService<ReloadService>();
        builder.Services.AddHostedService<ResumeService>();
        builder.Services.AddHostedService<ScheduleWatch>();
        builder.Services.AddHostedService<PartService>();
        builder.Services.AddHostedService<NoticeService>();
        builder.Services.AddHostedService<DigestService>();
        if (bridge.Options.Telemetry is not null)
        {
            builder.Services.AddHostedService<WaitingService>();
        }

        builder.Services.AddSchedules(bridge.Options.Schedules);
        var app = builder.Build();
        app.UseRouting();
        PublicSite.Map(app, bridge.Options, bridge.Services.Public);
        HealthEndpoints.Map(app, new Health(bridge.Services, this.mappings, new DataFolders(bridge.Options, bridge.Services.Time)));
        return app;
    }

    private WebApplication? Admin()
    {
        if (bridge.Options.Http is not { AdminUrls.Count: > 0, ApiToken: { } token })
        {
            return null;
        }

        var app = Listener.Builder(bridge.Options.Http.AdminUrls, logs).Build();
        var guard = new AdminGuard(token);
        var manners = new AdminManners(bridge, this.mappings);
        app.Use(next => context => guard.InvokeAsync(context, next));
        app.Use(next => context => manners.InvokeAsync(context, next));
        app.UseRouting();
        AdminSite.Map(app, bridge, this.mappings);
        return app;
    }

    private static async Task StartAsync(WebApplication app, IReadOnlyList<string> urls, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException taken)
        {
            throw new UsageException($"LB2019: cannot listen on {string.Join(", ", urls)}: {taken.Message} Stop what listens there, or choose another address under LerBridge:Http.");
        }
    }

    private static AggregateException? WhatBroke(WebApplication app) =>
        app.Services.GetServices<IHostedService>().OfType<BackgroundService>().Select(service => service.ExecuteTask?.Exception).FirstOrDefault(problem => problem is not null);

    // Until told to stop, or until a part of it breaks, which stops the host.
    private static async Task WaitAsync(IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = cancellationToken.Register(() => stopped.TrySetResult());
        await using var broken = lifetime.ApplicationStopping.Register(() => stopped.TrySetResult());
        await stopped.Task;
    }

    [LoggerMessage(EventId = 700, Level = LogLevel.Information, Message = "Serving public documents and health on {Public}, admin on {Admin}; schedules: {Schedules}.")]
    private static partial void LogServing(ILogger log, string @public, string admin, int schedules);

    [LoggerMessage(EventId = 701, Level = LogLevel.Information, Message = "Stopping: runs end at their next safe point.")]
    private static partial void LogStopping(ILogger log);

    [LoggerMessage(EventId = 702, Level = LogLevel.Information, Message = "Stopped. The next start goes on from here.")]
    private static partial void LogStopped(ILogger log);
}
