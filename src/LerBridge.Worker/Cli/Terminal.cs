using System.Collections;
using LerBridge.Worker.Reporting;
using Spectre.Console;

namespace LerBridge.Worker.Cli;

/// <summary>Where a verb reads and writes: results to the output, everything else to the error stream.</summary>
internal sealed class Terminal
{
    // A file has no edge: whoever reads it with grep wants a row on one line.
    private const int WidthOfFiles = 10_000;

    public Terminal(TextReader input, TextWriter output, TextWriter error, bool outputIsTerminal, bool errorIsTerminal, bool colour)
    {
        this.Input = input;
        this.Output = output;
        this.Error = error;
        this.OutputIsTerminal = outputIsTerminal;
        this.ErrorIsTerminal = errorIsTerminal;
        this.Ansi = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = outputIsTerminal && colour ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = outputIsTerminal && colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        this.Ansi.Pipeline.Attach(new TableFit());
        if (!outputIsTerminal)
        {
            this.Ansi.Profile.Width = WidthOfFiles;
        }
    }

    public TextReader Input { get; }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    public bool OutputIsTerminal { get; }

    public bool ErrorIsTerminal { get; }

    /// <summary>True where a person can be asked.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>The output as Spectre writes to it: tables everywhere, colours only where a person looks.</summary>
    public IAnsiConsole Ansi { get; }

    public static Terminal OfProcess(IDictionary environment)
    {
        var colour = environment["NO_COLOR"] is not string { Length: > 0 } && environment["TERM"] is not "dumb";
        return new Terminal(Console.In, Console.Out, Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected, colour) { InputIsTerminal = !Console.IsInputRedirected };
    }
}
