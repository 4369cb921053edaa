using LerBridge.Core.Credentials;
using LerBridge.Core.Mapping.Profiles;

namespace LerBridge.Core.Mapping.Testing;

/// <summary>Which paths a credential of a profile can have at all: a test that expects nothing at a path that is misspelt could never fail.</summary>
internal static class ClaimsShape
{
    /// <summary>The first part of a path that no credential of the profile has; null where all of them can be there.</summary>
    public static string? Unknown(CredentialProfile profile, string path)
    {
        var root = ProfileTable.All.Values.FirstOrDefault(known => known.Profile == profile).Root;
        if (root is null || UnknownIn(root, path) is not { } unknown)
        {
            return null;
        }

        // what a position held will look like in a standard's terms may be asked for as well
        return profile == CredentialProfile.Employment ? UnknownIn(OpenBadgeProfile.Root, path) is null ? null : unknown : unknown;
    }

    private static string? UnknownIn(Shape root, string path)
    {
        var at = root;
        foreach (var part in path.Split('.'))
        {
            var name = part.Split('[')[0];
            while (at.Kind == ShapeKind.List && at.Item is { } item)
            {
                at = item;
            }

            if (at.Kind != ShapeKind.Object)
            {
                return name;
            }

            if (at.Members.FirstOrDefault(member => member.Name == name) is { } member && member.Shape.Kind != ShapeKind.Results)
            {
                at = member.Shape;
                continue;
            }

            // what the engine makes is known as a whole
            return at.Managed.ContainsKey(name) ? null : name;
        }

        return null;
    }
}
