using System.CommandLine;
using System.CommandLine.Parsing;
using LerBridge.Core.Diagnostics;

namespace LerBridge.Worker.Cli;

/// <summary>Says what is wrong with the arguments and what was likely meant.</summary>
internal static class WrongUsage
{
    /// <summary>The first argument that starts with a dash and is no option of its verb; null where there is none. It would else be taken for a name.</summary>
    public static string? StrayOption(ParseResult result) => result.Tokens
        .TakeWhile(token => token.Type != TokenType.DoubleDash)
        .FirstOrDefault(token => token.Type == TokenType.Argument && token.Value.Length > 1 && token.Value[0] == '-' && !char.IsAsciiDigit(token.Value[1]))?.Value;

    public static ExitCode Write(ParseResult result, Terminal terminal)
    {
        if (StrayOption(result) is { } stray)
        {
            WriteStray(result, stray, terminal.Error);
        }
        else if (result.UnmatchedTokens is [var word, ..])
        {
            WriteUnknown(result.CommandResult.Command, word, terminal.Error);
        }
        else if (result.CommandResult.Command is { Subcommands.Count: > 0 } command)
        {
            terminal.Error.WriteLine($"{Path(result)} needs a verb. One of: {string.Join(", ", Subcommands(command))}.");
        }
        else
        {
            foreach (var message in result.Errors.Select(error => error.Message).Distinct())
            {
                terminal.Error.WriteLine(message);
            }
        }

        terminal.Error.WriteLine($"See {Path(result)} --help.");
        return ExitCode.Usage;
    }

    private static void WriteStray(ParseResult result, string stray, TextWriter error)
    {
        var name = stray.Split('=', ':')[0];
        if (name is "--config" or "--output")
        {
            error.WriteLine($"\"{name}\" goes after the verb, as in: {Path(result)} {name} …");
            return;
        }

        var options = Chain(result).SelectMany(command => command.Options.Where(option => command == result.CommandResult.Command || option.Recursive)).Where(option => !option.Hidden);
        error.WriteLine($"\"{stray}\" is no option of {Path(result)}.");
        if (Suggestion.Nearest(name, options.SelectMany(option => option.Aliases.Prepend(option.Name)).Where(option => option.StartsWith("--", StringComparison.Ordinal))) is { } nearest)
        {
            error.WriteLine($"Did you mean \"{nearest}\"?");
        }
        else if (result.CommandResult.Command.Arguments.Count > 0)
        {
            error.WriteLine("A name or file that begins with a dash goes after \" -- \".");
        }
    }

    private static void WriteUnknown(Command command, string word, TextWriter error)
    {
        if (command.Subcommands.Count == 0)
        {
            error.WriteLine($"\"{word}\" is one argument too many.");
            return;
        }

        error.WriteLine(command is RootCommand ? $"There is no verb \"{word}\"." : $"There is no verb \"{command.Name} {word}\".");
        error.WriteLine(Suggestion.Nearest(word, Subcommands(command)) is { } nearest ? $"Did you mean \"{nearest}\"?" : $"One of: {string.Join(", ", Subcommands(command))}.");
    }

    private static IEnumerable<string> Subcommands(Command command) => command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name);

    private static string Path(ParseResult result) => string.Join(' ', Chain(result).Select(command => command is RootCommand ? "lerbridge" : command.Name).Reverse());

    // The verb that was understood, then what it stands under.
    private static IEnumerable<Command> Chain(ParseResult result)
    {
        for (var at = result.CommandResult; at is not null; at = at.Parent as CommandResult)
        {
            yield return at.Command;
        }
    }
}
