using System.Collections;
using System.CommandLine;
using LerBridge.Core.Settings;

namespace LerBridge.Worker.Cli;

/// <summary><c>--config</c> of a verb that needs no settings. A file that is named has to be one all the same, as with every other verb.</summary>
internal sealed class UnusedConfigOption() : Option<string?>("--config")
{
    /// <summary>Looks at the file that the verb was given.</summary>
    /// <exception cref="SettingsException">It is missing, or no settings file.</exception>
    public static void Check(ParseResult result, string directory)
    {
        var command = result.CommandResult.Command;
        if (ReferenceEquals(result.Action, command.Action) && command.Options.OfType<UnusedConfigOption>().FirstOrDefault() is { } option && result.GetValue(option) is { } file)
        {
            _ = SettingsDocument.Load(Path.GetFullPath(file, directory), new Hashtable());
        }
    }
}
