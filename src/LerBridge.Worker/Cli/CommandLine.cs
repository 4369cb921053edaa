using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using LerBridge.Worker.Commands;

namespace LerBridge.Worker.Cli;

/// <summary>From arguments to an exit code.</summary>
internal static class CommandLine
{
    public static RootCommand Root(Surroundings surroundings)
    {
        var root = new RootCommand("Turns completions, grades and employment from Canvas, Banner and Workday into signed Learning and Employment Records.");
        foreach (var verb in Verbs.All(surroundings))
        {
            root.Add(verb);
        }

        foreach (var help in root.Options.OfType<HelpOption>())
        {
            if (help.Action is HelpAction usual)
            {
                help.Action = new HelpWithExamples(usual);
            }
        }

        return root;
    }

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var terminal = surroundings.Terminal;
        // No response files: an argument that starts with @ is an argument.
        var result = Root(surroundings).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Errors.Count > 0 && result.Action is ParseErrorAction)
        {
            return (int)WrongUsage(result, terminal);
        }

        var invocation = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await result.InvokeAsync(invocation, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Error.WriteLine("Interrupted. What was done is kept, and the next run goes on from there.");
            return (int)ExitCode.Interrupted;
        }
        catch (Exception problem)
        {
            return (int)ErrorReport.Write(problem, surroundings);
        }
    }

    private static ExitCode WrongUsage(ParseResult result, Terminal terminal)
    {
        // An unknown word says more than "a command is missing", which is only its consequence.
        var unknown = result.UnmatchedTokens.Select(word => result.Errors.FirstOrDefault(error => error.Message.Contains($"'{word}'", StringComparison.Ordinal))).FirstOrDefault(error => error is not null);
        foreach (var message in unknown is null ? result.Errors.Select(error => error.Message).Distinct() : [unknown.Message])
        {
            terminal.Error.WriteLine(message);
        }

        var command = result.CommandResult.Command;
        foreach (var word in result.UnmatchedTokens)
        {
            if (Core.Diagnostics.Suggestion.Nearest(word, command.Children.Where(child => child is Command or Option && !child.Hidden).Select(child => child.Name)) is { } nearest)
            {
                terminal.Error.WriteLine($"Did you mean \"{nearest}\"?");
            }
        }

        if (command.Subcommands.Count > 0 && result.UnmatchedTokens.Count == 0)
        {
            terminal.Error.WriteLine($"One of: {string.Join(", ", command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name))}.");
        }

        terminal.Error.WriteLine($"See {Path(result)} --help.");
        return ExitCode.Usage;
    }

    private static string Path(ParseResult result)
    {
        var names = new List<string>();
        for (var at = result.CommandResult; at is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Insert(0, at.Command is RootCommand ? "lerbridge" : at.Command.Name);
        }

        return string.Join(' ', names);
    }
}
