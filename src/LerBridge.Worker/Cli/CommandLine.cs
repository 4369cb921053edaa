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
            AddGlobalOptions(verb);
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
        if ((result.Errors.Count > 0 && result.Action is ParseErrorAction) || WrongUsage.StrayOption(result) is not null)
        {
            return (int)WrongUsage.Write(result, terminal);
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
            UnusedConfigOption.Check(result, surroundings.Directory);
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

    // A script may give them to any verb, also to one that has no use for them.
    private static void AddGlobalOptions(Command command)
    {
        foreach (var sub in command.Subcommands)
        {
            AddGlobalOptions(sub);
        }

        if (command.Subcommands.Count == 0 && command.Options.All(option => option.Name != "--config"))
        {
            command.Add(Options.UnusedConfig());
        }
    }
}
