using System.CommandLine;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Codes;

namespace LerBridge.Worker.Commands;

/// <summary><c>error CODE</c>: what a code means and what to do. Needs nothing but the program.</summary>
internal static class ErrorCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var code = new Argument<string?>("CODE") { Arity = ArgumentArity.ZeroOrOne, Description = "The code, as in LB1102; without it, all of them." };
        var verb = new Verb("error", "Explains a code that a message ended with.", "error LB1102", "error") { code };
        verb.Does((result, _) =>
        {
            var output = surroundings.Terminal.Output;
            if (result.GetValue(code) is not { } asked)
            {
                foreach (var one in CodeTable.All)
                {
                    output.WriteLine($"{one.Code}  {one.Title}");
                }

                return Task.FromResult(ExitCode.Done);
            }

            var found = CodeTable.Find(asked) ?? throw new UsageException($"There is no code \"{asked}\". See all of them with: lerbridge error");
            output.WriteLine($"{found.Code}  {found.Title}");
            output.WriteLine(found.Explanation);
            output.WriteLine(found.Advice);
            return Task.FromResult(ExitCode.Done);
        });
        return verb;
    }
}
