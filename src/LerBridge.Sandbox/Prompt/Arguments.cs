using System.Globalization;

namespace LerBridge.Sandbox.Prompt;

/// <summary>The command line of the sandbox by itself.</summary>
internal static class Arguments
{
    public const string Usage =
        "LerBridge.Sandbox [--canvas-port N] [--ethos-port N] [--workday-port N] [--registry-port N] [--seed N] [--date YYYY-MM-DD] [--day 1|2]";

    public static SandboxOptions Parse(IReadOnlyList<string> args)
    {
        var options = new SandboxOptions();
        for (var at = 0; at < args.Count; at += 2)
        {
            if (at + 1 == args.Count)
            {
                throw new FormatException($"{args[at]} wants a value. {Usage}");
            }

            options = With(options, args[at], args[at + 1]);
        }

        return options;
    }

    private static SandboxOptions With(SandboxOptions options, string name, string value) => name switch
    {
        "--canvas-port" => options with { CanvasPort = Port(value) },
        "--ethos-port" => options with { EthosPort = Port(value) },
        "--workday-port" => options with { WorkdayPort = Port(value) },
        "--registry-port" => options with { RegistryPort = Port(value) },
        "--seed" => options with { Seed = Whole(value, int.MaxValue) },
        "--date" => options with { ScenarioDate = Date(value) },
        "--day" => options with { Day = Whole(value, 2) is var number and > 0 ? number : throw new FormatException($"The day is 1 or 2. {Usage}") },
        _ => throw new FormatException($"\"{name}\" is not known. {Usage}"),
    };

    private static DateOnly Date(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", out var day) ? day : throw new FormatException($"\"{value}\" is not a day. {Usage}");

    private static int Port(string value) => Whole(value, 65_535);

    private static int Whole(string value, int most) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
        ? number
        : throw new FormatException($"\"{value}\" is not a whole number up to {most}. {Usage}");
}
