using System.Text.Json.Nodes;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Ethos;

/// <summary>persons and person-holds. A person comes with much more than a reader should keep: birth, gender, home address, even a national id.</summary>
internal static class PersonRows
{
    public static IReadOnlyList<JsonObject> Persons(EthosWorld data) => [.. data.Persons.Select(Person)];

    public static IReadOnlyList<JsonObject> Holds(EthosWorld data) =>
    [
        .. data.Holds.Select(hold => new JsonObject
        {
            ["id"] = MadeUpGuid.Of("person-hold", hold.PersonId.ToString()).ToString(),
            ["person"] = EthosJson.Ref(hold.PersonId),
            ["type"] = new JsonObject { ["category"] = hold.Category, ["detail"] = EthosJson.Ref(MadeUpGuid.Of("person-hold-type", hold.TypeCode)) },
            ["notificationIndicator"] = "notify",
            ["startOn"] = EthosJson.Midnight(hold.Start),
            ["endOn"] = EthosJson.Midnight(hold.End),
        }),
    ];

    private static JsonObject Person(Learner learner)
    {
        var row = new JsonObject { ["id"] = learner.PersonId.ToString() };
        if (learner.Privacy is { } privacy)
        {
            row["privacyStatus"] = new JsonObject { ["privacyCategory"] = privacy, ["detail"] = EthosJson.Ref(MadeUpGuid.Of("privacy-status", privacy)) };
        }

        row["names"] = Names(learner.Name);
        row["dateOfBirth"] = EthosJson.Day(learner.Born);
        row.Set("dateDeceased", learner.Deceased is { } day ? EthosJson.Day(day) : null);
        row["gender"] = learner.Gender;
        row["roles"] = new JsonArray(new JsonObject { ["role"] = "student", ["startOn"] = "2024-08-19T00:00:00+00:00" });
        row["credentials"] = Credentials(learner);
        row["addresses"] = new JsonArray(new JsonObject
        {
            ["address"] = EthosJson.Ref(MadeUpGuid.Of("address", learner.BannerId)),
            ["type"] = new JsonObject { ["addressType"] = "home", ["detail"] = EthosJson.Ref(MadeUpGuid.Of("address-type", "MA")) },
            ["startOn"] = "2024-08-01T00:00:00",
        });
        row["emails"] = Emails(learner);
        return row;
    }

    private static JsonArray Names(PersonName name)
    {
        var names = new JsonArray(Name(name, "legal", name.Given, name.Full, preferred: name.Preferred is null));
        if (name.Preferred is { } goesBy)
        {
            names.Add(Name(name, "favored", goesBy, name.Display, preferred: true));
        }

        return names;
    }

    private static JsonObject Name(PersonName name, string category, string? given, string full, bool preferred)
    {
        var row = new JsonObject
        {
            ["type"] = new JsonObject { ["category"] = category, ["detail"] = EthosJson.Ref(MadeUpGuid.Of("name-type", category)) },
            ["fullName"] = full,
        };
        row.Set("firstName", given);
        row["lastName"] = name.Family;
        return row.Set("preference", preferred ? "preferred" : null);
    }

    private static JsonArray Credentials(Learner learner)
    {
        var credentials = new JsonArray(
            Credential("bannerId", learner.BannerId),
            Credential("bannerSourcedId", $"{300_000 + learner.Number}"),
            Credential("bannerUserName", learner.Login),
            Credential("bannerUdcId", MadeUpGuid.Of("udc", learner.BannerId).ToString("N").ToUpperInvariant()));
        if (learner.Number % 40 == 6)
        {
            // never given out by the authority, and never to be kept
            credentials.Add(Credential("ssn", $"000-00-{learner.Number:0000}"));
        }

        return credentials;
    }

    private static JsonObject Credential(string type, string value) => new() { ["type"] = type, ["value"] = value };

    private static JsonArray Emails(Learner learner)
    {
        var emails = new JsonArray(new JsonObject
        {
            ["type"] = new JsonObject { ["emailType"] = "school", ["detail"] = EthosJson.Ref(MadeUpGuid.Of("email-type", "SCHL")) },
            ["preference"] = "primary",
            ["address"] = learner.SchoolEmail,
        });
        if (learner.Number % 3 == 0)
        {
            emails.Add(new JsonObject
            {
                ["type"] = new JsonObject { ["emailType"] = "personal", ["detail"] = EthosJson.Ref(MadeUpGuid.Of("email-type", "PERS")) },
                ["address"] = $"{learner.Login}@home.example",
            });
        }

        return emails;
    }
}
