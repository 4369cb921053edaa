using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Credentials;
using LerBridge.Credentials.Keys;
using LerBridge.Worker.Codes;

namespace LerBridge.Worker.Cli;

/// <summary>Tells a person why a verb could not be done, and decides the exit code. A stack trace goes into a file, never onto the screen.</summary>
internal static class ErrorReport
{
    public static ExitCode Write(Exception problem, Surroundings surroundings)
    {
        var error = surroundings.Terminal.Error;
        switch (problem is KeyFolderException keys ? CredentialIssuer.Told(keys) : problem)
        {
            case SettingsException settings:
                // Without the lines themselves: a settings file may hold secrets.
                DiagnosticText.Write(settings.Problems, _ => null, error);
                error.WriteLine("Nothing was started.");
                return ExitCode.Usage;
            case MappingException mapping:
                DiagnosticText.Write(mapping.Catalog.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error), mapping.Catalog.TextOf, error);
                error.WriteLine("Nothing was started.");
                return ExitCode.Usage;
            case UsageException usage:
                error.WriteLine(usage.Message);
                return ExitCode.Usage;
            case ConnectorException source:
                error.WriteLine($"{source.Code}: {source.Message}");
                return ExitCode.Source;
            case BridgeException bridge:
                error.WriteLine($"{bridge.Code}: {bridge.Message}");
                return ExitOf(bridge);
            default:
                return Internal(problem, surroundings);
        }
    }

    private static ExitCode ExitOf(BridgeException problem) => problem switch
    {
        { Code: LedgerCodes.Held or LedgerCodes.InUse } => ExitCode.Locked,
        { Kind: FailureKind.Transient } => ExitCode.Failures,

        // No setting is wrong: a service manager that starts again what did not end in 2 is right to do so, since somebody may have made room.
        { Code: StoreException.DiskFull or StoreException.DiskError } => ExitCode.Failures,
        _ => ExitCode.Usage,
    };

    private static ExitCode Internal(Exception problem, Surroundings surroundings)
    {
        var name = $"lerbridge-error-{surroundings.Time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}-{Environment.ProcessId}.txt";
        var file = Path.Combine(Path.GetTempPath(), name);
        try
        {
            File.WriteAllText(file, ProblemPlaces.Of(problem));
            surroundings.Terminal.Error.WriteLine($"LB0001: LerBridge made a mistake of its own ({problem.GetType().Name}) and stopped. What was committed is kept; the next run goes on from there.");
            surroundings.Terminal.Error.WriteLine($"The place in the code is in {file}; it holds no data of records. Please send it with the command that you ran.");
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            surroundings.Terminal.Error.WriteLine($"LB0001: LerBridge made a mistake of its own and stopped:{Environment.NewLine}{ProblemPlaces.Of(problem)}");
        }

        return ExitCode.Internal;
    }
}
