using System.CommandLine;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Commands;

/// <summary>What every act by hand is asked for: who, why, and a yes once its consequences have been shown.</summary>
internal static class ByHand
{
    public const int LongestReason = 500;

    private const int LongestName = 100;

    public static Option<string?> By() => new("--by") { HelpName = "NAME", Description = "Who decides; without it the name under which you are logged in." };

    public static Option<bool> Yes() => new("--yes") { Description = "Does it without asking, as in a script." };

    /// <summary>Who decides.</summary>
    public static string Who(ParseResult result, Option<string?> by) => Text(result.GetValue(by), "--by", LongestName) ?? Environment.UserName;

    /// <summary>A reason that may be left out.</summary>
    public static string? Why(ParseResult result, Option<string?> reason) => Text(result.GetValue(reason), reason.Name, LongestReason);

    /// <summary>A line of text that a person gave; null where none was.</summary>
    /// <exception cref="UsageException">It is longer, or no line.</exception>
    public static string? Text(string? given, string option, int longest)
    {
        var text = given?.Trim();
        return text is null or { Length: 0 } ? null
            : text.Length > longest ? throw new UsageException($"LB4043: {option} takes at most {longest} letters.")
            : text.Any(char.IsControl) ? throw new UsageException($"LB4043: {option} is one line of text.")
            : text;
    }

    /// <summary>Asks for a yes.</summary>
    /// <exception cref="UsageException">Nobody is there to be asked.</exception>
    public static async Task<bool> AgreesAsync(Terminal terminal, CancellationToken cancellationToken)
    {
        if (!terminal.InputIsTerminal)
        {
            throw new UsageException("LB4043: Nobody is there to be asked. Say --yes to do it. Nothing was done.");
        }

        await terminal.Error.WriteAsync("Type yes to do it: ");
        await terminal.Error.FlushAsync(cancellationToken);
        return string.Equals((await terminal.Input.ReadLineAsync(cancellationToken))?.Trim(), "yes", StringComparison.OrdinalIgnoreCase);
    }
}
