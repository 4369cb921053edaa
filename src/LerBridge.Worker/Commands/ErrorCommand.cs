using System.CommandLine;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Codes;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary><c>error CODE</c>: what a code means and what to do. Needs nothing but the program.</summary>
internal static class ErrorCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var code = new Argument<string?>("CODE") { Arity = ArgumentArity.ZeroOrOne, Description = "The code, as in LB1102; without it, all of them." };
        var output = Options.Output();
        var verb = new Verb("error", "Explains a code that a message ended with.", "error LB1102", "error --output json") { code, output, Options.IgnoredConfig() };
        verb.Does((result, _) =>
        {
            var found = result.GetValue(code) is not { } asked ? null
                : CodeTable.Find(asked) ?? throw new UsageException($"There is no code \"{asked}\". See all of them with: lerbridge error");
            var writer = surroundings.Terminal.Output;
            if (result.IsJson(output))
            {
                writer.WriteLine(CodeJson.Write(found is null ? CodeTable.All : [found]));
            }
            else if (found is null)
            {
                foreach (var one in CodeTable.All)
                {
                    writer.WriteLine($"{one.Code}  {one.Title}");
                }
            }
            else
            {
                string[] lines = [$"{found.Code}  {found.Title}", found.Explanation, found.Advice];
                foreach (var line in lines.Where(line => line.Length > 0))
                {
                    writer.WriteLine(line);
                }
            }

            return Task.FromResult(ExitCode.Done);
        });
        return verb;
    }
}
