namespace LerBridge.Core.Settings;

/// <summary>One value of a settings file with the place where it was written, so that every complaint can point there.</summary>
internal sealed class SettingsNode
{
    public required string File { get; init; }

    public required int Line { get; init; }

    public required int Column { get; init; }

    /// <summary>The text of a string, number or truth value; null for objects, lists and null.</summary>
    public string? Text { get; set; }

    /// <summary>The members of an object, by name ignoring case; null for anything else.</summary>
    public Dictionary<string, SettingsNode>? Members { get; set; }

    /// <summary>The items of a list; null for anything else.</summary>
    public List<SettingsNode>? Items { get; set; }

    public static Dictionary<string, SettingsNode> NewMembers() => new(StringComparer.OrdinalIgnoreCase);
}
