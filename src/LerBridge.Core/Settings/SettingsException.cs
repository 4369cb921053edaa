using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Settings;

/// <summary>The settings are wrong; nothing was started. Holds every problem at once.</summary>
public sealed class SettingsException : Exception
{
    /// <summary>Makes the exception.</summary>
    public SettingsException(IReadOnlyList<Diagnostic> problems)
        : base(problems.Count > 0 ? problems[0].Message : "The settings are wrong.") => this.Problems = problems;

    /// <summary>Everything that is wrong, in the order of the file.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; }
}
