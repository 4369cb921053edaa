using System.CommandLine;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary><c>mapping test</c>: the tests that mappings carry.</summary>
internal static class MappingTestCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var names = new Argument<string[]>("FILE|ID") { Arity = ArgumentArity.ZeroOrMore, Description = "Mapping files or ids; without any, all of MappingsDirectory." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("test", "Runs the tests that mappings carry, with the engine that runs records.", "mapping test", "mapping test canvas-courses --output json") { names, config, output };
        verb.Does((result, _) =>
        {
            var json = result.IsJson(output);
            var catalog = ChosenMappings.Read(surroundings, result.GetValue(config), result.GetValue(names) ?? [], problems => MappingCheckCommand.WriteJson(problems, json, surroundings.Terminal));
            if (catalog.HasErrors)
            {
                MappingCheckCommand.WriteJson(catalog.Diagnostics, json, surroundings.Terminal);
                throw new MappingException(catalog);
            }

            var tests = catalog.Mappings.SelectMany(MappingTests.Run).ToArray();
            var failed = tests.Count(test => !test.Passed);
            var terminal = surroundings.Terminal;
            if (json)
            {
                terminal.Output.WriteLine(MappingTestJson.Write(tests));
            }
            else
            {
                foreach (var test in tests)
                {
                    terminal.Output.WriteLine(MappingTests.Describe(test));
                }

                terminal.Output.WriteLine($"{tests.Length - failed} of {Counted.Of(tests.Length, "test")} passed.");
            }

            return Task.FromResult(failed > 0 ? ExitCode.Failures : ExitCode.Done);
        });
        return verb;
    }
}
