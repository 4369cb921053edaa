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

    /// <param name="workingDirectory">Where it starts.</param>
    /// <param name="arguments">The verb and what follows it.</param>
    /// <param name="environment">What is set beside this process's own environment.</param>
    /// <param name="under">A program with its arguments that starts it, and changes what it may do.</param>
    public static LerBridgeProcess Start(string workingDirectory, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null, IReadOnlyList<string>? under = null) =>
        Start([.. under ?? [], "dotnet", Path.Combine(AppContext.BaseDirectory, "lerbridge.dll"), .. arguments], workingDirectory, environment);

    /// <summary>Another program under the same conditions, to find out whether they can be had.</summary>
    public static LerBridgeProcess Under(IReadOnlyList<string> under, string program, string workingDirectory) => Start([.. under, program], workingDirectory, environment: null);

    private static LerBridgeProcess Start(IReadOnlyList<string> line, string workingDirectory, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(line[0])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in line.Skip(1))
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
