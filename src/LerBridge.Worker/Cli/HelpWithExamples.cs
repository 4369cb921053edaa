using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace LerBridge.Worker.Cli;

/// <summary>The usual help, with a verb's examples before it.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Command is Verb { Examples.Count: > 0 } verb)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in verb.Examples)
            {
                output.WriteLine($"  lerbridge {example}");
            }

            output.WriteLine();
        }

        return usual.Invoke(parseResult);
    }
}
