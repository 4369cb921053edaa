using System.CommandLine;
using System.Globalization;

namespace LerBridge.Worker.Cli;

/// <summary>Options that many verbs share, made anew for each.</summary>
internal static class Options
{
    public static Option<string?> Config() => new("--config")
    {
        HelpName = "FILE",
        Description = "The settings file; without it, appsettings.json in the working directory.",
    };

    /// <summary>For verbs that need no settings: accepted as everywhere, and checked to be a settings file.</summary>
    public static Option<string?> UnusedConfig() => new UnusedConfigOption { HelpName = "FILE", Description = "Accepted as on every verb; this one needs no settings." };

    /// <summary>For the verb that explains codes: what is wrong with the settings may be the very question.</summary>
    public static Option<string?> IgnoredConfig() => new("--config") { HelpName = "FILE", Description = "Accepted as on every verb, and not looked at." };

    public static Option<string> Output(string description = "How results are written.") => OutputAs(description, ["table", "json"]);

    /// <summary>The same where other forms help, the first of which is the default.</summary>
    public static Option<string> OutputAs(params string[] forms) => OutputAs("How results are written.", forms);

    private static Option<string> OutputAs(string description, string[] forms)
    {
        var option = new Option<string>("--output")
        {
            HelpName = string.Join('|', forms),
            Description = description,
            DefaultValueFactory = _ => forms[0],
        };
        option.AcceptOnlyFromAmong(forms);
        return option;
    }

    public static Option<int> Limit(int byDefault) => Count("--limit", "How many at most.", byDefault);

    /// <summary>How much of the machine a run may take.</summary>
    public static Option<int> Parallel() => Count("--parallel", "How many records, or parts of a large plan, are worked at side by side; without it, as many as there are processors.", Environment.ProcessorCount);

    /// <summary>A number from 1.</summary>
    public static Option<int> Count(string name, string description, int byDefault)
    {
        var option = new Option<int>(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => byDefault };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(int.TryParse(result.Tokens[^1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0))
            {
                result.AddError($"{name} takes a whole number from 1.");
            }
        });
        return option;
    }

    public static bool IsJson(this ParseResult result, Option<string> output) => result.GetValue(output) == "json";
}
