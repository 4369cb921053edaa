using System.CommandLine;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Formatting;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Reporting;

namespace LerBridge.Worker.Commands;

/// <summary><c>mapping format</c>: one style for all mappings.</summary>
internal static class MappingFormatCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.ZeroOrMore, Description = "Mapping files; without any, all of MappingsDirectory. With files no settings are needed." };
        var check = new Option<bool>("--check") { Description = "Writes nothing; ends with 1 where a file is not in the one style." };
        var config = Options.Config();
        var output = Options.Output();
        var verb = new Verb(
            "format",
            "Puts mapping files into the one style. Comments stay, and what they say stays letter by letter.",
            "mapping format mappings/canvas-courses.yaml",
            "mapping format --check")
        {
            files, check, config, output,
        };
        verb.Does((result, _) =>
        {
            var (changed, broken) = (0, false);
            var all = MappingFiles.Of(surroundings, result.GetValue(config), result.GetValue(files) ?? []);
            var json = result.IsJson(output);
            var (writer, error) = (surroundings.Terminal.Output, surroundings.Terminal.Error);
            var done = new List<FileJson.Item>();
            foreach (var (shown, full) in all)
            {
                var text = MappingFiles.Read(full);
                var formatted = text is null ? Unreadable(shown) : MappingFormatter.Format(shown, text);
                done.Add(new FileJson.Item(shown, formatted.Changed));
                if (formatted.Diagnostics.Count > 0)
                {
                    broken = true;
                    DiagnosticText.Write(formatted.Diagnostics, _ => text?.ReplaceLineEndings("\n"), error);
                }
                else if (formatted.Changed)
                {
                    changed++;
                    (json ? error : writer).WriteLine($"{shown}: {(result.GetValue(check) ? "not in the one style" : "formatted")}");
                    if (!result.GetValue(check))
                    {
                        MappingFiles.Replace(full, formatted.Text);
                    }
                }
            }

            writer.WriteLine(json ? FileJson.Write("lerbridge/formatted-mappings/v1", done) : $"{Counted.Of(all.Count, "mapping")}, {changed} {(result.GetValue(check) ? "to be formatted" : "formatted")}.");
            return Task.FromResult(broken ? ExitCode.Usage : changed > 0 && result.GetValue(check) ? ExitCode.Failures : ExitCode.Done);
        });
        return verb;
    }

    private static FormatResult Unreadable(string shown) =>
        new(string.Empty, false, [new Diagnostic { Code = "LB1008", File = shown, Message = "This file is not UTF-8.", Try = "save it as UTF-8" }]);
}
