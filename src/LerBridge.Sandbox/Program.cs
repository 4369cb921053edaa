using System.Runtime.InteropServices;
using LerBridge.Sandbox.Prompt;

namespace LerBridge.Sandbox;

/// <summary>Runs the sandbox by itself.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        SandboxOptions options;
        try
        {
            options = Arguments.Parse(args);
        }
        catch (FormatException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }

        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await using var host = await SandboxHost.StartAsync(options, stop.Token);
            await SandboxPrompt.RunAsync(host, Console.In, Console.Out, Console.IsInputRedirected, stop.Token);
            return 0;
        }
        catch (IOException taken)
        {
            await Console.Error.WriteLineAsync($"{taken.Message} Choose other ports, or leave them out to take free ones.");
            return 1;
        }
    }
}
