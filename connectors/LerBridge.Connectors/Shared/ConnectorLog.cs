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

    [LoggerMessage(5107, LogLevel.Warning, "\"{Connector}\": \"{File}\" cannot be moved to \"{Folder}\". Check the permissions of both folders; the next run tries again.")]
    public static partial void NotPutAway(ILogger log, string connector, string file, string folder);

    [LoggerMessage(5108, LogLevel.Information, "\"{Connector}\": \"{File}\" is still being written; waiting for it.")]
    public static partial void Waiting(ILogger log, string connector, string file);

    [LoggerMessage(5109, LogLevel.Warning, "\"{Connector}\": files on \"{Host}\" could not be moved to the folder of the processed ones there. Check its permissions; the next run tries again.")]
    public static partial void NotPutAwayThere(ILogger log, string connector, string host);
}
