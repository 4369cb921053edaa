using System.Runtime.InteropServices;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        var environment = Environment.GetEnvironmentVariables();
        var surroundings = new Surroundings(Terminal.OfProcess(environment), environment, Directory.GetCurrentDirectory(), TimeProvider.System);
        return await CommandLine.RunAsync(arguments, surroundings, stop.Token);

        // The first signal ends the work in good order; a second one is left to end the process.
        void Stop(PosixSignalContext context)
        {
            context.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }
}
