using System.CommandLine;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary><c>mapping migrate</c>: brings mapping files to the newest version of the format. There is one version so far.</summary>
internal static class MappingMigrateCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.ZeroOrMore, Description = "Mapping files; without any, all of MappingsDirectory." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb("migrate", "Brings mapping files to the newest version of the format, which is mapping/v1: says so, and refuses what it does not know.", "mapping migrate", "mapping migrate old/canvas-courses.yaml") { files, config, output };
        verb.Does((result, _) =>
        {
            var known = true;
            var done = new List<FileJson.Item>();
            foreach (var (shown, full) in MappingFiles.Of(surroundings, result.GetValue(config), result.GetValue(files) ?? []))
            {
                var problems = MappingVersion.Check(shown, MappingFiles.Read(full) ?? string.Empty);
                known &= problems.Count == 0;
                if (problems.Count > 0)
                {
                    DiagnosticText.Write(problems, _ => null, surroundings.Terminal.Error);
                }
                else if (result.IsJson(output))
                {
                    done.Add(new FileJson.Item(shown, false));
                }
                else
                {
                    surroundings.Terminal.Output.WriteLine($"{shown} is {MappingVersion.Newest}, the newest version; there is nothing to do.");
                }
            }

            if (result.IsJson(output))
            {
                surroundings.Terminal.Output.WriteLine(FileJson.Write("lerbridge/migrated-mappings/v1", done));
            }

            return Task.FromResult(known ? ExitCode.Done : ExitCode.Usage);
        });
        return verb;
    }
}
