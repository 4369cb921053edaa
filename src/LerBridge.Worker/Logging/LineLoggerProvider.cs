using Microsoft.Extensions.Logging;

namespace LerBridge.Worker.Logging;

/// <summary>Writes one line per event to the error stream: words for a person at a terminal, JSON for whatever collects it otherwise.</summary>
internal sealed class LineLoggerProvider(TextWriter writer, bool forPeople, TimeProvider time) : ILoggerProvider
{
    private readonly Lock gate = new();

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName);

    public void Dispose()
    {
    }

    private void Write(string category, LogLevel level, EventId id, string message, Exception? problem)
    {
        var at = time.GetUtcNow();
        var line = forPeople ? LogLine.ForPeople(time.LocalTimeZone, at, level, category, message, problem) : LogLine.AsJson(at, level, category, id, message, problem);
        lock (this.gate)
        {
            writer.WriteLine(line);
        }
    }

    private sealed class LineLogger(LineLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (this.IsEnabled(logLevel))
            {
                provider.Write(category, logLevel, eventId, formatter(state, exception), exception);
            }
        }
    }
}
