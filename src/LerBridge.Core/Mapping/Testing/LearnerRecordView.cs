using System.Text.Json.Nodes;
using LerBridge.Core.Mapping.Profiles;

namespace LerBridge.Core.Mapping.Testing;

/// <summary>
/// What a learner record will look like in the terms of the credential, beside the claims themselves: what it embeds and defines stands in its subject. Tests and previews may look at either.
/// </summary>
internal static class LearnerRecordView
{
    public static JsonObject Of(JsonObject claims)
    {
        if (claims["credentialSubject"] is not JsonObject subject)
        {
            claims["credentialSubject"] = subject = [];
        }

        foreach (var credential in claims[LearnerRecordProfile.Credentials] as JsonArray ?? [])
        {
            // it only decides the id
            (credential as JsonObject)?.Remove("key");
        }

        Copy(claims, LearnerRecordProfile.Achievements, subject, "achievement");
        Copy(claims, LearnerRecordProfile.Credentials, subject, "verifiableCredential");
        return claims;
    }

    private static void Copy(JsonObject claims, string from, JsonObject subject, string to)
    {
        if (claims[from] is { } found)
        {
            subject[to] = found.DeepClone();
        }
    }
}
