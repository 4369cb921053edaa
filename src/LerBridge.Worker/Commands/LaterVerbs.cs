using System.CommandLine;
using System.CommandLine.Parsing;

namespace LerBridge.Worker.Commands;

/// <summary>Verbs that belong to LerBridge and that this version does not have yet. They are answered by name, so that nobody takes them for misspelt, and stay out of the help.</summary>
internal static class LaterVerbs
{
    // What serves meanwhile; empty where nothing does.
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["schedule pause"] = "Remove the schedule from the settings and start the service anew.",
        ["schedule resume"] = "\"schedule list\" lists the schedules that run.",
    };

    /// <summary>All of them, as a person types them.</summary>
    public static IReadOnlyCollection<string> All => Known.Keys;

    /// <summary>What to say to somebody who typed one of them; null where it is none.</summary>
    public static string? Answer(ParseResult result)
    {
        var words = new List<string>();
        for (var at = result.CommandResult; at.Command is not RootCommand && at.Parent is CommandResult parent; at = parent)
        {
            words.Insert(0, at.Command.Name);
        }

        // Without words of a known verb before them, the unmatched ones begin with the verb itself.
        words.AddRange(result.UnmatchedTokens.TakeWhile(word => !word.StartsWith('-')).Take(2));
        for (var count = words.Count; count > 0 && result.UnmatchedTokens.Count > 0; count--)
        {
            var asked = string.Join(' ', words.Take(count));
            if (Known.TryGetValue(asked, out var meanwhile))
            {
                return $"LB0002: \"{asked}\" belongs to LerBridge, but this version does not have it yet.{(meanwhile.Length > 0 ? " " + meanwhile : string.Empty)} Nothing was done.";
            }

            if (Known.Keys.Any(known => known.StartsWith(asked + ' ', StringComparison.Ordinal)) && !IsBuilt(result, words[0]))
            {
                return $"LB0002: \"{asked}\" belongs to LerBridge, but this version has none of its verbs yet. Nothing was done.";
            }
        }

        return null;
    }

    private static bool IsBuilt(ParseResult result, string word) => result.RootCommandResult.Command.Subcommands.Any(command => command.Name == word);
}
