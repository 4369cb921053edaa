using LerBridge.Core.Diagnostics;
using LerBridge.Core.People;
using LerBridge.Core.Settings;

namespace LerBridge.Worker.Settings;

/// <summary>Which identifier types hold the same value at this site.</summary>
internal static class IdentitySettings
{
    public static IdentityRules Read(SettingsSection root)
    {
        if (root.Section("Identity") is not { } section)
        {
            return new IdentityRules([]);
        }

        var groups = section.TextLists("SameAs");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in groups.SelectMany(group => group))
        {
            if (!IdentityRules.Types.Contains(type))
            {
                var nearest = Suggestion.Nearest(type, IdentityRules.Types);
                section.Report("SameAs", "LB2015", $"\"{type}\" is no identifier type.", nearest is null ? $"One of: {string.Join(", ", IdentityRules.Types)}." : $"Did you mean \"{nearest}\"?");
            }
            else if (!seen.Add(type))
            {
                section.Report("SameAs", "LB2015", $"\"{type}\" stands in more than one group, or twice in one.", "Keep all types that hold the same value in one group.");
            }
        }

        return new IdentityRules(groups);
    }
}
