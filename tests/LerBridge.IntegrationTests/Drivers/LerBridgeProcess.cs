using System.Diagnostics;

namespace LerBridge.IntegrationTests.Drivers;

/// <summary>The real executable in a process of its own, as a person or a scheduler starts it.</summary>
internal sealed class LerBridgeProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private LerBridgeProcess(Process process)
    {
        this.process = process;
        this.output = process.StandardOutput.ReadToEndAsync();
        this.errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => this.process.Id;

    public bool HasExited => this.process.HasExited;

    public static LerBridgeProcess Start(string workingDirectory, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "lerbridge.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
        process.StandardInput.Close();
        return new LerBridgeProcess(process);
    }

    public async Task<ProcessResult> WaitAsync(TimeSpan limit)
    {
        using var ends = new CancellationTokenSource(limit);
        try
        {
            await this.process.WaitForExitAsync(ends.Token);
        }
        catch (OperationCanceledException)
        {
            this.Kill();
            throw new TimeoutException($"The process ran longer than {limit}. It said: {await this.errors}");
        }

        return new ProcessResult(this.process.ExitCode, await this.output, await this.errors);
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is closed.</summary>
    public void Kill() => this.process.Kill(entireProcessTree: true);

    /// <summary>SIGTERM: the graceful stop of a service manager.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", this.process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!this.process.HasExited)
        {
            this.Kill();
        }

        this.process.Dispose();
    }
}

/// <summary>How a process ended and what it said.</summary>
internal sealed record ProcessResult(int ExitCode, string Output, string Errors);
