using System.CommandLine;
using LerBridge.Worker.Cli;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>Every verb that the command line has, as the words that a person types.</summary>
internal static class VerbPaths
{
    public static IReadOnlyList<string[]> All()
    {
        var terminal = new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null, outputIsTerminal: false, errorIsTerminal: false, colour: false);
        var root = CommandLine.Root(new Surroundings(terminal, new Dictionary<string, string>(), ".", TimeProvider.System));
        return [.. root.Subcommands.SelectMany(command => Below(command, []))];
    }

    private static IEnumerable<string[]> Below(Command command, string[] before)
    {
        string[] path = [.. before, command.Name];
        return command.Subcommands.Count == 0 ? [path] : command.Subcommands.SelectMany(sub => Below(sub, path));
    }
}
