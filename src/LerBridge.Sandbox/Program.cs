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
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stop.Cancel();
        };
        await using var host = await SandboxHost.StartAsync(options, stop.Token);
        await SandboxPrompt.RunAsync(host, Console.In, Console.Out, Console.IsInputRedirected, stop.Token);
        return 0;
    }
}
