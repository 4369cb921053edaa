using System.CommandLine;

namespace LerBridge.Worker.Cli;

/// <summary>Options that many verbs share, made anew for each.</summary>
internal static class Options
{
    public static Option<string?> Config() => new("--config")
    {
        HelpName = "FILE",
        Description = "The settings file; without it, appsettings.json in the working directory.",
    };

    public static Option<string> Output()
    {
        var option = new Option<string>("--output")
        {
            HelpName = "table|json",
            Description = "How results are written.",
            DefaultValueFactory = _ => "table",
        };
        option.AcceptOnlyFromAmong("table", "json");
        return option;
    }

    public static Option<int> Limit(int byDefault) => new("--limit")
    {
        HelpName = "N",
        Description = "How many at most.",
        DefaultValueFactory = _ => byDefault,
    };

    public static bool IsJson(this ParseResult result, Option<string> output) => result.GetValue(output) == "json";
}
