using LerBridge.Worker.Cli;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.WindowsServices;
using Microsoft.Extensions.Logging;

namespace LerBridge.Worker.Logging;

/// <summary>Where a service logs: the error stream, or the Application log where Windows started it as a service, at the levels of the settings file's <c>Logging:LogLevel</c>.</summary>
internal static class ServiceLogs
{
    public static ILoggerFactory Create(Surroundings surroundings, string? config)
    {
        var file = Path.GetFullPath(config ?? "appsettings.json", surroundings.Directory);
        var builder = new ConfigurationBuilder();
        if (File.Exists(file))
        {
            // A file that is no JSON, or not there, is told of by the settings, with line and column.
            builder.AddJsonFile(source =>
            {
                source.FileProvider = new Microsoft.Extensions.FileProviders.PhysicalFileProvider(Path.GetDirectoryName(file) ?? "/", Microsoft.Extensions.FileProviders.Physical.ExclusionFilters.None);
                source.Path = Path.GetFileName(file);
                source.Optional = true;
                source.OnLoadException = problem => problem.Ignore = true;
            });
        }

        var settings = builder.Build();
        return LoggerFactory.Create(logging => logging
            .SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)

            // What stops the host is told once, by the command line.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .AddFilter("Quartz", LogLevel.Warning)
            .AddConfiguration(settings.GetSection("Logging"))
            .AddProvider(new LineLoggerProvider(Writer(surroundings), surroundings.Terminal.ErrorIsTerminal, surroundings.Time)));
    }

    private static TextWriter Writer(Surroundings surroundings) =>
        OperatingSystem.IsWindows() && WindowsServiceHelpers.IsWindowsService() ? new WindowsEventWriter() : surroundings.Terminal.Error;
}
