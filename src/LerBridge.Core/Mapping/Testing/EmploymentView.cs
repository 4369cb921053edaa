using System.Text.Json.Nodes;

namespace LerBridge.Core.Mapping.Testing;

/// <summary>
/// What an employment record will look like in the terms of the credential (mapping/v1 §4.5), beside the claims themselves: tests and previews may look at either.
/// What depends on the issuer is left to the builder.
/// </summary>
internal static class EmploymentView
{
    public static JsonObject Of(JsonObject claims)
    {
        if (claims["employment"] is not JsonObject employment)
        {
            return claims;
        }

        var subject = claims["credentialSubject"] as JsonObject ?? [];
        claims["credentialSubject"] = subject.Parent is null ? subject : subject.DeepClone();
        subject = (JsonObject)(claims["credentialSubject"] ?? subject);
        Copy(employment["title"], subject, "role");
        Copy(employment["started"], subject, "activityStartDate");
        Copy(employment["ended"], subject, "activityEndDate");
        var achievement = new JsonObject { ["achievementType"] = "ext:Employment" };
        Copy(employment["title"], achievement, "name");
        achievement["description"] = $"{employment["title"]}, {employment["employer"]?["name"]}";
        achievement["criteria"] = new JsonObject { ["narrative"] = "Held according to the employer's records" };
        if (employment["skills"] is JsonArray skills)
        {
            achievement["alignment"] = new JsonArray([.. skills.OfType<JsonObject>().Select(Alignment)]);
        }

        subject["achievement"] = achievement;
        return claims;
    }

    private static JsonObject Alignment(JsonObject skill)
    {
        var alignment = (JsonObject)skill.DeepClone();
        if (alignment["validated_by"] is { } validated)
        {
            alignment.Remove("validated_by");
            alignment["targetDescription"] = validated;
        }

        return alignment;
    }

    private static void Copy(JsonNode? from, JsonObject to, string name)
    {
        if (from is not null)
        {
            to[name] = from.DeepClone();
        }
    }
}
