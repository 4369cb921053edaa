using Microsoft.Extensions.Logging;

namespace LerBridge.Connectors.Shared;

/// <summary>What connectors log: ids 5100 to 5199. Never a person, a token or an address with a query.</summary>
internal static partial class ConnectorLog
{
    [LoggerMessage(5101, LogLevel.Information, "\"{Connector}\": {What} failed ({Reason}); attempt {Attempt} follows a failure, waiting {Seconds:F1} s.")]
    public static partial void Retrying(ILogger log, string connector, string what, FailureReason reason, int attempt, double seconds);

    [LoggerMessage(5102, LogLevel.Information, "\"{Connector}\": reading \"{Stream}\", {Partitions} partition(s).")]
    public static partial void Pulling(ILogger log, string connector, string stream, int partitions);

    [LoggerMessage(5103, LogLevel.Warning, "\"{Connector}\": partition \"{Partition}\" is partial. {Reason}")]
    public static partial void Partial(ILogger log, string connector, string partition, string reason);

    [LoggerMessage(5105, LogLevel.Information, "\"{Connector}\": \"{Stream}\" is read from \"{File}\".")]
    public static partial void Taking(ILogger log, string connector, string stream, string file);

    [LoggerMessage(5106, LogLevel.Warning, "\"{Connector}\": the source gave a new refresh token with the access token. It is kept until the program ends; then the one in settings is used again. Let the source give refresh tokens that do not change.")]
    public static partial void RefreshTokenChanged(ILogger log, string connector);

    [LoggerMessage(5104, LogLevel.Information, "\"{Connector}\": partition \"{Partition}\" is read again from its start. {Reason}")]
    public static partial void Restarting(ILogger log, string connector, string partition, string reason);
}
