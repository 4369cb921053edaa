using System.Collections;
using LerBridge.Worker.Cli;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>Runs the command line as a person would, in a folder of its own, with its own environment and streams.</summary>
internal sealed class CommandLineDriver : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("lerbridge-cli-").FullName;

    public Hashtable Environment { get; } = [];

    public string Folder => this.directory;

    /// <summary>The folder below, in which the person stands.</summary>
    public string Within { get; set; } = string.Empty;

    public string Out { get; private set; } = string.Empty;

    public string Error { get; private set; } = string.Empty;

    public string Input { get; set; } = string.Empty;

    /// <summary>How wide the terminal is; null where the output goes to a file.</summary>
    public int? Columns { get; set; }

    /// <summary>True where a person sits at the input.</summary>
    public bool Asks { get; set; }

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The public internet; without one, whoever asks for it fails.</summary>
    public OneDocument? Wire { get; set; }

    public string Write(string name, string content)
    {
        var file = Path.Combine(this.directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? this.directory);
        File.WriteAllText(file, content);
        return file;
    }

    public Task<int> RunAsync(params string[] arguments) => this.RunAsync(CancellationToken.None, arguments);

    public async Task<int> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new StringReader(this.Input);
        var terminal = new Terminal(input, output, error, outputIsTerminal: this.Columns is not null, errorIsTerminal: false, colour: false) { InputIsTerminal = this.Asks };
        terminal.Ansi.Profile.Width = this.Columns ?? terminal.Ansi.Profile.Width;
        var code = await CommandLine.RunAsync(arguments, new Surroundings(terminal, this.Environment, Path.Combine(this.directory, this.Within), this.Time) { PublicWire = () => this.Wire ?? throw new InvalidOperationException("No network here.") }, cancellationToken);
        this.Out = output.ToString();
        this.Error = error.ToString();
        return code;
    }

    public void Dispose() => Directory.Delete(this.directory, recursive: true);
}
